import type { WebClient } from "@slack/web-api";
import { inWorkspace } from "../../db/workspace.ts";
import type { Deps } from "../../deps.ts";
import { AppError } from "../../kernel/errors.ts";
import { type Mrkdwn, md } from "../../slack/mrkdwn.ts";
import { shareFile } from "../../slack/share-file.ts";
import { inSentence } from "../deals/index.ts";
import { pocId } from "./domain/poc.ts";
import { progressOf } from "./domain/progress.ts";
import { statusWords } from "./domain/words.ts";
import { noSuchPoc } from "./operations/change-poc.ts";
import { reportShared } from "./operations/deliver.ts";
import { findPocOwners, type PocOwners, type Told } from "./queries/reminded.ts";
import { findPocParts, type PocParts } from "./queries/view.ts";
import { metOf } from "./views/progress.ts";
import { reportName, successReport } from "./views/report.ts";

type Found = { parts: PocParts; owners: PocOwners };

/**
 * Makes the success report and puts it in the deal's room; without one, or where the bot is not let in, in direct messages.
 * @param asker who asked for it: gets it where there is no room; null sends it to the sales engineer and the owner
 * @returns where it went: the room's id, or null for direct messages
 */
export async function sendReport(
  deps: Deps,
  slack: WebClient,
  about: { workspaceId: string; pocId: number },
  asker: Told | null,
): Promise<{ roomId: string | null; parts: PocParts }> {
  const { workspaceId } = about;
  const { parts, owners } = await inWorkspace(deps.db, workspaceId, async (tx): Promise<Found> => {
    const found = await findPocParts(tx, workspaceId, about.pocId);
    const whose = await findPocOwners(tx, workspaceId, about.pocId);
    if (!found || !whose) throw noSuchPoc(about.pocId);
    return { parts: found, owners: whose };
  });
  const readers = asker ? [asker] : owners.readers;
  const inRoom =
    owners.roomId !== null &&
    (await shareInRoom(deps, slack, owners.roomId, { parts, owners }, asker ?? owners.readers[0]));
  if (!inRoom)
    for (const reader of readers)
      await shareWith(deps, slack, reader.slackUserId, { parts, owners }, reader);
  await inWorkspace(deps.db, workspaceId, (tx) =>
    reportShared(tx, workspaceId, about.pocId, deps.clock.now()),
  );
  return { roomId: inRoom ? owners.roomId : null, parts };
}

/** False when the bot is not in the room any more: people then get it themselves. */
async function shareInRoom(
  deps: Deps,
  slack: WebClient,
  roomId: string,
  found: Found,
  reader: Told | undefined,
): Promise<boolean> {
  try {
    await shareWith(deps, slack, roomId, found, reader);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === "rule_broken") return false;
    throw error;
  }
}

async function shareWith(
  deps: Deps,
  slack: WebClient,
  to: string,
  { parts, owners }: Found,
  reader: Told | undefined,
): Promise<void> {
  const at = { now: deps.clock.now(), timeZone: reader?.timeZone ?? "UTC" };
  const reported = { ...parts, ...owners };
  await shareFile(
    slack,
    to,
    {
      name: reportName(parts.poc),
      title: `Success report ${pocId(parts.poc)}`,
      content: successReport(reported, at),
    },
    comment({ parts, owners }),
  );
}

function comment({ parts: { poc, criteria }, owners }: Found): Mrkdwn {
  const name = inSentence({ title: owners.dealTitle, accountName: owners.accountName });
  return md`Success report of the proof of concept ${pocId(poc)} on ${name}: ${statusWords(poc.status)}, ${metOf(progressOf(criteria))}.`;
}
