import { isForward, type Stage } from "./stage.ts";

/** What is known of a deal when a gate is asked. */
export type Evidence = {
  contact: boolean;
  amount: boolean;
  closeDate: boolean;
  requirement: boolean;
  lostReason: boolean;
};
export type EvidenceKey = keyof Evidence;

const WORDS: Record<EvidenceKey, string> = {
  contact: "a contact",
  amount: "an amount",
  closeDate: "a close date",
  requirement: "at least one requirement",
  lostReason: "a lost reason",
};

type Gate = { applies(from: Stage, to: Stage): boolean; needs: readonly EvidenceKey[] };

/**
 * What a deal must have before it moves. Going back needs nothing; a deal that skips stages answers for all the gates on its way.
 */
const GATES: readonly Gate[] = [
  { applies: (from, to) => from === "lead" && isForward(from, to), needs: ["contact", "amount"] },
  { applies: passes("proposal"), needs: ["closeDate", "requirement"] },
  { applies: (_, to) => to === "closed_lost", needs: ["lostReason"] },
];

function passes(stage: Stage): Gate["applies"] {
  return (from, to) =>
    isForward(from, to) && isForward(from, stage) && (to === stage || isForward(stage, to));
}

/** What is missing for the move, in the order people are asked for it. */
export function missingFor(from: Stage, to: Stage, evidence: Evidence): EvidenceKey[] {
  const needed = GATES.filter((gate) => gate.applies(from, to)).flatMap((gate) => gate.needs);
  return [...new Set(needed)].filter((key) => !evidence[key]);
}

/** Work that a workspace may ask for before a stage, by its settings: it is done elsewhere, no form can fill it in. */
export const WORK = [
  "demo_delivered",
  "poc_accepted",
  "objections_answered",
  "quote_sent",
  "contract_signed",
] as const;
export type Work = (typeof WORK)[number];
export type ExtraGates = Readonly<Partial<Record<Stage, readonly Work[]>>>;

const WORK_WORDS: Record<Work, string> = {
  demo_delivered: "a delivered demo",
  poc_accepted: "an accepted proof of concept",
  objections_answered: "an answer to every open high objection",
  quote_sent: "a sent quote",
  contract_signed: "a signed contract",
};

/** What the workspace's own gates ask for on the way from one stage to another. */
export function workAskedFor(from: Stage, to: Stage, gates: ExtraGates): Work[] {
  return WORK.filter((work) =>
    Object.entries(gates).some(
      ([stage, asks]) => asks?.includes(work) && passes(stage as Stage)(from, to),
    ),
  );
}

/** "a delivered demo": what is to be done first, in words. */
export function workWords(work: Work): string {
  return WORK_WORDS[work];
}

/** "a close date": what is missing, in words. */
export function evidenceWords(key: EvidenceKey): string {
  return WORDS[key];
}
