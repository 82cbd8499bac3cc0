import postgres from "postgres";
import { STAGES, stageProbability } from "../../src/features/deals/index.ts";
import { type MadeUpDeal, SELLERS } from "./companies.ts";

/** Fills an empty workspace with sellers, and deals with all their past, in the database itself. */
export async function foundCompany(
  url: string,
  workspaceId: string,
  deals: readonly MadeUpDeal[],
  now: Date,
): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await sql`
      insert into people (workspace_id, id, name, name_key, roles, created_at)
      select ${workspaceId}, i, 'Rep ' || i, 'rep ' || i, '{ae}', ${now} from generate_series(1, ${SELLERS}::int) i`;
    const rows = deals.flatMap(({ ownerId, amount, standings }, at) =>
      standings.map(({ from, stage, closeDate, pushes }, nth) => ({
        id: at + 1,
        owner_id: ownerId,
        amount,
        day: from,
        until: standings[nth + 1]?.from ?? null,
        stage,
        status: stage === "closed_won" ? "won" : stage === "closed_lost" ? "lost" : "open",
        probability: probabilityOf(stage),
        close_date: closeDate,
        pushes,
        created: standings[0]?.from,
        entered: standings.find((one) => one.stage === stage)?.from,
      })),
    );
    await sql`
      create temp table made as select * from jsonb_to_recordset(${sql.json(rows)}) as t (id int, owner_id int, amount bigint, day date,
        until date, stage text, status text, probability int, close_date date, pushes int, created date, entered date)`;
    await sql`
      insert into deals (workspace_id, id, title, title_key, owner_id, amount, currency, stage, status, probability, close_date,
        close_pushes, stage_entered_at, closed_at, last_activity_at, created_at, updated_at)
      select ${workspaceId}, id, 'Deal ' || id, 'deal ' || id, owner_id, amount, 'EUR', stage, status, probability, close_date, pushes,
        entered, case when status <> 'open' then day end, day, created, day from made where until is null`;
    await sql`
      insert into deal_snapshots (workspace_id, deal_id, valid_from, valid_to, stage, status, amount, currency, close_date, probability,
        owner_id, close_pushes, has_contact, members, notes, requirements, demos, pocs, objections, stage_entered_at, created_at,
        closed_at, rebuilt)
      select ${workspaceId}, id, day, until, stage, status, amount, 'EUR', close_date, probability,
        owner_id, pushes, true, 0, 0, 0, 0, 0, 0, entered, created, case when status <> 'open' then day end, false from made
      where until is null or until > day`;
    await sql`drop table made`;
    await sql`vacuum analyze`;
  } finally {
    await sql.end();
  }
}

function probabilityOf(stage: string): number {
  const known = STAGES.find((one) => one === stage);
  return known ? stageProbability(known) : 0;
}
