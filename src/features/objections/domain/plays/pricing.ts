import type { ShippedPlay } from "../play.ts";

/** Against "it costs too much". */
export const pricingPlays: readonly ShippedPlay[] = [
  {
    id: "pricing-roi",
    type: "pricing",
    name: "ROI calculation",
    text: "Work out with them, in their own numbers, what the problem costs today and when the price is earned back. A number they helped to make needs no defence.",
    customerSafe: [
      "May we spend twenty minutes on what this costs you today: hours, errors, delays?",
      "Let us put your numbers, not ours, into the calculation and see in which month it pays for itself.",
      "If it does not pay back within the first term, we should both want to know now.",
    ],
    internalOnly: [
      "Get the cost of doing nothing before any talk of price: without it every price is too high.",
      "Halve their own estimate of the saving. If it still pays back, nobody will argue.",
    ],
    evidence: [],
  },
  {
    id: "pricing-value",
    type: "pricing",
    name: "Value-based pricing",
    text: "Tie the price to the outcome they bought for, and take scope out instead of money: a smaller price has to mean a smaller deal.",
    customerSafe: [
      "Which of the outcomes you named would you leave out to come to that price?",
      "The price follows what you get from it. Let us look again at the two results that matter most to you.",
      "We can begin with the part that pays first and add the rest when it has earned its place.",
    ],
    internalOnly: [
      "Never answer with a discount first: it says that the first price was not meant.",
      "Give only in exchange: a longer term, a payment up front, a reference, an earlier signature.",
    ],
    evidence: [],
  },
  {
    id: "pricing-comparison",
    type: "pricing",
    name: "Competitive comparison",
    text: "Put both offers side by side over three years: licences, roll-out, integration, support, own staff. The cheaper licence is often the dearer project.",
    customerSafe: [
      "Shall we set both offers side by side over three years, with roll-out, support and your own team's time?",
      "What does their price leave out that ours has in it: support hours, environments, integrations, migration?",
      "What would you have to build or run yourselves with the cheaper one?",
    ],
    internalOnly: [
      "Ask to see the other quote: in half of the cases it covers less, or is a list price with a one-year lure.",
      "Don't talk the rival down. Name two things of theirs that are good, then the gap that costs money.",
    ],
    evidence: [],
  },
];
