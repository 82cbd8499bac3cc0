import { and, asc, desc, eq, or, type SQL, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { Actor } from "../../../kernel/access.ts";
import type { Money } from "../../../kernel/money.ts";
import type { Settings } from "../../../kernel/settings.ts";
import { nameKey } from "../../../kernel/text.ts";
import type { Stage, Status } from "../domain/stage.ts";
import { accounts } from "../schema/accounts.ts";
import { deals } from "../schema/deals.ts";
import { owner, visibleTo } from "./standing.ts";

/** A deal that was found by name. */
export type DealHit = {
  id: number;
  title: string;
  accountName: string | null;
  ownerName: string;
  stage: Stage;
  status: Status;
  amount: Money | null;
  /** 3 the whole name, 2 the beginning of a name, 1 a part of one, below that how alike they are. */
  score: number;
};

/** How alike two names must at least be (pg_trgm word similarity) to count as a slip of the keyboard. */
const ALIKE = 0.4;

/**
 * Deals whose account or title is, begins with, holds or resembles the text; best first, open before closed.
 * An empty text finds the open deals that close next.
 */
export async function searchDeals(
  tx: Tx,
  viewing: { actor: Actor; settings: Settings },
  text: string,
  options: { limit: number; openOnly?: boolean },
): Promise<DealHit[]> {
  const key = nameKey(text);
  const score = scoreOf(key);
  const rows = await tx
    .select({
      id: deals.id,
      title: deals.title,
      accountName: accounts.name,
      ownerName: owner.name,
      stage: deals.stage,
      status: deals.status,
      amount: deals.amount,
      currency: deals.currency,
      score,
    })
    .from(deals)
    .innerJoin(owner, and(eq(owner.workspaceId, deals.workspaceId), eq(owner.id, deals.ownerId)))
    .leftJoin(
      accounts,
      and(eq(accounts.workspaceId, deals.workspaceId), eq(accounts.id, deals.accountId)),
    )
    .where(
      and(
        eq(deals.workspaceId, viewing.actor.workspaceId),
        visibleTo(viewing.actor, viewing.settings),
        options.openOnly || !key ? eq(deals.status, "open") : undefined,
        key ? matches(key) : undefined,
      ),
    )
    .orderBy(desc(score), sql`${deals.status} = 'open' desc`, asc(deals.closeDate), asc(deals.id))
    .limit(options.limit);
  return rows.map(({ amount, currency, ...row }) => ({
    ...row,
    amount: amount === null ? null : { minor: amount, currency },
  }));
}

function scoreOf(key: string): SQL<number> {
  // Not a bare 0, which ORDER BY takes for the number of a column.
  if (!key) return sql<number>`0::float8`;
  const best = (name: SQL | typeof deals.titleKey | typeof accounts.nameKey) => sql`case
    when ${name} = ${key} then 3
    when starts_with(${name}, ${key}) then 2
    when strpos(${name}, ${key}) > 0 then 1
    else least(word_similarity(${key}, ${name}), 0.99) end`;
  return sql<number>`greatest(${best(accounts.nameKey)}, ${best(deals.titleKey)})::float8`;
}

function matches(key: string): SQL | undefined {
  const alike = (name: typeof deals.titleKey | typeof accounts.nameKey) =>
    or(sql`strpos(${name}, ${key}) > 0`, sql`word_similarity(${key}, ${name}) >= ${ALIKE}`);
  return or(alike(accounts.nameKey), alike(deals.titleKey));
}
