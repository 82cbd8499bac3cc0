import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { workOnDeal } from "../../../../src/features/deals/index.ts";
import { deals } from "../../../../src/features/deals/schema/deals.ts";
import { md } from "../../../../src/slack/mrkdwn.ts";
import { type Desk, openDesk, refused, TEAM } from "../desk.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const HANG = "discovery.log" as const;
const done = (words = md`scoped a proof of concept`) => ({ result: 7, words });

describe("work on what hangs on a deal", () => {
  test("counts as activity, and tells the owner and whom it concerns, not the one who did it", async () => {
    const { deal } = await desk.deal();
    const { result } = await workOnDeal(desk.act("cat"), deal.id, HANG, async () => ({
      ...done(),
      tell: [TEAM.cat.id, TEAM.ben.id, null],
    }));
    expect(result).toBe(7);
    const told = await desk.told(deal.id);
    expect(told.map((one) => one.to).toSorted()).toEqual(["U0ANN", "U0BEN"]);
    expect(told[0]?.what).toBe("scoped a proof of concept");
    expect((await desk.row(deal.id)).version).toBe(deal.version + 1);
  });

  test("that changed nothing tells nobody and leaves the deal as it was", async () => {
    const { deal } = await desk.deal();
    await workOnDeal(desk.act("cat"), deal.id, HANG, async () => ({ result: 0, words: null }));
    expect(await desk.told(deal.id)).toEqual([]);
    expect((await desk.row(deal.id)).version).toBe(deal.version);
  });

  test("that is one step of several counts, and is told to nobody", async () => {
    const { deal } = await desk.deal();
    await workOnDeal(desk.act("cat"), deal.id, HANG, async () => ({ ...done(), isQuiet: true }));
    expect(await desk.told(deal.id)).toEqual([]);
    expect((await desk.row(deal.id)).version).toBe(deal.version + 1);
  });

  test("is refused to those who may not, before anything is done", async () => {
    const { deal } = await desk.deal();
    let asked = false;
    const words = await refused(
      workOnDeal(desk.act("vic"), deal.id, HANG, async () => {
        asked = true;
        return done();
      }),
    );
    expect(words).toContain("forbidden: You may not log requirements");
    expect(asked).toBe(false);
  });

  test("is all undone when it fails", async () => {
    const { deal } = await desk.deal();
    const failing = workOnDeal(desk.act("ann"), deal.id, HANG, async (tx, { deal: locked }) => {
      await tx.update(deals).set({ title: "Half done" }).where(eq(deals.id, locked.id));
      throw new Error("out of paper");
    });
    await expect(failing).rejects.toThrow("out of paper");
    expect((await desk.row(deal.id)).title).toBe(deal.title);
  });

  test("delivered twice is done once", async () => {
    const { deal } = await desk.deal();
    const act = desk.act("cat");
    let times = 0;
    const work = () =>
      workOnDeal(act, deal.id, HANG, async () => {
        times += 1;
        return done();
      });
    const outcomes = await Promise.allSettled([work(), work()]);
    expect(outcomes.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect((await desk.row(deal.id)).version).toBe(deal.version + 1);
    expect(times).toBeGreaterThan(0);
  });

  test("by two people at once waits its turn: both count", async () => {
    const { deal } = await desk.deal();
    await Promise.all(
      (["cat", "ben"] as const).map((who) =>
        workOnDeal(desk.act(who), deal.id, HANG, async () => done()),
      ),
    );
    expect((await desk.row(deal.id)).version).toBe(deal.version + 2);
  });
});
