import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { noteOn } from "../../../../src/features/deals/domain/write.ts";
import { assign } from "../../../../src/features/deals/operations/assign.ts";
import { changeDeal } from "../../../../src/features/deals/operations/change-deal.ts";
import { moveDealTo } from "../../../../src/features/deals/operations/move-deal.ts";
import { findDealView } from "../../../../src/features/deals/queries/deal.ts";
import { asDay } from "../../../../src/kernel/dates.ts";
import { settingsSchema } from "../../../../src/kernel/settings.ts";
import { asSuperuser } from "../../../support/database.ts";
import { fingerprint } from "../../../support/deal-rows.ts";
import { type Desk, EVIDENCE, OTHER_WORKSPACE, openDesk, refused, TEAM } from "../desk.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

describe("the same request delivered twice", () => {
  test("one after the other changes something once", async () => {
    const deal = await desk.dealIn("qualified");
    const act = desk.act("mia");
    await moveDealTo(act, deal.id, { to: "demo" });
    const before = await fingerprint(desk.url);
    await expect(moveDealTo(act, deal.id, { to: "demo" })).rejects.toThrow("carried out already");
    // Also when what it asks for could be done again.
    await expect(moveDealTo(act, deal.id, { to: "discovery" })).rejects.toThrow(
      "carried out already",
    );
    expect(await fingerprint(desk.url)).toBe(before);
  });

  test("at the same moment changes something once", async () => {
    const deal = await desk.dealIn("qualified");
    const act = desk.act("mia");
    const note = () =>
      changeDeal(act, deal.id, "deal.note", (locked) => noteOn(locked.deal, "once"));
    const outcomes = await Promise.allSettled([note(), note(), note()]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual([
      "fulfilled",
      "rejected",
      "rejected",
    ]);
    for (const one of outcomes)
      if (one.status === "rejected") expect(String(one.reason)).toContain("carried out already");
    const { audit } = await desk.trail(deal.id);
    expect(audit.filter(({ action }) => action === "deal.noted")).toHaveLength(1);
    expect(await desk.told(deal.id)).toHaveLength(1);
  });

  test("after a refusal is tried again", async () => {
    const { deal } = await desk.deal();
    const act = desk.act("ann");
    expect(await refused(moveDealTo(act, deal.id, { to: "demo" }))).toContain("Demo needs");
    expect((await moveDealTo(act, deal.id, { to: "demo" }, EVIDENCE)).deal.stage).toBe("demo");
  });
});

describe("a change that breaks in the middle", () => {
  /** Everything in the database, the queue included. */
  const everything = async () => {
    const [jobs] = await asSuperuser(
      desk.url,
      (sql) => sql<{ jobs: number }[]>`select count(*)::int as jobs from pgboss.job`,
    );
    return `${await fingerprint(desk.url)} ${jobs?.jobs}`;
  };
  const broken = {
    start: async () => {},
    stop: async () => {},
    idle: async () => {},
    work: async () => {},
    retryFailed: async () => false,
    nextDue: async () => null,
    enqueueNow: async () => {},
    enqueue: () => Promise.reject(new Error("the queue is gone")),
  };

  test("because the queue is gone leaves nothing behind", async () => {
    const deal = await desk.dealIn("lead");
    const before = await everything();
    const act = desk.act("mia");
    const withoutQueue = { ...act, deps: { ...act.deps, jobs: broken } };
    await expect(
      moveDealTo(withoutQueue, deal.id, { to: "proposal" }, { ...EVIDENCE, account: "Ghost Ltd" }),
    ).rejects.toThrow("the queue is gone");
    await expect(
      desk.deal({ by: withoutQueue, account: "Ghost Ltd", ownerId: TEAM.ann.id }),
    ).rejects.toThrow("the queue is gone");
    expect(await everything()).toBe(before);
    // The request was not used up by its failure.
    expect((await moveDealTo(act, deal.id, { to: "proposal" }, EVIDENCE)).deal.version).toBe(2);
  });

  test.each(["stage_history", "audit_log", "notifications", "requirements", "deals"])(
    "because %s can't be written leaves nothing behind",
    async (table) => {
      const deal = await desk.dealIn("lead");
      await asSuperuser(desk.url, (sql) =>
        sql.unsafe(`
          create or replace function refuse() returns trigger language plpgsql as
            $$ begin raise exception 'the disk is full'; end $$;
          create trigger refuse before insert or update on ${table}
            for each row execute function refuse()`),
      );
      try {
        const before = await everything();
        await expect(
          moveDealTo(
            desk.act("mia"),
            deal.id,
            { to: "proposal" },
            { ...EVIDENCE, account: "Ghost" },
          ),
        ).rejects.toMatchObject({ cause: { message: "the disk is full" } });
        expect(await everything()).toBe(before);
      } finally {
        await asSuperuser(desk.url, (sql) => sql.unsafe(`drop trigger refuse on ${table}`));
      }
    },
  );
});

describe("two workspaces in one database", () => {
  test("have deals of the same number, and no change reaches the other's", async () => {
    const there = desk.act("ann", { workspaceId: OTHER_WORKSPACE, requestId: null });
    const { deal } = await desk.deal({ by: there, account: "Only there" });
    const here = await desk.row(deal.id);
    await moveDealTo(there, deal.id, { to: "qualified" }, EVIDENCE);
    await assign(there, deal.id, "owner", TEAM.eli.id);
    expect(await desk.row(deal.id)).toEqual(here);
    expect(await desk.row(deal.id, OTHER_WORKSPACE)).toMatchObject({
      stage: "qualified",
      ownerId: TEAM.eli.id,
    });
    const free = await desk.nextFree("opp");
    expect(await refused(moveDealTo(there, free - 1, { to: "demo" }))).toContain("not_found");
    const seen = await desk.look(
      (tx) =>
        findDealView(
          tx,
          {
            actor: there.actor,
            settings: settingsSchema.parse({}),
            now: there.now,
            today: asDay("2026-11-18"),
          },
          free - 1,
        ),
      OTHER_WORKSPACE,
    );
    expect(seen).toBeNull();
  });
});
