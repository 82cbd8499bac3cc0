import { sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { prepared } from "../../../db/prepared.ts";
import type { Day } from "../../../kernel/dates.ts";
import type { Money } from "../../../kernel/money.ts";
import { approvals } from "../../approvals/schema/approvals.ts";
import { approvalApprovers } from "../../approvals/schema/parts.ts";
import { contracts } from "../../contracts/schema/contracts.ts";
import { leads } from "../../leads/schema/leads.ts";
import { people } from "../../people/schema.ts";
import { quoteVersions } from "../../quotes/schema/quotes.ts";

/** What is written down of a deal and what waits for somebody's word, as its card tells it. */
export type Paperwork = {
  /** Decisions that are waited for, the oldest first; at most 3. `names` are those who were asked, at most 2 of `asked`. */
  waiting: { id: number; kind: string; since: Date; asked: number; names: string[] }[];
  /** The quote the customer has, or else the newest. */
  quote: {
    id: number;
    version: number;
    status: string;
    total: Money;
    validUntil: Day | null;
  } | null;
  /** The newest contract. */
  contract: { id: number; status: string; signedOn: Day | null } | null;
  /** The lead it was made from. */
  leadId: number | null;
};

const MOST_WAITING = 3;
const NOTHING: Paperwork = { waiting: [], quote: null, contract: null, leadId: null };

type Row = {
  waiting: { id: number; kind: string; since: string; asked: number; names: string[] }[];
  quote: {
    id: number;
    version: number;
    status: string;
    total: number;
    currency: string;
    validUntil: Day | null;
  } | null;
  contract: Paperwork["contract"];
  leadId: number | null;
};

const findRow = prepared(["workspaceId", "dealId"], (tx, { workspaceId, dealId }) => {
  const waiting = sql<Row["waiting"]>`(select coalesce(json_agg(json_build_object(
      'id', a.id, 'kind', a.kind, 'since', a.requested_at, 'asked', who.asked, 'names', who.names) order by a.id), '[]')
    from (select * from ${approvals} where workspace_id = ${workspaceId} and deal_id = ${dealId} and state = 'open'
      order by id limit ${sql.raw(String(MOST_WAITING))}) a,
    lateral (select count(*)::int as asked, coalesce((array_agg(p.name order by s.added_at, p.id))[1:2], '{}') as names
      from ${approvalApprovers} s join ${people} p on p.workspace_id = s.workspace_id and p.id = s.person_id
      where s.workspace_id = a.workspace_id and s.approval_id = a.id) who)`;
  const quote = sql<
    Row["quote"]
  >`(select json_build_object('id', q.quote_id, 'version', q.version, 'status', q.status,
      'total', q.total, 'currency', q.currency, 'validUntil', q.valid_until)
    from ${quoteVersions} q where q.workspace_id = ${workspaceId} and q.deal_id = ${dealId}
    order by array_position(array['accepted', 'sent', 'draft'], q.status) nulls last, q.quote_id desc, q.version desc limit 1)`;
  const contract = sql<
    Row["contract"]
  >`(select json_build_object('id', c.id, 'status', c.status, 'signedOn', c.signed_on)
    from ${contracts} c where c.workspace_id = ${workspaceId} and c.deal_id = ${dealId} order by c.id desc limit 1)`;
  const lead = sql<number | null>`(select l.id from ${leads} l
    where l.workspace_id = ${workspaceId} and l.deal_id = ${dealId} limit 1)`;
  return tx
    .select({
      waiting: waiting.as("waiting"),
      quote: quote.as("quote"),
      contract: contract.as("contract"),
      leadId: lead.as("lead_id"),
    })
    .from(sql`(select 1) as one`);
});

/** Requests that wait, quote, contract and lead of a deal in one query. */
export async function findPaperwork(
  tx: Tx,
  workspaceId: string,
  dealId: number,
): Promise<Paperwork> {
  const [row] = await findRow(tx, { workspaceId, dealId });
  if (!row) return NOTHING;
  const { waiting, quote, ...rest } = row;
  return {
    ...rest,
    waiting: waiting.map((one) => ({ ...one, since: new Date(one.since) })),
    quote: quote && {
      id: quote.id,
      version: quote.version,
      status: quote.status,
      total: { minor: quote.total, currency: quote.currency },
      validUntil: quote.validUntil,
    },
  };
}
