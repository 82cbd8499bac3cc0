import type { ShippedPlay } from "../play.ts";

/** Against "we are talking to somebody else too". */
export const competitorPlays: readonly ShippedPlay[] = [
  {
    id: "competitor-criteria",
    type: "competitor",
    name: "Decision criteria",
    text: "Write down with them what the choice is made by, in their order, before anybody compares features. Add the one criterion on which you win and which they had not thought of.",
    customerSafe: [
      "By what will you choose in the end, and what weighs most?",
      "Others in your place also looked at how long the roll-out takes. Would that belong on your list?",
      "May we go through the list together and say honestly where they are better?",
    ],
    internalOnly: [
      "Who wrote the criteria? If they read like the rival's brochure, you came second: change the list or walk.",
      "Ask the champion what the rival says about us, and answer that before it is asked.",
    ],
    evidence: [],
  },
  {
    id: "competitor-reference",
    type: "competitor",
    name: "Customer who switched",
    text: "Let somebody speak who came from the rival: why they left, what the move cost, what they have now.",
    customerSafe: [
      "A customer of your size moved over from them last year. Would a call between the two of you help?",
      "Ask them what the move took, and what they would do otherwise.",
      "You may talk without us on the line.",
    ],
    internalOnly: [
      "Prepare the reference: which doubts will come up, who asks. Never send one that has an open escalation.",
      "Have the permission in writing before the name is said.",
    ],
    evidence: [],
  },
  {
    id: "competitor-proof",
    type: "competitor",
    name: "Side-by-side trial",
    text: "Where both look alike on slides, let both do the same two tasks on the customer's own data, with what counts as success written down before.",
    customerSafe: [
      "Let both of us solve the same two tasks with your data, and let your team judge.",
      "We agree before what counts as done, so that the result is clear to everybody.",
      "We need one of your people for half a day. Is that worth a decision you can defend?",
    ],
    internalOnly: [
      "Choose the tasks on which the difference shows; never accept theirs unseen.",
      "Only with the promise of a decision date: a trial without one is free consulting.",
    ],
    evidence: [],
  },
];
