import { inChange } from "../../../db/change.ts";
import type { Tx } from "../../../db/client.ts";
import type { Permission } from "../../../kernel/access.ts";
import type { Mrkdwn } from "../../../slack/mrkdwn.ts";
import type { LockedDeal } from "../queries/deal.ts";
import { type Changed, changeDealIn, type DealAct } from "./change-deal.ts";

/** What came of working on something that hangs on a deal. */
export type Worked<T> = {
  result: T;
  /** What was done, to finish "Dan …"; null when nothing had to change: then nobody is told. */
  words: Mrkdwn | null;
  /** People besides the deal's owner who are told; never the one who did it. */
  tell?: readonly (number | null)[] | undefined;
  /** Counts as activity and shows on cards, but nobody gets a message: one step of several. */
  isQuiet?: boolean | undefined;
};

/**
 * The way to change what hangs on a deal (a demo, an objection): locks the deal, so that two people at once wait for each other,
 * checks the permission against it, lets `work` change its own rows and record them, and tells those whose deal it is.
 * All in one transaction. Lock the deal first and its parts after it, as this does, and nobody waits in a ring.
 * @throws AppError not_found, forbidden, or whatever `work` refuses; nothing is changed then
 */
export function workOnDeal<T>(
  act: DealAct,
  dealId: number,
  permission: Permission,
  work: (tx: Tx, locked: LockedDeal) => Promise<Worked<T>>,
): Promise<{ result: T; change: Changed }> {
  return inChange(act, (tx) => workOnDealIn(tx, act, dealId, permission, work));
}

/** The same inside a transaction that is open already. */
export async function workOnDealIn<T>(
  tx: Tx,
  act: DealAct,
  dealId: number,
  permission: Permission,
  work: (tx: Tx, locked: LockedDeal) => Promise<Worked<T>>,
): Promise<{ result: T; change: Changed }> {
  let worked: Worked<T> | undefined;
  const change = await changeDealIn(tx, act, dealId, permission, async (locked) => {
    worked = await work(tx, locked);
    const { words, tell = [], isQuiet = false } = worked;
    return {
      deal: locked.deal,
      events: words
        ? [{ kind: "worked", words: words.text, tell: tell.filter((id) => id !== null), isQuiet }]
        : [],
    };
  });
  if (!worked) throw new Error(`nothing was done on deal ${dealId}`);
  return { result: worked.result, change };
}
