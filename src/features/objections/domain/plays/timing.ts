import type { ShippedPlay } from "../play.ts";

/** Against "not now". */
export const timingPlays: readonly ShippedPlay[] = [
  {
    id: "timing-cost-of-waiting",
    type: "timing",
    name: "Cost of waiting",
    text: "Work out what each month without a solution costs, and count back from the day on which they need it. Most have started too late already.",
    customerSafe: [
      "What happens between now and then if nothing changes?",
      "By when does it have to run? Counted back, with roll-out and training, we would have to begin on this day.",
      "What does each month of waiting cost you, in your own numbers?",
    ],
    internalOnly: [
      "“Not now” is often “not you” or “not I who decides”. Ask what has to be true for it to be the right time.",
      "Put the real date into the close date. A forecast that hopes helps nobody.",
    ],
    evidence: [],
  },
  {
    id: "timing-small-start",
    type: "timing",
    name: "Small start",
    text: "Take the size out of the decision: one team, one use case, a start that needs little of their time, with the rest agreed for later.",
    customerSafe: [
      "We can begin with one team and one case. It takes two hours of your people's time in the first week.",
      "You sign for the small part now, and the price of the rest is fixed until you are ready.",
      "Which team would have the least to do with your busy season?",
    ],
    internalOnly: [
      "The small start needs a date and a measure for the next step, or it stays small.",
      "Don't give the large deal's discount for the small one.",
    ],
    evidence: [],
  },
  {
    id: "timing-mutual-plan",
    type: "timing",
    name: "Mutual plan",
    text: "Write one page with every step to the first day of use, on both sides, with names and dates. It shows where the time really goes.",
    customerSafe: [
      "Let us write down every step until you go live, yours and ours, with a name and a date.",
      "Where in this plan does your quarter end, your freeze, your holiday season lie?",
      "If one date slips, we both see what it means for the others.",
    ],
    internalOnly: [
      "Who does not want to put a date beside their name is telling you something.",
      "Legal and procurement take weeks: start them beside the trial, not after it.",
    ],
    evidence: [],
  },
];
