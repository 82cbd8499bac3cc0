import { AppError } from "../../../kernel/errors.ts";
import { joinWords } from "../../../kernel/text.ts";
import { type Contract, type ContractStatus, contractId } from "./contract.ts";
import { statusWords } from "./words.ts";

/** What can be done to a contract once it is there. */
export const CONTRACT_ACTS = ["edit", "point", "review", "send", "sign", "end"] as const;
export type ContractAct = (typeof CONTRACT_ACTS)[number];

/**
 * From which statuses each act is legal; there is no other way through a contract:
 * draft → in review → approved, or changes asked → sent → signed, and to its end from any of these but signed. A contract that needs no
 * review is sent from draft. Edited, it goes back to draft from wherever it is: what was read or sent is then no longer what stands.
 */
export const LEGAL: Readonly<Record<ContractAct, readonly ContractStatus[]>> = {
  edit: ["draft", "in_review", "approved", "changes_asked", "sent"],
  point: ["draft", "in_review", "approved", "changes_asked", "sent"],
  review: ["draft", "changes_asked"],
  send: ["draft", "approved"],
  sign: ["sent"],
  end: ["draft", "in_review", "approved", "changes_asked", "sent"],
};

const DONE: Record<ContractAct, string> = {
  edit: "be edited",
  point: "get negotiation points",
  review: "go to legal review",
  send: "be sent",
  sign: "be signed",
  end: "be ended",
};

/** What may be done next to a contract in this status; nothing once it is signed or ended. */
export function legalActs(status: ContractStatus): ContractAct[] {
  return CONTRACT_ACTS.filter((act) => LEGAL[act].includes(status));
}

/**
 * Lets a legal act through.
 * @throws AppError rule_broken that names the legal acts, or conflict when what was asked for is done already
 */
export function checkAct(contract: Pick<Contract, "id" | "status">, act: ContractAct): void {
  const { status } = contract;
  if (LEGAL[act].includes(status)) return;
  const id = contractId(contract);
  if (isDoneAlready(status, act))
    throw new AppError(
      "conflict",
      `${id} is ${statusWords(status)} already.`,
      nextHint(id, status),
    );
  throw new AppError(
    "rule_broken",
    `${id} is ${statusWords(status)}, so it can't ${DONE[act]}.`,
    nextHint(id, status),
  );
}

function nextHint(id: string, status: ContractStatus): string {
  // Ending is a button of the card, nothing to type.
  const legal = legalActs(status).filter((act) => act !== "end");
  if (legal.length === 0)
    return status === "signed"
      ? `It is signed, and stays so; \`/contract pdf ${id}\` shares it.`
      : "`/contract new <deal>` makes another one.";
  return `What it allows now: ${joinWords(
    legal.map((act) => `\`/contract ${act} ${id}\``),
    "or",
  )}.`;
}

function isDoneAlready(status: ContractStatus, act: ContractAct): boolean {
  return (
    (act === "review" && status === "in_review") ||
    (act === "send" && status === "sent") ||
    (act === "sign" && status === "signed") ||
    (act === "end" && status === "ended")
  );
}
