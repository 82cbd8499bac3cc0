import type { Tx } from "../../../db/client.ts";
import type { EventAct, Outcome } from "../../../events/define-event.ts";
import { settingsSchema } from "../../../kernel/settings.ts";
import { code, md } from "../../../slack/mrkdwn.ts";
import { listAudit } from "../../audit/index.ts";
import type { DealAct, MoveUndone, StageEntered } from "../../deals/index.ts";
import { openContract } from "../actions.ts";
import { contractId, OPEN_STATUSES, type OpenStatus } from "../domain/contract.ts";
import { end, revive } from "../domain/decide.ts";
import { termsInShort } from "../domain/words.ts";
import { findContractOf } from "../queries/contract.ts";
import { applyDecision, endOpenReview, takeContract } from "./change-contract.ts";
import { insertContract, todayOf, usualTerms } from "./create-contract.ts";

const DEAL_LOST = "The deal was lost";

/** What a contract does when its deal comes into a stage: it is prepared for the negotiation, and ends with a lost deal. */
export function followStage(tx: Tx, by: EventAct, entered: StageEntered): Promise<Outcome | null> {
  const settings = by.settings ?? settingsSchema.parse({});
  const act: DealAct = { ...by, settings };
  const { stageActions } = settings;
  if (entered.deal.stage === "negotiation" && stageActions.autoContract)
    return prepare(tx, act, entered);
  if (entered.deal.stage === "closed_lost" && stageActions.tidyWhenClosed)
    return tidy(tx, act, entered);
  return Promise.resolve(null);
}

/** Once for each deal: whoever has made one, or moved it here before, needs no second. */
async function prepare(tx: Tx, act: DealAct, { deal }: StageEntered): Promise<Outcome | null> {
  const { workspaceId } = act.actor;
  if (await findContractOf(tx, workspaceId, deal.id)) return null;
  const usual = await usualTerms(tx, act, deal, todayOf(act));
  const contract = await insertContract(tx, act, deal.id, { ...usual, isPrepared: true });
  return {
    text: md`Contract ${code(contractId(contract))} prepared: ${termsInShort(contract)}.`,
    buttons: [openContract.button("Open contract", { id: contract.id })],
  };
}

async function tidy(tx: Tx, act: DealAct, { deal }: StageEntered): Promise<Outcome | null> {
  const found = await findContractOf(tx, act.actor.workspaceId, deal.id);
  if (!found || !OPEN_STATUSES.includes(found.status)) return null;
  const before = await takeContract(tx, act.actor.workspaceId, found.id);
  const decided = end(before, DEAL_LOST, act);
  if (decided.endsReview) await endOpenReview(tx, act, decided.contract);
  if (decided.event) await applyDecision(tx, act, before, decided, decided.event);
  return { text: md`Contract ${code(contractId(found))} ended.`, buttons: [] };
}

/**
 * A loss that is taken back brings the contract back that ended with it. One that legal was reading is a draft again: its review was
 * withdrawn, and those who were asked have read so.
 */
export async function followUndo(
  tx: Tx,
  act: EventAct,
  { deal, left, movedAt }: MoveUndone,
): Promise<Outcome | null> {
  if (left !== "closed_lost") return null;
  const { workspaceId } = act.actor;
  const found = await findContractOf(tx, workspaceId, deal.id);
  if (found?.status !== "ended") return null;
  const before = await takeContract(tx, workspaceId, found.id);
  const { endedAt, endReason } = before.contract;
  if (endReason !== DEAL_LOST || endedAt?.getTime() !== movedAt.getTime()) return null;
  const was = await statusBefore(tx, workspaceId, found.id);
  const decided = revive(before, was);
  await applyDecision(tx, act, before, decided, { kind: "revived" });
  return { text: md`Contract ${code(contractId(found))} is open again.`, buttons: [] };
}

/** What a contract was before it ended, as the audit log has it. */
async function statusBefore(tx: Tx, workspaceId: string, id: number): Promise<OpenStatus> {
  const trail = await listAudit(tx, workspaceId, { kind: "contract", id }, LAST_LINES);
  const end = trail.find(({ action }) => action === "contract.ended");
  const was = OPEN_STATUSES.find((status) => status === end?.before?.status);
  return was === undefined || was === "signed" || was === "ended" ? "draft" : was;
}

const LAST_LINES = 10;
