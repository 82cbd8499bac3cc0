import { asSuperuser } from "./database.ts";

/** What the database holds of one deal, past row-level security. */
export async function dealRows(url: string, id: number) {
  return asSuperuser(url, async (sql) => {
    const [deal] = await sql<
      { stage: string; status: string; probability: number; version: number; owner_id: number }[]
    >`select stage, status, probability, version, owner_id from deals where id = ${id}`;
    const history = await sql<{ kind: string; from_stage: string | null; to_stage: string }[]>`
      select kind, from_stage, to_stage from stage_history where deal_id = ${id} order by id`;
    const audit = await sql<{ action: string; request_id: string | null; actor_id: number }[]>`
      select action, request_id, actor_id from audit_log where subject = 'deal' and subject_id = ${String(id)} order by id`;
    return { deal, history: [...history], audit: [...audit] };
  });
}

/** A fingerprint of every row of every table of ours: equal fingerprints mean that nothing was changed. */
export async function fingerprint(url: string): Promise<string> {
  return asSuperuser(url, async (sql) => {
    const tables = await sql<{ name: string }[]>`
      select tablename as name from pg_tables where schemaname = 'public' order by 1`;
    const parts: string[] = [];
    for (const { name } of tables) {
      const [row] = await sql.unsafe<{ hash: string | null }[]>(
        `select md5(string_agg(t::text, '|' order by t::text)) as hash from "${name}" t`,
      );
      parts.push(`${name}:${row?.hash ?? "empty"}`);
    }
    return parts.join("\n");
  });
}
