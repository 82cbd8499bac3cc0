import type { WebClient } from "@slack/web-api";
import { readWorkspace } from "../../db/workspace.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../kernel/access.ts";
import { AppError } from "../../kernel/errors.ts";
import { renderPdf } from "../../pdf/index.ts";
import { code, type Mrkdwn, md } from "../../slack/mrkdwn.ts";
import { shareFile } from "../../slack/share-file.ts";
import { inSentence } from "../deals/index.ts";
import { contractId } from "./domain/contract.ts";
import { statusWords, termsInShort } from "./domain/words.ts";
import { noSuchContract } from "./operations/change-contract.ts";
import { findSellerName } from "./queries/seller.ts";
import { type ContractView, findContractView } from "./queries/view.ts";
import { paperName, termSheet } from "./views/paper.ts";

/** Where a paper went: the room's id, or null for somebody's direct messages. */
export type Shared = { roomId: string | null; view: ContractView };

/**
 * Makes the term sheet and shares it in the deal's room; without one, where the bot is not let in, or for somebody who has no
 * business in the room, in direct messages.
 * @param to whose direct messages; null where there is nobody to send it to
 */
export async function sharePaperOf(
  deps: Deps,
  slack: WebClient,
  actor: Actor,
  id: number,
  { to, inRoom }: { to: string | null; inRoom: boolean },
): Promise<Shared> {
  const { view, seller } = await readWorkspace(deps.db, actor.workspaceId, async (tx) => ({
    view: await findContractView(tx, actor, id),
    seller: await findSellerName(tx, actor.workspaceId),
  }));
  if (!view) throw noSuchContract(id);
  const content = await renderPdf(termSheet(view, seller));
  const file = {
    name: paperName(view),
    title: `Term sheet ${contractId(view.contract)}`,
    content,
  };
  const { roomId } = view.deal;
  if (inRoom && roomId !== null && (await tryRoom(slack, roomId, file, comment(view))))
    return { roomId, view };
  if (to) await shareFile(slack, to, file, comment(view));
  return { roomId: null, view };
}

/** False when the bot is not in the room any more: a person then gets it themselves. */
async function tryRoom(
  slack: WebClient,
  roomId: string,
  file: Parameters<typeof shareFile>[2],
  words: Mrkdwn,
): Promise<boolean> {
  try {
    await shareFile(slack, roomId, file, words);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === "rule_broken") return false;
    throw error;
  }
}

function comment({ contract, deal }: ContractView): Mrkdwn {
  return md`Term sheet of the contract ${code(contractId(contract))} on ${inSentence(deal)}: ${termsInShort(contract)}, ${statusWords(contract.status)}.`;
}
