import type { ShippedPlay } from "../play.ts";

/** Against "it does not fit what we have". */
export const integrationPlays: readonly ShippedPlay[] = [
  {
    id: "integration-options",
    type: "integration",
    name: "Integration options",
    text: "Draw their systems and what flows between them, and name for each flow the simplest way that is enough: built in, file, webhook, API.",
    customerSafe: [
      "Let us draw your systems on one page: what has to flow, in which direction, how often?",
      "For each flow there are two or three ways. Let us take the simplest that is enough for the start.",
      "Which of them has to work on the first day, and which can follow?",
    ],
    internalOnly: [
      "Real time is asked for in most cases and needed in few. Ask what breaks if it comes an hour later.",
      "Take their integration engineer along from now on: that person decides, whatever the buyer says.",
    ],
    evidence: [],
  },
  {
    id: "integration-api",
    type: "integration",
    name: "API documentation",
    text: "Give their engineers the documentation and a key to a sandbox today, and an engineer of ours to ask. Trying beats promising.",
    customerSafe: [
      "Here is the API documentation and a key for a sandbox: your engineers can try it today.",
      "One of our sales engineers answers your team's questions in a shared channel.",
      "Shall we build the one call you doubt together, in an hour?",
    ],
    internalOnly: [
      "Look at what they call in the sandbox: silence for three days means that it is not about the API.",
      "Limits and missing endpoints are named before they are found.",
    ],
    evidence: [{ title: "OpenAPI", url: "https://www.openapis.org/" }],
  },
  {
    id: "integration-partner",
    type: "integration",
    name: "Partner integrations",
    text: "Where a partner has built it already, or builds such things for a living: bring them in, with a reference that runs it.",
    customerSafe: [
      "A partner of ours has built this connection and runs it for others; may we introduce you?",
      "You can talk to a customer who has the same two systems side by side.",
      "Their price and ours come in one plan, so that you see the whole before you decide.",
    ],
    internalOnly: [
      "Agree with the partner who answers for the result before the first joint call.",
      "Check that the partner does not sell a rival's product to the same account.",
    ],
    evidence: [],
  },
];
