import { formatAgo } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";
import { joinWords } from "../../../kernel/text.ts";
import { type Objection, type ObjectionStatus, objectionId } from "./objection.ts";

/** What one does to move an objection on. */
export const STEPS = ["answer", "resolve", "unresolved", "reopen"] as const;
export type Step = (typeof STEPS)[number];

/** Where each step leads. */
const LEADS_TO: Record<Step, ObjectionStatus> = {
  answer: "answered",
  resolve: "resolved",
  unresolved: "unresolved",
  reopen: "open",
};

/** What may be done next: open → answered → resolved or unresolved, and from there back to open. */
const LEGAL: Record<ObjectionStatus, readonly Step[]> = {
  open: ["answer"],
  answered: ["resolve", "unresolved"],
  resolved: ["reopen"],
  unresolved: ["reopen"],
};

/** The steps an objection can take now. */
export function stepsFrom(status: ObjectionStatus): readonly Step[] {
  return LEGAL[status];
}

/** Whether nothing more is to be done about it unless somebody opens it again. */
export function isSettled(status: ObjectionStatus): boolean {
  return status === "resolved" || status === "unresolved";
}

const STATUS_WORDS: Record<ObjectionStatus, string> = {
  open: "open",
  answered: "answered",
  resolved: "resolved",
  unresolved: "not resolved",
};

/** The status as it stands in a sentence. */
export function statusName(status: ObjectionStatus): string {
  return STATUS_WORDS[status];
}

/** Who takes the step and when, and who took the ones before, by name. */
export type StepContext = {
  personId: number;
  now: Date;
  answeredByName: string | null;
  settledByName: string | null;
};

const MOST_NOTE = 1000;

/**
 * The objection after a step. `note` is how it went; a reopening needs one, the reason.
 * @throws AppError conflict when somebody took the step already, rule_broken for one that is not its turn, with the legal ones
 */
export function takeStep(
  objection: Objection,
  step: Step,
  note: string | null,
  context: StepContext,
): Objection {
  const { status } = objection;
  if (!LEGAL[status].includes(step)) throw refusal(objection, step, context);
  const words = note?.trim().slice(0, MOST_NOTE) || null;
  const { personId, now } = context;
  if (step === "answer")
    return { ...objection, status: "answered", answeredBy: personId, answeredAt: now };
  if (step === "reopen") {
    if (!words)
      throw new AppError(
        "bad_input",
        `Why is ${objectionId(objection)} open again?`,
        `Like \`/objection reopen ${objectionId(objection)} they asked again\`.`,
      );
    return {
      ...objection,
      status: "open",
      answeredBy: null,
      answeredAt: null,
      settledBy: null,
      settledAt: null,
      resolutionNote: null,
    };
  }
  return {
    ...objection,
    status: LEADS_TO[step],
    settledBy: personId,
    settledAt: now,
    resolutionNote: words,
    // Nobody is reminded of what is over.
    followUp: null,
  };
}

function refusal(objection: Objection, step: Step, context: StepContext): AppError {
  const { status } = objection;
  const id = objectionId(objection);
  const taken = takenBy(objection, context);
  const legal = joinWords(
    LEGAL[status].map((one) => `\`/objection ${one} ${id}${one === "reopen" ? " <why>" : ""}\``),
    "or",
  );
  if (LEADS_TO[step] === status && taken)
    return new AppError("conflict", `${taken}.`, `Next is ${legal}.`);
  if (taken) return new AppError("rule_broken", `${taken}.`, `Now there is only ${legal}.`);
  return new AppError(
    "rule_broken",
    step === "reopen" ? `${id} is open already.` : `${id} is open: nobody has answered it yet.`,
    `First comes ${legal}.`,
  );
}

/** "Dan resolved obj_9 4 minutes ago"; null while it is open. */
function takenBy(objection: Objection, context: StepContext): string | null {
  const { status, settledAt, answeredAt } = objection;
  const at = isSettled(status) ? settledAt : answeredAt;
  if (status === "open" || !at) return null;
  const name = (isSettled(status) ? context.settledByName : context.answeredByName) ?? "Somebody";
  const id = objectionId(objection);
  const deed =
    status === "unresolved"
      ? `marked ${id} as not resolved`
      : `${status === "resolved" ? "resolved" : "answered"} ${id}`;
  return `${name} ${deed} ${formatAgo(at, context.now)}`;
}
