import { sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { prepared } from "../../../db/prepared.ts";
import type { Day } from "../../../kernel/dates.ts";
import { demos } from "../../demos/schema.ts";
import { challenges } from "../../discovery/schema/challenges.ts";
import { objections } from "../../objections/schema.ts";
import { people } from "../../people/schema.ts";
import { pocCriteria } from "../../pocs/schema/parts.ts";
import { pocs } from "../../pocs/schema/pocs.ts";

/** What sales engineering has going on a deal, as its card tells it. */
export type Presales = {
  challenges: number;
  /** Open objections, high ones first; at most 4. */
  objections: { id: number; type: string; severity: "high" | "medium" | "low" }[];
  /** The demo that comes next, or the last that was given. */
  demo: DemoRow<Date> | null;
  /** The newest proof of concept. */
  poc: {
    id: number;
    status: string;
    startsOn: Day;
    endsOn: Day;
    met: number;
    criteria: number;
  } | null;
};

type DemoRow<Instant> = {
  id: number;
  status: string;
  /** How it went, once it is delivered. */
  outcome: string | null;
  startsAt: Instant | null;
  seName: string | null;
};

const MOST_OBJECTIONS = 4;

type Row = {
  challenges: number;
  objections: Presales["objections"];
  demo: DemoRow<string> | null;
  poc: Presales["poc"];
};

const findRow = prepared(["workspaceId", "dealId"], (tx, { workspaceId, dealId }) => {
  const openChallenges = sql<number>`(select count(*)::int from ${challenges} c
    where c.workspace_id = ${workspaceId} and c.deal_id = ${dealId} and c.status = 'open')`;
  const openObjections = sql<Row["objections"]>`(select coalesce(json_agg(json_build_object(
      'id', o.id, 'type', o.type, 'severity', o.severity) order by o.rank, o.id), '[]')
    from (select id, type, severity, array_position(array['high', 'medium', 'low'], severity) as rank
      from ${objections} where workspace_id = ${workspaceId} and deal_id = ${dealId} and status = 'open'
      order by rank, id limit ${sql.raw(String(MOST_OBJECTIONS))}) o)`;
  const demo = sql<Row["demo"]>`(select json_build_object(
      'id', d.id, 'status', d.status, 'outcome', d.outcome, 'startsAt', d.starts_at, 'seName', p.name)
    from ${demos} d left join ${people} p on p.workspace_id = d.workspace_id and p.id = d.se_id
    where d.workspace_id = ${workspaceId} and d.deal_id = ${dealId} and d.status <> 'cancelled'
    order by d.status in ('delivered', 'no_show'), d.id desc limit 1)`;
  const poc = sql<Row["poc"]>`(select json_build_object(
      'id', p.id, 'status', p.status, 'startsOn', p.starts_on, 'endsOn', p.ends_on,
      'met', (select count(*) from ${pocCriteria} c
        where c.workspace_id = p.workspace_id and c.poc_id = p.id and c.grade = 'met'),
      'criteria', (select count(*) from ${pocCriteria} c
        where c.workspace_id = p.workspace_id and c.poc_id = p.id))
    from ${pocs} p where p.workspace_id = ${workspaceId} and p.deal_id = ${dealId}
    order by p.id desc limit 1)`;
  return tx
    .select({
      challenges: openChallenges.as("challenges"),
      objections: openObjections.as("objections"),
      demo: demo.as("demo"),
      poc: poc.as("poc"),
    })
    .from(sql`(select 1) as one`);
});

/** Objections, demo and proof of concept of a deal in one query. */
export async function findPresales(tx: Tx, workspaceId: string, dealId: number): Promise<Presales> {
  const [row] = await findRow(tx, { workspaceId, dealId });
  if (!row) return { challenges: 0, objections: [], demo: null, poc: null };
  const { demo } = row;
  return {
    ...row,
    demo: demo && { ...demo, startsAt: demo.startsAt === null ? null : new Date(demo.startsAt) },
  };
}
