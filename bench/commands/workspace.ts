import { addDays } from "date-fns/addDays";
import { subDays } from "date-fns/subDays";
import type { Db } from "../../src/db/client.ts";
import { inWorkspace, registerWorkspace } from "../../src/db/workspace.ts";
import { LOST_REASONS } from "../../src/features/deals/domain/deal.ts";
import {
  type Stage,
  stageName,
  stageProbability,
  statusOf,
} from "../../src/features/deals/domain/stage.ts";
import { accounts } from "../../src/features/deals/schema/accounts.ts";
import { deals } from "../../src/features/deals/schema/deals.ts";
import { people, teams } from "../../src/features/people/schema.ts";
import { dayOf } from "../../src/kernel/dates.ts";
import { nameKey } from "../../src/kernel/text.ts";
import {
  BOT_HANDLE,
  defaultTeam,
  type SandboxPerson,
  type SandboxTeam,
} from "../../src/sandbox/team.ts";
import { seededRandom } from "../random.ts";

/** What the published CRM sample data has: 8,800 deals of 35 people at 85 accounts, a quarter of them open. */
export const SIZE = { deals: 8_800, people: 35, accounts: 85 };

const SEED = 20_261_118;
const AT_ONCE = 400;
const STAGES: readonly [Stage, number][] = [
  ["closed_won", 0.48],
  ["closed_lost", 0.28],
  ["lead", 0.04],
  ["qualified", 0.04],
  ["discovery", 0.06],
  ["demo", 0.06],
  ["proposal", 0.03],
  ["negotiation", 0.01],
];
const PRODUCTS = ["GTX Basic", "GTX Pro", "MG Special", "MG Advanced", "GTK 500"];
const NEXT_STEPS = ["send the proposal", "call the buyer", "security review", null];

const bot = defaultTeam.people.find((person) => person.handle === BOT_HANDLE);

/** A team of the sandbox in which every seller sits. */
export const salesTeam: SandboxTeam = {
  ...defaultTeam,
  people: [...Array.from({ length: SIZE.people }, (_, i) => seller(i + 1)), ...(bot ? [bot] : [])],
  channels: defaultTeam.channels.map((channel) => ({ ...channel, members: [BOT_HANDLE] })),
};

/** The handle of the person with that number, 1 to 35. */
export function handleOf(personId: number): string {
  return `seller${personId}`;
}

function seller(id: number): SandboxPerson {
  return {
    id: `U0SELLER${String(id).padStart(3, "0")}`,
    handle: handleOf(id),
    realName: `Seller Number ${id}`,
    email: `${handleOf(id)}@example.com`,
    tz: "Europe/Berlin",
    title: "Account executive",
    isOwner: false,
    isAdmin: false,
    isBot: false,
  };
}

/** Fills an empty database with the whole workspace; the same rows in every run, but for the days, which lie around `now`. */
export async function fillWorkspace(db: Db, now: Date): Promise<void> {
  const workspaceId = salesTeam.id;
  await registerWorkspace(db, { id: workspaceId, name: salesTeam.name }, now);
  const rows = dealRows(now);
  await inWorkspace(db, workspaceId, async (tx) => {
    await tx
      .insert(teams)
      .values(
        [1, 2, 3].map((id) => ({ workspaceId, id, name: `Team ${id}`, nameKey: `team ${id}` })),
      );
    await tx.insert(people).values(peopleRows(now));
    await tx.insert(accounts).values(accountRows(now));
    for (let i = 0; i < rows.length; i += AT_ONCE)
      await tx.insert(deals).values(rows.slice(i, i + AT_ONCE));
  });
}

function peopleRows(now: Date) {
  return salesTeam.people
    .filter((person) => !person.isBot)
    .map((person, i) => ({
      workspaceId: salesTeam.id,
      id: i + 1,
      slackUserId: person.id,
      name: person.realName,
      nameKey: nameKey(person.realName),
      handle: person.handle,
      email: person.email,
      timeZone: person.tz,
      roles: ["ae" as const],
      teamId: 1 + (i % 3),
      profileDueAt: addDays(now, 30),
      createdAt: now,
    }));
}

function accountRows(now: Date) {
  return Array.from({ length: SIZE.accounts }, (_, i) => {
    const name = `Account Number ${i + 1}`;
    return {
      workspaceId: salesTeam.id,
      id: i + 1,
      name,
      nameKey: nameKey(name),
      createdAt: now,
    };
  });
}

function dealRows(now: Date) {
  const random = seededRandom(SEED);
  const below = (n: number) => Math.floor(random() * n);
  return Array.from({ length: SIZE.deals }, (_, i) => {
    const stage = pickStage(random());
    const status = statusOf(stage);
    const createdAt = subDays(now, 30 + below(300));
    const enteredAt = subDays(now, below(30));
    const product = PRODUCTS[below(PRODUCTS.length)] ?? "";
    const title = `${product} for ${stageName(stage).toLowerCase()} ${i + 1}`;
    const nextStep = NEXT_STEPS[below(NEXT_STEPS.length)] ?? null;
    return {
      workspaceId: salesTeam.id,
      id: i + 1,
      title,
      titleKey: nameKey(title),
      accountId: 1 + below(SIZE.accounts),
      ownerId: 1 + (i % SIZE.people),
      amount: 5_000 * 100 * (1 + below(20)),
      currency: "EUR",
      stage,
      status,
      probability: stageProbability(stage),
      closeDate: dayOf(addDays(now, status === "open" ? below(180) - 10 : -below(300)), "UTC"),
      nextStep,
      nextStepDate: nextStep ? dayOf(addDays(now, below(40) - 5), "UTC") : null,
      lostReason: status === "lost" ? (LOST_REASONS[below(LOST_REASONS.length)] ?? null) : null,
      products: [product],
      stageEnteredAt: enteredAt,
      closedAt: status === "open" ? null : enteredAt,
      lastActivityAt: enteredAt,
      createdAt,
      updatedAt: enteredAt,
    };
  });
}

function pickStage(chance: number): Stage {
  let upTo = 0;
  for (const [stage, share] of STAGES) {
    upTo += share;
    if (chance < upTo) return stage;
  }
  return "lead";
}
