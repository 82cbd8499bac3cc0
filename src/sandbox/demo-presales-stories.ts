import type { DemoDeal } from "./demo-deals.ts";
import type { DemoPresales } from "./demo-presales.ts";

/** What sales engineering did on the named deals, by account and title. */
const NAMED: Readonly<Record<string, DemoPresales>> = {
  "Acme · Platform rollout": {
    call: 34,
    requirements: [
      "Data stays in the EU",
      "REST API to their SAP system",
      "Pages open in under two seconds with 5,000 users",
      "Export of the audit log for their auditors",
    ],
    challenges: ["Their CISO vetoes every new vendor, this is a blocker"],
    demo: { asked: 20, given: 13, outcome: "success" },
    poc: { started: 5, days: 24, grades: ["met", "not_tested", "met", "partly"] },
    objections: [
      {
        on: 3,
        text: "Your price is double theirs",
        type: "pricing",
        severity: "high",
      },
      {
        on: 16,
        text: "Does it work with our Okta?",
        type: "integration",
        severity: "medium",
        ends: "resolved",
      },
    ],
  },
  "Globex · Analytics suite": {
    call: 58,
    requirements: ["Encryption at rest with their own keys", "Dashboards per plant"],
    challenges: ["Migration of five years of data is a major effort"],
    demo: { asked: 50, given: 44, outcome: "success" },
    poc: {
      started: 40,
      days: 21,
      grades: ["met", "met", "met", "partly"],
      decided: "accepted",
    },
    objections: [
      {
        on: 30,
        text: "No SOC 2 report, no deal",
        type: "security",
        severity: "high",
        ends: "resolved",
      },
    ],
  },
  "Hooli · Data residency": {
    call: 88,
    requirements: ["Backups in the same country", "Works without their VPN"],
    poc: { started: 30, days: 35, grades: ["met", "not_met", "not_met", "not_tested"] },
    objections: [
      {
        on: 12,
        text: "Our board only decides on this next fiscal year",
        type: "timing",
        severity: "medium",
      },
    ],
  },
  "Stark Industries · Partner portal": {
    demo: { asked: 2, given: -2 },
  },
};

const SAID: readonly Omit<NonNullable<DemoPresales["objections"]>[number], "on" | "ends">[] = [
  { text: "It is more than we have in the budget", type: "pricing", severity: "medium" },
  { text: "We miss a mobile app", type: "feature", severity: "medium" },
  { text: "How do you handle our security questionnaire?", type: "security", severity: "low" },
  { text: "It has to talk to our ERP", type: "integration", severity: "medium" },
  { text: "Their tool does the same for less", type: "competitor", severity: "high" },
  { text: "Not before the next quarter", type: "timing", severity: "low" },
];
/** Deals from this many EUR on are tried before they are bought. */
const TRIED_FROM = 20_000;

/** A deal of the demo with what sales engineering did on it: told for the named ones, made up from the way of the others. */
export function withPresales(deal: DemoDeal): DemoDeal & { presales?: DemoPresales } {
  const named = NAMED[`${deal.account} · ${deal.title}`];
  if (named) return { ...deal, presales: named };
  return deal.path.length > 4 ? { ...deal, presales: madeUp(deal) } : deal;
}

function madeUp({ account, amount, path, lost, requirement }: DemoDeal): DemoPresales {
  const chance = seededBy(account);
  const on = (stage: string) => path.find(([one]) => one === stage)?.[1];
  const [discovery, shown, offered] = [on("discovery"), on("demo"), on("proposal")];
  const presales: DemoPresales = {};
  if (discovery && requirement)
    Object.assign(presales, { call: discovery, requirements: [requirement] });
  const until = path.find(([, day]) => shown !== undefined && day < shown)?.[1] ?? 0;
  if (shown && shown - until >= 4)
    presales.demo = {
      asked: shown,
      given: shown - 2,
      outcome: chance() < 0.85 ? "success" : "partial",
    };
  const ended = path.at(-1)?.[1] ?? 0;
  const isOver = on("closed_won") !== undefined || lost !== undefined;
  const room = offered ? offered - ended : 0;
  if (offered && isOver && amount >= TRIED_FROM && room >= 6) {
    const accepted = !lost || chance() < 0.4;
    presales.poc = {
      started: offered,
      days: room - 2,
      grades: accepted ? ["met", "met", "met", "partly"] : ["met", "not_met", "partly", "not_met"],
      decided: accepted ? "accepted" : "rejected",
    };
  }
  const said = SAID[Math.floor(chance() * SAID.length)];
  if (offered && said && room >= 5 && chance() < 0.8)
    presales.objections = [
      { ...said, on: offered, ends: !lost || chance() < 0.6 ? "resolved" : "unresolved" },
    ];
  return presales;
}

/** Numbers from 0 to 1 that are the same for the same name. */
function seededBy(name: string): () => number {
  let state = 7;
  for (const letter of name) state = (Math.imul(state, 31) + letter.charCodeAt(0)) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
