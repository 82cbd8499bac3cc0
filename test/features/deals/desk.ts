import { and, eq } from "drizzle-orm";
import { pino } from "pino";
import { loadConfig } from "../../../src/config.ts";
import type { Tx } from "../../../src/db/client.ts";
import { nextNumber } from "../../../src/db/counters.ts";
import { counters } from "../../../src/db/schema.ts";
import { inWorkspace, registerWorkspace } from "../../../src/db/workspace.ts";
import type { Deps } from "../../../src/deps.ts";
import { createEvents, type Reaction } from "../../../src/events/define-event.ts";
import type { Deal } from "../../../src/features/deals/domain/deal.ts";
import type { Stage } from "../../../src/features/deals/domain/stage.ts";
import { ensureAccount } from "../../../src/features/deals/operations/accounts.ts";
import type { Changed, DealAct } from "../../../src/features/deals/operations/change-deal.ts";
import { createDeal, type NewDeal } from "../../../src/features/deals/operations/create-deal.ts";
import { moveDealTo } from "../../../src/features/deals/operations/move-deal.ts";
import { toRow } from "../../../src/features/deals/operations/save-deal.ts";
import { deals } from "../../../src/features/deals/schema/deals.ts";
import { people, teams } from "../../../src/features/people/schema.ts";
import { createJobs } from "../../../src/jobs/queue.ts";
import type { Actor, Role } from "../../../src/kernel/access.ts";
import { asDay } from "../../../src/kernel/dates.ts";
import { AppError } from "../../../src/kernel/errors.ts";
import { asSuperuser, testDatabase } from "../../support/database.ts";
import { movableClock } from "../../support/sandbox.ts";
import { aDeal } from "./domain/a-deal.ts";

export const WORKSPACE = "T0DESK";
export const OTHER_WORKSPACE = "T0OTHER";
/** What opens every gate but that of losing a deal. */
export const EVIDENCE = {
  contact: { name: "Jane Doe" },
  amount: { minor: 1_000_000, currency: "EUR" },
  closeDate: asDay("2027-03-31"),
  requirement: "Single sign-on",
};

export const EMEA = 1;
export const APAC = 2;

type Member = {
  id: number;
  name: string;
  roles: readonly Role[];
  team: number | null;
  manager: number | null;
  /** People who came with an import have no Slack account. */
  inSlack?: false;
};

/** The team all these tests act in: Ann sells in EMEA for Mia, who reports to Vera. */
export const TEAM = {
  ann: { id: 1, name: "Ann Seller", roles: ["ae"], team: EMEA, manager: 4 },
  ben: { id: 2, name: "Ben Seller", roles: ["ae"], team: EMEA, manager: 4 },
  cat: { id: 3, name: "Cat Engineer", roles: ["se"], team: null, manager: null },
  mia: { id: 4, name: "Mia Manager", roles: ["manager"], team: null, manager: 5 },
  vera: { id: 5, name: "Vera President", roles: ["manager"], team: null, manager: null },
  oto: { id: 6, name: "Oto Manager", roles: ["manager"], team: APAC, manager: 5 },
  adam: { id: 7, name: "Adam Admin", roles: ["admin"], team: null, manager: null },
  vic: { id: 8, name: "Vic Viewer", roles: [], team: null, manager: null },
  eli: { id: 9, name: "Eli Seller", roles: ["ae"], team: APAC, manager: 6 },
  ned: { id: 10, name: "Ned Import", roles: ["ae"], team: EMEA, manager: 4, inSlack: false },
} as const satisfies Record<string, Member>;
export type Handle = keyof typeof TEAM;
export const HANDLES = Object.keys(TEAM) as Handle[];

export const slackIdOf = (handle: Handle) => `U0${handle.toUpperCase()}`;

export type Desk = Awaited<ReturnType<typeof openDesk>>;

/** Real PostgreSQL and a real job queue with the same team in two workspaces, and no Slack: operations never call it. */
export async function openDesk(options: { max?: number; reactions?: readonly Reaction[] } = {}) {
  const database = await testDatabase({ max: options.max ?? 8 });
  const clock = movableClock("2026-11-18T14:00:00Z");
  const log = pino({ level: "silent" });
  const jobs = createJobs({ url: database.url, log });
  const deps: Deps = {
    db: database.db,
    clock,
    slack: {
      client: () => Promise.reject(new Error("An operation has no business with Slack.")),
    },
    jobs,
    events: createEvents(options.reactions ?? []),
    log,
    config: loadConfig({}),
  };
  for (const id of [WORKSPACE, OTHER_WORKSPACE]) {
    await registerWorkspace(database.db, { id, name: id }, clock.now());
    await inWorkspace(database.db, id, (tx) => hire(tx, id, clock.now()));
  }

  let requests = 0;
  const act = (
    handle: Handle,
    over: { roles?: readonly Role[]; requestId?: string | null; workspaceId?: string } = {},
  ): DealAct => {
    const member: Member = TEAM[handle];
    requests += 1;
    const actor: Actor = {
      workspaceId: over.workspaceId ?? WORKSPACE,
      personId: member.id,
      slackUserId: slackIdOf(handle),
      name: member.name,
      timeZone: "Europe/Berlin",
      roles: over.roles ?? member.roles,
      teamId: member.team,
    };
    const requestId = over.requestId === undefined ? `request-${requests}` : over.requestId;
    return { deps, actor, now: clock.now(), requestId };
  };

  const look = <T>(work: (tx: Tx) => Promise<T>, workspaceId = WORKSPACE) =>
    inWorkspace(database.db, workspaceId, work);

  const newDeal = (input: Partial<NewDeal> & { by?: DealAct } = {}): Promise<Changed> => {
    const { by = act("ann"), ...rest } = input;
    requests += 1;
    return createDeal(by, { account: `Account ${requests}`, title: "Rollout", ...rest }, "EUR");
  };

  return {
    deps,
    clock,
    url: database.url,
    act,
    look,

    /** A new deal, of Ann's unless told otherwise. */
    deal: newDeal,

    /** A deal of Ann's in a stage, with everything a gate may ask for. */
    async dealIn(stage: Stage): Promise<Deal> {
      const { deal } = await newDeal();
      if (stage === "lead") return deal;
      const filled = { ...EVIDENCE, lostReason: "price" as const };
      return (await moveDealTo(act("ann"), deal.id, { to: stage }, filled)).deal;
    },

    /** The deal as it is in the database. */
    async row(id: number, workspaceId = WORKSPACE) {
      const rows = await look((tx) => tx.select().from(deals), workspaceId);
      const row = rows.find((one) => one.id === id);
      if (!row) throw new Error(`There is no deal ${id}.`);
      return row;
    },

    /** Deals as they are, past the rules: each with what of it matters, at an account of that name. */
    async stock(
      many: readonly (Partial<Deal> & { account?: string | null })[],
      workspaceId = WORKSPACE,
    ): Promise<number[]> {
      return look(async (tx) => {
        const first = await nextNumber(tx, workspaceId, "opp", many.length);
        const by = act("ann", { workspaceId, requestId: null });
        for (const [i, { account = "Stock Ltd", ...over }] of many.entries()) {
          const accountId = account === null ? null : (await ensureAccount(tx, by, account)).id;
          const id = first + i;
          const known = { id, title: `Deal ${id}`, accountId, nextStep: "call" };
          const deal = aDeal(over.stage ?? "lead", { ...known, ...over });
          await tx.insert(deals).values({ workspaceId, currency: "EUR", ...toRow(deal) });
        }
        return many.map((_, i) => first + i);
      }, workspaceId);
    },

    /** The rows of one deal and what was told of it. */
    async trail(id: number, workspaceId = WORKSPACE) {
      return asSuperuser(database.url, async (sql) => {
        const history = await sql<
          { kind: string; from_stage: string | null; to_stage: string; version: number }[]
        >`select kind, from_stage, to_stage, version from stage_history
          where workspace_id = ${workspaceId} and deal_id = ${id} order by id`;
        const audit = await sql<
          {
            action: string;
            actor_id: number;
            before: Record<string, unknown> | null;
            after: Record<string, unknown> | null;
            reason: string | null;
            request_id: string | null;
          }[]
        >`select action, actor_id, before, after, reason, request_id from audit_log
          where workspace_id = ${workspaceId} and subject = 'deal' and subject_id = ${String(id)} order by id`;
        return { history: [...history], audit: [...audit] };
      });
    },

    /** Who was told of a change of the deal, and in which words, oldest first. */
    async told(id: number): Promise<{ to: string; what: string }[]> {
      const rows = await asSuperuser(
        database.url,
        (sql) => sql<{ recipient: string; what: string[] }[]>`
          select recipient, payload->'what' as what from notifications
          where workspace_id = ${WORKSPACE} and kind = 'deals.changed' and (payload->>'id')::int = ${id}
          order by (regexp_match(dedupe_key, ':v([0-9]+):'))[1]::int, recipient`,
      );
      return rows.map((row) => ({ to: row.recipient, what: row.what.join("; ") }));
    },

    /** The next free number of a kind of thing; 1 before the first. */
    async nextFree(name: string): Promise<number> {
      const rows = await look((tx) => tx.select().from(counters));
      return rows.find((row) => row.name === name)?.next ?? 1;
    },

    async close() {
      await jobs.stop();
      await database.close();
    },
  };
}

async function hire(tx: Tx, workspaceId: string, now: Date): Promise<void> {
  await tx.insert(teams).values([
    { workspaceId, id: EMEA, name: "EMEA", nameKey: "emea" },
    { workspaceId, id: APAC, name: "APAC", nameKey: "apac" },
  ]);
  const rows = HANDLES.map((handle) => {
    const member: Member = TEAM[handle];
    return {
      workspaceId,
      id: member.id,
      slackUserId: member.inSlack === false ? null : slackIdOf(handle),
      name: member.name,
      nameKey: member.name.toLowerCase(),
      handle,
      timeZone: "Europe/Berlin",
      roles: [...member.roles],
      teamId: member.team,
      createdAt: now,
    };
  });
  await tx.insert(people).values(rows);
  await tx.insert(counters).values({ workspaceId, name: "person", next: rows.length + 1 });
  for (const handle of HANDLES) {
    const member: Member = TEAM[handle];
    if (member.manager !== null) await setManager(tx, workspaceId, member.id, member.manager);
  }
}

/** Puts a person under a manager, without the rule against rings. */
export async function setManager(
  tx: Tx,
  workspaceId: string,
  personId: number,
  managerId: number | null,
): Promise<void> {
  await tx
    .update(people)
    .set({ managerId })
    .where(and(eq(people.workspaceId, workspaceId), eq(people.id, personId)));
}

/** The words of the refusal; anything but a refusal is thrown on. */
export async function refused(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => new Error("Nothing was refused."),
    (reason: unknown) => reason,
  );
  if (error instanceof AppError)
    return `${error.code}: ${error.message} ${error.hint ?? ""}`.trim();
  throw error;
}
