import { and, asc, desc, eq, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import type { Actor } from "../../../kernel/access.ts";
import type { Settings } from "../../../kernel/settings.ts";
import { nameKey } from "../../../kernel/text.ts";
import { accounts } from "../schema/accounts.ts";
import { deals } from "../schema/deals.ts";
import { owner, visibleTo } from "./standing.ts";

/** A deal as a form names it. */
export type NamedDeal = { id: number; title: string; accountName: string | null };

type Looking = { actor: Actor; settings: Settings };
/** Shorter names are words of the language more often than accounts. */
const SHORTEST_NAME = 3;

function selectNamed(tx: Tx) {
  return tx
    .select({ id: deals.id, title: deals.title, accountName: accounts.name })
    .from(deals)
    .innerJoin(owner, and(eq(owner.workspaceId, deals.workspaceId), eq(owner.id, deals.ownerId)))
    .leftJoin(
      accounts,
      and(eq(accounts.workspaceId, deals.workspaceId), eq(accounts.id, deals.accountId)),
    );
}

/** The deal whose room this channel is, if the actor may see it. */
export async function findDealOfRoom(
  tx: Tx,
  { actor, settings }: Looking,
  channelId: string,
): Promise<NamedDeal | null> {
  const [found] = await selectNamed(tx)
    .where(
      and(
        eq(deals.workspaceId, actor.workspaceId),
        eq(deals.roomId, channelId),
        visibleTo(actor, settings),
      ),
    )
    .limit(1);
  return found ?? null;
}

/** The deal with this id, if there is one and the actor may see it. */
export async function findNamedDeal(
  tx: Tx,
  { actor, settings }: Looking,
  id: number,
): Promise<NamedDeal | null> {
  const [found] = await selectNamed(tx).where(
    and(eq(deals.workspaceId, actor.workspaceId), eq(deals.id, id), visibleTo(actor, settings)),
  );
  return found ?? null;
}

/**
 * The open deal whose account is named in the text: the longest name first, then the actor's own deals, then what closes next.
 */
export async function findDealNamedIn(
  tx: Tx,
  { actor, settings }: Looking,
  text: string,
): Promise<NamedDeal | null> {
  // A name in the genitive is still that name.
  const key = nameKey(text.replace(/['’]s\b/gi, ""));
  if (!key) return null;
  const [found] = await selectNamed(tx)
    .where(
      and(
        eq(deals.workspaceId, actor.workspaceId),
        eq(deals.status, "open"),
        sql`length(${accounts.nameKey}) >= ${SHORTEST_NAME}`,
        sql`position(' ' || ${accounts.nameKey} || ' ' in ${` ${key} `}) > 0`,
        visibleTo(actor, settings),
      ),
    )
    .orderBy(
      desc(sql`length(${accounts.nameKey})`),
      desc(
        sql`(${deals.ownerId} = ${actor.personId} or ${deals.seId} is not distinct from ${actor.personId})`,
      ),
      asc(sql`coalesce(${deals.closeDate}, 'infinity'::date)`),
      asc(deals.id),
    )
    .limit(1);
  return found ?? null;
}
