import type { ShippedPlay } from "../play.ts";

/** Against "it is not I who decides". */
export const authorityPlays: readonly ShippedPlay[] = [
  {
    id: "authority-business-case",
    type: "authority",
    name: "Business case to pass on",
    text: "Arm the one you talk to: two pages in their words, with the cost of today, the result, the price and the risk, that they can send on under their own name.",
    customerSafe: [
      "May we write a page together that you can pass on: the problem, what it costs, what changes, what it takes?",
      "What will they ask you first, and what would be a good answer?",
      "Take it as your own: change every word you would not say.",
    ],
    internalOnly: [
      "Test the champion: somebody who does not send the page on has no influence, or no wish.",
      "No prices in it that the champion could not defend alone.",
    ],
    evidence: [],
  },
  {
    id: "authority-sponsor-call",
    type: "authority",
    name: "Executive to executive",
    text: "Bring your own leader to theirs for twenty minutes on the goal, not the product. Same height, other questions.",
    customerSafe: [
      "Our head of sales would like to hear from yours what this has to achieve. Twenty minutes, no slides.",
      "Would you introduce us, and tell us before what matters to them?",
      "You will hear from us the same day what was said.",
    ],
    internalOnly: [
      "Never go around the champion: with them, or not at all.",
      "Brief your executive in five lines: goal, people, where it stands, the one question to ask.",
    ],
    evidence: [],
  },
  {
    id: "authority-decision-map",
    type: "authority",
    name: "Decision map",
    text: "Ask how such a thing was bought the last time: who was asked, who signed, who could stop it, and how long each took.",
    customerSafe: [
      "How did you buy something of this kind the last time? Who had to say yes, in which order?",
      "Who could still say no, and what would be their reason?",
      "What do you need from us for each of them?",
    ],
    internalOnly: [
      "Log every name with its part: decides, signs, advises, can stop.",
      "A single contact is a risk. Two more before the proposal goes out.",
    ],
    evidence: [],
  },
];
