import type { LostReason, Stage } from "../features/deals/index.ts";

/** One deal of the demo: its way through the pipeline in days before today, newest last. */
export type DemoDeal = {
  account: string;
  title: string;
  /** In whole EUR. */
  amount: number;
  owner: string;
  se?: string;
  contact: string;
  /** Stages with the number of days ago at which the deal entered them; the first is where it started. */
  path: readonly (readonly [stage: Stage, daysAgo: number])[];
  /** Days from today; negative is past. */
  closes: number;
  /** How often the close date was moved back by a month until it was that. */
  pushed?: number;
  requirement?: string;
  nextStep?: readonly [text: string, inDays: number];
  note?: string;
  lost?: readonly [reason: LostReason, to?: string];
};

/** Who is who in the demo company: roles, teams and managers of the sandbox's people. */
export const DEMO_PEOPLE = [
  { handle: "ada", name: "Ada Admin", role: "ae", team: "EMEA" },
  { handle: "dan", name: "Dan Manager", role: "manager", team: "EMEA", manager: "Ada Admin" },
  { handle: "bea", name: "Bea Seller", role: "ae", team: "EMEA", manager: "Dan Manager" },
  { handle: "cat", name: "Cat Engineer", role: "se", team: "EMEA", manager: "Dan Manager" },
  { handle: "sam", name: "Sam Scout", role: "sdr", team: "EMEA", manager: "Dan Manager" },
  { handle: "mia", name: "Mia Manager", role: "manager", team: "Americas", manager: "Ada Admin" },
  { handle: "eli", name: "Eli Seller", role: "ae", team: "Americas", manager: "Mia Manager" },
  { handle: "raj", name: "Raj Engineer", role: "se", team: "Americas", manager: "Mia Manager" },
  { handle: "nora", name: "Nora Seller", role: "ae", team: "EMEA", manager: "Dan Manager" },
  { handle: "jon", name: "Jon Seller", role: "ae", team: "EMEA", manager: "Dan Manager" },
  { handle: "kim", name: "Kim Seller", role: "ae", team: "Americas", manager: "Mia Manager" },
  { handle: "tom", name: "Tom Seller", role: "ae", team: "Americas", manager: "Mia Manager" },
  { handle: "ivy", name: "Ivy Scout", role: "sdr", team: "Americas", manager: "Mia Manager" },
  { handle: "max", name: "Max Marketing", role: "marketing" },
  { handle: "pia", name: "Pia Product", role: "product" },
  { handle: "hal", name: "Hal Success", role: "csm" },
  { handle: "lea", name: "Lea Legal", role: "legal" },
  { handle: "fin", name: "Fin Finance", role: "finance" },
  { handle: "cora", name: "Cora Success", role: "csm" },
] as const;

/** Deals in every stage, some at risk for each reason, some won and lost. */
export const DEMO_DEALS: readonly DemoDeal[] = [
  {
    account: "Acme",
    title: "Platform rollout",
    amount: 50_000,
    owner: "ada",
    se: "cat",
    contact: "Jane Doe",
    path: [
      ["lead", 62],
      ["qualified", 50],
      ["discovery", 35],
      ["demo", 20],
      ["proposal", 6],
    ],
    closes: 30,
    requirement: "Single sign-on with Okta",
    nextStep: ["Send the revised quote", 4],
    note: "Jane wants a two-year term.",
  },
  {
    account: "Globex",
    title: "Analytics suite",
    amount: 120_000,
    owner: "bea",
    se: "cat",
    contact: "Hank Scorpio",
    path: [
      ["lead", 95],
      ["qualified", 80],
      ["discovery", 60],
      ["proposal", 33],
      ["negotiation", 9],
    ],
    closes: 12,
    requirement: "Data stays in the EU",
    nextStep: ["Call legal about the DPA", 2],
  },
  {
    account: "Initech",
    title: "Workflow automation",
    amount: 80_000,
    owner: "bea",
    contact: "Bill Lumbergh",
    path: [
      ["lead", 120],
      ["qualified", 100],
      ["demo", 70],
      ["proposal", 45],
      ["negotiation", 25],
      ["closed_won", 5],
    ],
    closes: -5,
    requirement: "Reports in TPS format",
  },
  {
    account: "Hooli",
    title: "Data residency",
    amount: 200_000,
    owner: "eli",
    se: "raj",
    contact: "Gavin Belson",
    path: [
      ["lead", 110],
      ["qualified", 90],
      ["solution_design", 60],
    ],
    closes: -3,
    pushed: 3,
    requirement: "Keys managed by the customer",
  },
  {
    account: "Umbrella",
    title: "Compliance package",
    amount: 30_000,
    owner: "ada",
    contact: "Albert Wesker",
    path: [
      ["lead", 75],
      ["qualified", 60],
      ["demo", 30],
      ["closed_lost", 8],
    ],
    closes: -8,
    lost: ["price", "Globex"],
  },
  {
    account: "Stark Industries",
    title: "Partner portal",
    amount: 310_000,
    owner: "eli",
    se: "raj",
    contact: "Pepper Potts",
    path: [
      ["lead", 48],
      ["qualified", 40],
      ["discovery", 22],
      ["demo", 7],
    ],
    closes: 68,
    requirement: "Portal in six languages",
    nextStep: ["Demo for the partner team", 6],
  },
  {
    account: "Wayne Enterprises",
    title: "Security review",
    amount: 95_000,
    owner: "bea",
    se: "cat",
    contact: "Lucius Fox",
    path: [
      ["lead", 70],
      ["qualified", 58],
      ["discovery", 52],
    ],
    closes: 40,
    nextStep: ["Send the SOC 2 report", -6],
  },
  {
    account: "Soylent",
    title: "Supply planning",
    amount: 64_000,
    owner: "bea",
    contact: "Sol Roth",
    path: [
      ["lead", 30],
      ["qualified", 21],
    ],
    closes: 75,
  },
  {
    account: "Cyberdyne",
    title: "Model operations",
    amount: 150_000,
    owner: "eli",
    contact: "Miles Dyson",
    path: [
      ["lead", 26],
      ["qualified", 12],
    ],
    closes: 90,
    nextStep: ["Discovery call with the platform team", 3],
  },
  {
    account: "Wonka",
    title: "Factory insights",
    amount: 22_000,
    owner: "ada",
    contact: "Charlie Bucket",
    path: [["lead", 9]],
    closes: 100,
    nextStep: ["Ask for the budget", 5],
  },
  {
    account: "Acme",
    title: "Support upgrade",
    amount: 12_000,
    owner: "ada",
    contact: "Wile Coyote",
    path: [
      ["lead", 18],
      ["qualified", 3],
    ],
    closes: 45,
    nextStep: ["Confirm seats", 1],
  },
  {
    account: "Tyrell",
    title: "Identity checks",
    amount: 180_000,
    owner: "eli",
    se: "raj",
    contact: "Rachael Rosen",
    path: [
      ["lead", 150],
      ["qualified", 130],
      ["demo", 100],
      ["proposal", 70],
      ["closed_won", 40],
    ],
    closes: -40,
    requirement: "Audit log export",
  },
  {
    account: "Oscorp",
    title: "Lab data hub",
    amount: 74_000,
    owner: "bea",
    contact: "Norman Osborn",
    path: [
      ["lead", 90],
      ["qualified", 75],
      ["closed_lost", 28],
    ],
    closes: -28,
    lost: ["no_decision"],
  },
];
