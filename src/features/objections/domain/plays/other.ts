import type { ShippedPlay } from "../play.ts";

/** Against whatever is none of the others. */
export const otherPlays: readonly ShippedPlay[] = [
  {
    id: "other-ask-why",
    type: "other",
    name: "Ask what lies behind it",
    text: "Say back what you heard, ask what makes it matter, and be quiet. The first objection is seldom the real one.",
    customerSafe: [
      "Let me say it in my words, to see whether I understood you.",
      "What makes this important to you right now?",
      "If this were solved, is there anything else that would hold you back?",
    ],
    internalOnly: [
      "Whoever answers the first objection at once answers the wrong one.",
      "When you know what it is really about, change the type here, so that the right plays come up.",
    ],
    evidence: [],
  },
  {
    id: "other-proof",
    type: "other",
    name: "Somebody like them",
    text: "Tell how a customer in their line of business had the same doubt, what they did, and what came of it.",
    customerSafe: [
      "A customer in your line of business had the same doubt. May I tell you what they did?",
      "I will also tell you where their case differs from yours.",
      "Would a talk with them help more than anything I could say?",
    ],
    internalOnly: ["One story, under a minute, with a number in it. Three stories are a lecture."],
    evidence: [],
  },
  {
    id: "other-reverse-risk",
    type: "other",
    name: "Take the risk away",
    text: "Ask what they are afraid of, and offer a step that makes it small: a way out, a milestone, a promise in writing.",
    customerSafe: [
      "What would be the worst that could happen if you go ahead?",
      "We can put a milestone in the contract at which you may stop.",
      "Would that be enough to begin?",
    ],
    internalOnly: [
      "A way out needs legal's word before it is offered.",
      "Give it for a signature date, never for nothing.",
    ],
    evidence: [],
  },
];
