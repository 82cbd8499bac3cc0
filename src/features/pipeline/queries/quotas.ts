import { and, eq, gte, lte } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { Day } from "../../../kernel/dates.ts";
import { yearOf } from "../../../kernel/dates.ts";
import { type HeldQuota, heldQuota, type Quota, type QuotaPeriod } from "../domain/quota.ts";
import { quotas } from "../schema/quotas.ts";
import type { ScopeFound } from "./scope.ts";

/** All quotas of the calendar years these days lie in. */
export function listQuotas(
  tx: Tx,
  workspaceId: string,
  span: { from: Day; to: Day },
): Promise<Quota[]> {
  return tx
    .select({
      personId: quotas.personId,
      teamId: quotas.teamId,
      kind: quotas.kind,
      startsOn: quotas.startsOn,
      amount: quotas.amount,
      currency: quotas.currency,
    })
    .from(quotas)
    .where(
      and(
        eq(quotas.workspaceId, workspaceId),
        gte(quotas.startsOn, yearOf(span.from).from),
        lte(quotas.startsOn, yearOf(span.to).to),
      ),
    );
}

/**
 * The quota that a scope is measured by in a period, in one currency; null when nobody in it has one. A team that has none of its
 * own is measured by its people's.
 * @param day any day of the period
 */
export async function quotaOf(
  tx: Tx,
  scope: ScopeFound,
  kind: QuotaPeriod,
  day: Day,
  currency: string,
): Promise<HeldQuota | null> {
  const all = await listQuotas(tx, scope.sight.workspaceId, { from: day, to: day });
  return quotaAmong(all, scope, kind, day, currency);
}

/** The same among quotas that are read already. */
export function quotaAmong(
  all: readonly Quota[],
  { people, quotaOwners }: Pick<ScopeFound, "people" | "quotaOwners">,
  kind: QuotaPeriod,
  day: Day,
  currency: string,
): HeldQuota | null {
  const held = quotaOwners
    .map((owner) => heldQuota(all, people, owner, kind, day, currency))
    .filter((quota) => quota !== null);
  const [first] = held;
  if (!first) return null;
  return {
    minor: held.reduce((sum, quota) => sum + quota.minor, 0),
    currency,
    derived: held.length > 1 || first.derived,
  };
}
