import { sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { Settings } from "../../../kernel/settings.ts";
import { comesNext } from "../domain/slots.ts";
import { KINDS, type Kind } from "../domain/subscription.ts";
import { listSubscriptions } from "./subscriptions.ts";

/** How all digests of a kind stand together: how many are on, the last and the next, and slots of a week whose readers missed one. */
export type DigestStanding = {
  kind: Kind;
  active: number;
  last: Date | null;
  next: Date | null;
  missed: number;
};

const WEEK_MS = 7 * 86_400_000;

/** How the digests in channels and the morning messages of a workspace stand. */
export async function listDigestStandings(
  tx: Tx,
  workspaceId: string,
  settings: Settings,
  now: Date,
): Promise<DigestStanding[]> {
  const since = new Date(now.getTime() - WEEK_MS).toISOString();
  const rows = await tx.execute<{ kind: Kind; last: string | null; missed: number }>(sql`
    select s.kind, max(d.slot) filter (where d.state = 'sent') as last,
      count(*) filter (where d.state = 'skipped' and d.slot > ${since}::timestamptz
        and d.reason not in ('nothing_to_say', 'switched_off'))::int as missed
    from digest_subscriptions s
    join digest_slots d on d.workspace_id = s.workspace_id and d.subscription_id = s.id
    where s.workspace_id = ${workspaceId} group by s.kind`);
  const active = await listSubscriptions(tx, workspaceId, settings, { active: true });
  return KINDS.map((kind) => {
    const of = active.filter((one) => one.kind === kind);
    const nexts = of.flatMap((one) => comesNext(one.rhythm, one, now)?.at.getTime() ?? []);
    const row = rows.find((one) => one.kind === kind);
    return {
      kind,
      active: of.length,
      last: row?.last ? new Date(row.last) : null,
      next: nexts.length > 0 ? new Date(Math.min(...nexts)) : null,
      missed: row?.missed ?? 0,
    };
  });
}
