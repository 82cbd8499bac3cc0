import { inChange } from "../../../db/change.ts";
import type { Tx } from "../../../db/client.ts";
import { dayOf } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";
import { formatId } from "../../../kernel/ids.ts";
import { code, md } from "../../../slack/mrkdwn.ts";
import { withdrawApproval } from "../../approvals/index.ts";
import { type Changed, type DealAct, type LockedDeal, workOnDealIn } from "../../deals/index.ts";
import { type Contract, contractId } from "../domain/contract.ts";
import type { By, ContractDecision, ContractEvent, ContractState } from "../domain/decide.ts";
import type { Point } from "../domain/point.ts";
import { findContract, findDealOfContract, lockContract } from "../queries/contract.ts";
import { contractEventWords } from "../views/events.ts";
import { saveContract } from "./save-contract.ts";

/** A contract after a change; no event means that nothing had to change. */
export type ContractChange = {
  before: Contract;
  contract: Contract;
  points: readonly Point[];
  event: ContractEvent | null;
  /** An open legal review was withdrawn with it. */
  endedReview: boolean;
};

/** What more a change does in its transaction, once it is decided and saved. */
type Follow = (tx: Tx, state: ContractState, locked: LockedDeal) => Promise<void>;

/**
 * The only way people change a contract: its deal is locked, the permission checked, a pure rule decides, and the row, the audit entry,
 * the messages and what follows are written together. A legal review of what no longer stands is withdrawn.
 * @throws AppError not_found, forbidden, or whatever the rule refuses; nothing is changed then
 */
export function changeContract(
  act: DealAct,
  id: number,
  decide: (state: ContractState, by: By) => ContractDecision,
  follow?: Follow,
): Promise<{ result: ContractChange; change: Changed }> {
  return inChange(act, async (tx) => {
    const dealId = await findDealOfContract(tx, act.actor.workspaceId, id);
    if (dealId === null) throw noSuchContract(id);
    return workOnDealIn<ContractChange>(tx, act, dealId, "quote.write", async (_, locked) => {
      const state = await takeContract(tx, act.actor.workspaceId, id);
      const by = {
        personId: act.actor.personId,
        now: act.now,
        today: dayOf(act.now, act.actor.timeZone),
      };
      const decided = decide(state, by);
      const { event, points, endsReview } = decided;
      if (!event) {
        const { contract } = state;
        return {
          result: { before: contract, contract, points, event, endedReview: false },
          words: null,
        };
      }
      if (endsReview) await endOpenReview(tx, act, decided.contract);
      const contract = await applyDecision(tx, act, state, decided, event);
      await follow?.(tx, { contract, points }, locked);
      return {
        result: { before: state.contract, contract, points, event, endedReview: endsReview },
        words: contractEventWords(contract, event, endsReview),
      };
    });
  });
}

/** Locks a contract and reads it with its points. The deal is locked already. @throws AppError not_found */
export async function takeContract(
  tx: Tx,
  workspaceId: string,
  id: number,
): Promise<ContractState> {
  await lockContract(tx, workspaceId, id);
  const found = await findContract(tx, workspaceId, id);
  if (!found) throw noSuchContract(id);
  return found;
}

/** Saves what was decided as the contract's next version. */
export async function applyDecision(
  tx: Tx,
  act: Pick<DealAct, "actor" | "now" | "requestId">,
  before: ContractState,
  decided: ContractDecision,
  event: ContractEvent,
): Promise<Contract> {
  const contract = {
    ...decided.contract,
    version: before.contract.version + 1,
    updatedAt: act.now,
  };
  await saveContract(tx, act, before, { contract, points: decided.points }, event);
  return contract;
}

/** Legal need not read what no longer stands; those who were asked are told why. */
export async function endOpenReview(
  tx: Tx,
  act: DealAct,
  contract: Pick<Contract, "id" | "status">,
): Promise<void> {
  const id = code(contractId(contract));
  await withdrawApproval(
    tx,
    act,
    { subject: "contract", subjectId: contract.id, kind: "legal_review" },
    contract.status === "ended"
      ? md`The contract ${id} was ended.`
      : md`The contract ${id} says something else now; a new review will be asked for.`,
  );
}

/** The answer to an id that belongs to nothing. */
export function noSuchContract(id: number): AppError {
  return new AppError(
    "not_found",
    `There is no contract ${formatId("contract", id)}.`,
    "`/contract list all` shows them; `/contract new <deal>` makes one.",
  );
}
