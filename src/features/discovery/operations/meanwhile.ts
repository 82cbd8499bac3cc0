import type { Tx } from "../../../db/client.ts";
import { formatAgo } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";
import type { DealAct } from "../../deals/index.ts";
import { findLastChange } from "../queries/last-change.ts";

/** The refusal of a change that was made while looking at what somebody else has changed since: it says who. */
export async function changedMeanwhile(
  tx: Tx,
  act: DealAct,
  dealId: number,
  of: Parameters<typeof findLastChange>[3],
  now: string,
): Promise<AppError> {
  const last = await findLastChange(tx, act.actor.workspaceId, dealId, of);
  const who = last?.name ? `${last.name} changed it ${formatAgo(last.at, act.now)}` : "It changed";
  return new AppError("conflict", `${who}: ${now}.`, "Look at it again with `/deal discover`.");
}

/** The answer to something that was removed while a card of it was still open. */
export function isGone(what: string): AppError {
  return new AppError(
    "not_found",
    `That ${what} is no longer there.`,
    "Somebody removed it; `/deal discover` shows what is left.",
  );
}
