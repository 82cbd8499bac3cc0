import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inWorkspace, registerWorkspace } from "../../../../src/db/workspace.ts";
import { exportCsv } from "../../../../src/features/deals/transfer/export/export-csv.ts";
import {
  type FileReport,
  type Importer,
  type ImportOptions,
  importFile,
  importFiles,
  type SourceFile,
} from "../../../../src/features/deals/transfer/index.ts";
import type { Actor } from "../../../../src/kernel/access.ts";
import { asSuperuser, testDatabase } from "../../../support/database.ts";
import { fingerprint } from "../../../support/deal-rows.ts";

export const NOW = new Date("2026-11-20T09:00:00Z");

/** A deal as the database holds it, with the names behind its numbers. */
export type StoredDeal = {
  id: number;
  title: string;
  account: string | null;
  contact: string | null;
  owner: string;
  amount: string | null;
  currency: string;
  stage: string;
  status: string;
  probability: number;
  probability_reason: string | null;
  close_date: string | null;
  products: string[];
  metadata: Record<string, string>;
  source: string | null;
  source_id: string | null;
  created_at: string;
  closed_at: string | null;
  stage_entered_at: string;
  lost_reason: string | null;
  next_step: string | null;
  version: number;
  close_pushes: number;
};

/** A workspace with nothing in it but the importer, and all that imports and exports do there. */
export type Desk = Awaited<ReturnType<typeof openDesk>>;

export async function openDesk() {
  const database = await testDatabase();
  const { db, url } = database;
  const act = (workspaceId: string, change: Partial<Actor> = {}, now = NOW): Importer => ({
    deps: { db },
    actor: {
      workspaceId,
      personId: 0,
      slackUserId: "",
      name: "the command line",
      timeZone: "UTC",
      roles: ["admin"],
      teamId: null,
      ...change,
    },
    now,
    requestId: null,
  });
  let workspaces = 0;
  return {
    db,
    url,
    act,
    close: () => database.close(),
    fingerprint: () => fingerprint(url),
    /** A workspace nobody has used yet. */
    async workspace(): Promise<string> {
      workspaces += 1;
      const id = `T${workspaces}`;
      await registerWorkspace(db, { id, name: `Workspace ${workspaces}` }, NOW);
      return id;
    },
    import: (
      workspaceId: string,
      file: SourceFile | string,
      options: Partial<ImportOptions> = {},
    ) =>
      importFile(act(workspaceId), sourceOf(file), { dryRun: false, currency: "EUR", ...options }),
    importAll: (workspaceId: string, files: SourceFile[], options: Partial<ImportOptions> = {}) =>
      importFiles(act(workspaceId), files, { dryRun: false, currency: "EUR", ...options }),
    export: (workspaceId: string) =>
      inWorkspace(db, workspaceId, (tx) => exportCsv(tx, workspaceId)),
    deals: (workspaceId: string) => storedDeals(url, workspaceId),
    history: (workspaceId: string, id: number) =>
      asSuperuser(url, async (sql) => [
        ...(await sql<{ kind: string; from_stage: string | null; to_stage: string; at: string }[]>`
          select kind, from_stage, to_stage, to_char(at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as at
          from stage_history where workspace_id = ${workspaceId} and deal_id = ${id} order by id`),
      ]),
    count: (workspaceId: string, table: string) =>
      asSuperuser(url, async (sql) => {
        const [row] = await sql<{ n: number }[]>`
          select count(*)::int as n from ${sql(table)} where workspace_id = ${workspaceId}`;
        return row?.n ?? -1;
      }),
    sql: <T>(work: Parameters<typeof asSuperuser<T>>[1]) => asSuperuser(url, work),
  };
}

function storedDeals(url: string, workspaceId: string): Promise<StoredDeal[]> {
  return asSuperuser(url, async (sql) => [
    ...(await sql<StoredDeal[]>`
      select d.id, d.title, a.name as account, c.name as contact, o.name as owner, d.amount::text,
        d.currency, d.stage, d.status, d.probability, d.probability_reason, d.close_date::text,
        d.products, d.metadata, d.source, d.source_id, d.lost_reason, d.next_step, d.version, d.close_pushes,
        to_char(d.created_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as created_at,
        to_char(d.closed_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as closed_at,
        to_char(d.stage_entered_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as stage_entered_at
      from deals d
        join people o on o.workspace_id = d.workspace_id and o.id = d.owner_id
        left join accounts a on a.workspace_id = d.workspace_id and a.id = d.account_id
        left join contacts c on c.workspace_id = d.workspace_id and c.id = d.contact_id
      where d.workspace_id = ${workspaceId} order by d.id`),
  ]);
}

/** A file of the fixtures by its name, or text as a file. */
export function sourceOf(file: SourceFile | string): SourceFile {
  if (typeof file !== "string") return file;
  if (!file.includes("\n")) {
    const path = join(import.meta.dirname, "fixtures", file);
    return { name: file, bytes: readFileSync(path) };
  }
  return { name: "deals.csv", bytes: Buffer.from(file) };
}

/** "line 3: reason" for each row that was refused. */
export function refusals(report: FileReport): string[] {
  return report.refused.map(({ line, reason }) => `line ${line}: ${reason}`);
}
