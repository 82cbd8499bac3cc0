import type { ShippedPlay } from "../play.ts";

/** Against "it can't do what we need". */
export const featurePlays: readonly ShippedPlay[] = [
  {
    id: "feature-workaround",
    type: "feature",
    name: "Workaround",
    text: "Find out what they want to have done, not which button is missing, and show on their own case how others get it done today.",
    customerSafe: [
      "What would you do with it, and how often? Let us look at the result you need.",
      "Customers with the same need do it in this way today; may we show it on your own example?",
      "If that covers it for the start, what would have to be different for the long run?",
    ],
    internalOnly: [
      "Have the SE try the workaround before it is promised. One that fails in the demo costs more than a no.",
      "Count the users who need it: three loud ones are no requirement.",
    ],
    evidence: [],
  },
  {
    id: "feature-roadmap",
    type: "feature",
    name: "Roadmap",
    text: "Let product say what is planned and when, with how sure it is, and agree on what happens if it comes later.",
    customerSafe: [
      "It is being worked on. Our product manager can tell you what is certain about it and what is not.",
      "By when do you need it in production? Let us plan the start so that it is there in time.",
      "You can try it early and say what is missing before it is released to all.",
    ],
    internalOnly: [
      "Never promise a date that product has not written down; a promise in an e-mail is a part of the contract.",
      "Log it as feedback with the deal's amount, so that product sees what hangs on it.",
    ],
    evidence: [],
  },
  {
    id: "feature-custom",
    type: "feature",
    name: "Custom development",
    text: "Where it decides the deal and others will want it too: offer to build it, with a scope, a price and an owner.",
    customerSafe: [
      "We can build it for you: first a written scope of one page, then a fixed price and a date.",
      "Who on your side can decide on the details within a day while it is built?",
      "Your data and your workflow come first in it; what is of use to all becomes a part of the product.",
    ],
    internalOnly: [
      "Ask product and services before the word leaves your mouth. Custom code is looked after for years.",
      "Price the upkeep too: about a fifth of the build each year.",
    ],
    evidence: [],
  },
];
