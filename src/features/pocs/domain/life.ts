import { AppError } from "../../../kernel/errors.ts";
import { joinWords } from "../../../kernel/text.ts";
import { type Poc, type PocStatus, pocId } from "./poc.ts";
import { statusWords } from "./words.ts";

/** What can be done to a proof of concept once it is scoped. */
export const POC_ACTS = [
  "edit",
  "start",
  "grade",
  "extend",
  "complete",
  "accept",
  "reject",
] as const;
export type PocAct = (typeof POC_ACTS)[number];

/**
 * From which statuses each act is legal; there is no other way through a proof of concept:
 * planned → in progress → completed → accepted or rejected. `extend` also takes a completed one back to in progress, since a
 * customer who asks for two more weeks does not want a new one. Criteria may still be graded after it was completed, until it
 * is decided.
 */
export const LEGAL: Readonly<Record<PocAct, readonly PocStatus[]>> = {
  edit: ["planned"],
  start: ["planned"],
  grade: ["in_progress", "completed"],
  extend: ["in_progress", "completed"],
  complete: ["in_progress"],
  accept: ["completed"],
  reject: ["completed"],
};

const DONE: Record<PocAct, string> = {
  edit: "edited",
  start: "started",
  grade: "graded",
  extend: "extended",
  complete: "completed",
  accept: "accepted",
  reject: "rejected",
};

/** What may be done next to a proof of concept in this status, in the order of its life; nothing once it is decided. */
export function legalActs(status: PocStatus): PocAct[] {
  return POC_ACTS.filter((act) => LEGAL[act].includes(status));
}

/** Who brought it to where it is and when, in words: "Ada accepted it today 14:03". */
export type LastAct = string | null;

/**
 * Lets a legal act through.
 * @throws AppError rule_broken that names the legal acts, or conflict when somebody has just done what was asked for
 */
export function checkAct(
  poc: Pick<Poc, "id" | "status" | "startedAt" | "completedAt">,
  act: PocAct,
  last: LastAct,
): void {
  if (LEGAL[act].includes(poc.status)) return;
  const said = last ? ` ${last}.` : "";
  const id = pocId(poc);
  const legal = legalActs(poc.status);
  const hint =
    legal.length === 0
      ? `It is decided, and stays so; \`/poc report ${id}\` tells how it came out.`
      : `What it allows now: ${joinWords(
          legal.map((one) => `\`/poc ${one} ${id}\``),
          "or",
        )}.`;
  const code = isDoneAlready(poc.status, act) ? "conflict" : "rule_broken";
  throw new AppError(
    code,
    code === "conflict"
      ? `${id} is ${statusWords(poc.status)} already.${said}`
      : `${id} is ${statusWords(poc.status)}, so it can't be ${DONE[act]}.${said}`,
    hint,
  );
}

function isDoneAlready(status: PocStatus, act: PocAct): boolean {
  return (
    (act === "start" && status === "in_progress") ||
    (act === "complete" && status === "completed") ||
    (act === "accept" && status === "accepted") ||
    (act === "reject" && status === "rejected")
  );
}
