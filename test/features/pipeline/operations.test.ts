import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inWorkspace } from "../../../src/db/workspace.ts";
import { viewingOf } from "../../../src/features/deals/reading.ts";
import {
  answerInsight,
  listInsights,
  markInsightsTold,
  recordKpi,
  refreshInsights,
} from "../../../src/features/pipeline/index.ts";
import { setQuota } from "../../../src/features/pipeline/operations/set-quota.ts";
import { listHandedIn } from "../../../src/features/pipeline/queries/kpis.ts";
import { quotaOf } from "../../../src/features/pipeline/queries/quotas.ts";
import { findScope } from "../../../src/features/pipeline/queries/scope.ts";
import { totalByStage } from "../../../src/features/pipeline/queries/totals.ts";
import { addDays, asDay } from "../../../src/kernel/dates.ts";
import { settingsSchema } from "../../../src/kernel/settings.ts";
import { type Desk, type Handle, openDesk, refused, TEAM, WORKSPACE } from "../deals/desk.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const settings = settingsSchema.parse({});
const viewing = (handle: Handle, over: Partial<typeof settings> = {}) =>
  viewingOf({ ...desk.act(handle), settings: { ...settings, ...over } });
const scopeOf = (handle: Handle, scope: Parameters<typeof findScope>[2], over = {}) =>
  desk.look(async (tx) => {
    const found = await findScope(tx, viewing(handle, over), scope);
    if (!found) throw new Error("no scope");
    return found;
  });

describe("setting quotas", () => {
  const eur = (minor: number) => ({ minor, currency: "EUR" });
  const q4 = { kind: "quarter" as const, day: asDay("2026-11-18") };
  const may = (handle: Handle, whose: Parameters<typeof setQuota>[1]) =>
    refused(
      setQuota(desk.act(handle), whose, q4, eur(100)).then(() =>
        Promise.reject(new Error("allowed")),
      ),
    ).catch((e: Error) => e.message);

  test("is for the managers above somebody, for their team, and for admins; nobody sets their own", async () => {
    const ann = { personId: TEAM.ann.id };
    expect(await may("mia", ann)).toBe("allowed");
    expect(await may("vera", ann)).toBe("allowed");
    expect(await may("adam", ann)).toBe("allowed");
    expect(await may("oto", ann)).toContain(
      "forbidden: You may set the quotas of the people below you",
    );
    expect(await may("ben", ann)).toContain("forbidden: You may not set quotas.");
    expect(await may("mia", { personId: TEAM.mia.id })).toContain("forbidden");
    expect(await may("mia", { teamId: 1 })).toBe("allowed");
    expect(await may("mia", { teamId: 2 })).toContain("forbidden");
    expect(await may("oto", { teamId: 2 })).toBe("allowed");
  });

  test("replaces the one before, tells it, and keeps a record; the same request counts once", async () => {
    const act = desk.act("adam");
    await setQuota(act, { personId: TEAM.ben.id }, q4, eur(500));
    await setQuota(act, { personId: TEAM.ben.id }, q4, eur(900)).catch(() => {});
    expect(await setQuota(desk.act("adam"), { personId: TEAM.ben.id }, q4, eur(700))).toEqual({
      before: eur(500),
    });
    const scope = await scopeOf("adam", `person:${TEAM.ben.id}`);
    expect(
      await desk.look((tx) => quotaOf(tx, scope, "quarter", asDay("2026-12-01"), "EUR")),
    ).toEqual({ minor: 700, currency: "EUR", derived: false });
    expect(await refused(setQuota(desk.act("adam"), { personId: 1 }, q4, eur(0)))).toContain(
      "above zero",
    );
    const audit = await desk.look((tx) =>
      tx.execute(
        sql`select after from audit_log where action = 'quota.set' and subject = 'person' and subject_id = '2' order by id`,
      ),
    );
    expect(audit).toEqual([
      { after: { amount: "5 EUR", period: "Q4 2026" } },
      { after: { amount: "7 EUR", period: "Q4 2026" } },
    ]);
  });

  test("two at once leave one quota", async () => {
    await Promise.all(
      [1000, 2000].map((minor) =>
        setQuota(desk.act("adam"), { teamId: 2 }, { kind: "year", day: q4.day }, eur(minor)),
      ),
    );
    const rows = await desk.look((tx) =>
      tx.execute(sql`select amount from quotas where team_id = 2 and kind = 'year'`),
    );
    expect(rows).toHaveLength(1);
  });
});

describe("who sees which totals", () => {
  test("with sales seeing only their own, a report counts what /deal list shows, in every scope", async () => {
    await desk.stock([
      { ownerId: TEAM.ann.id, amount: { minor: 100, currency: "EUR" } },
      { ownerId: TEAM.ben.id, amount: { minor: 1000, currency: "EUR" } },
      { ownerId: TEAM.eli.id, amount: { minor: 10_000, currency: "EUR" } },
      { ownerId: TEAM.eli.id, seId: TEAM.cat.id, amount: { minor: 100_000, currency: "EUR" } },
    ]);
    const closed = { salesSeeAllDeals: false };
    const value = async (handle: Handle, over = {}) => {
      const { sight } = await scopeOf(handle, "all", over);
      const sums = await desk.look((tx) => totalByStage(tx, sight, "now"));
      return sums.reduce((sum, one) => sum + one.value, 0);
    };
    expect(await value("ann")).toBe(111_100);
    expect(await value("ann", closed)).toBe(1100);
    expect(await value("eli", closed)).toBe(110_000);
    expect(await value("cat", closed)).toBe(100_000);
    expect(await value("mia", closed)).toBe(1100);
    expect(await value("vera", closed)).toBe(111_100);
    expect(await value("adam", closed)).toBe(111_100);
    // Outside sales one sees the workspace's totals, and asks for no single person's.
    expect(await value("vic", closed)).toBe(111_100);
    expect((await scopeOf("vic", `person:${TEAM.ann.id}`, closed)).sight.owners).toBeNull();
  });
});

describe("alerts", () => {
  const refresh = () =>
    inWorkspace(desk.deps.db, WORKSPACE, (tx) =>
      refreshInsights(tx, { workspaceId: WORKSPACE, settings, now: desk.clock.now() }),
    );
  const shown = async (id: number) => {
    const { sight } = await scopeOf("adam", "all");
    const { insights } = await desk.look((tx) => listInsights(tx, viewing("adam"), sight, 100));
    return insights.find((one) => one.dealId === id)?.rules.map(({ rule }) => rule) ?? [];
  };

  test("fire once, stand, are resolved and may fire anew", async () => {
    const today = asDay(desk.clock.now().toISOString().slice(0, 10));
    const [id = 0] = await desk.stock([{ ownerId: TEAM.ann.id, closeDate: addDays(today, -3) }]);
    expect((await refresh()).fired).toBeGreaterThan(0);
    expect(await shown(id)).toContain("close_date_passed");
    expect(await refresh()).toEqual({ fired: 0, resolved: 0 });
    await desk.look((tx) =>
      tx.execute(sql`update deals set close_date = ${addDays(today, 30)} where id = ${id}`),
    );
    expect((await refresh()).resolved).toBe(1);
    expect(await shown(id)).not.toContain("close_date_passed");
    await desk.look((tx) =>
      tx.execute(sql`update deals set close_date = ${addDays(today, -1)} where id = ${id}`),
    );
    expect((await refresh()).fired).toBe(1);
    const rows = await desk.look((tx) =>
      tx.execute(
        sql`select resolved_at is null as stands from insight_states where deal_id = ${id} and rule = 'close_date_passed' order by fired_at, id`,
      ),
    );
    expect(rows).toEqual([{ stands: false }, { stands: true }]);
  });

  test("that were called wrong stay away while they stand, and snoozed ones until the day", async () => {
    const today = asDay(desk.clock.now().toISOString().slice(0, 10));
    const [id = 0] = await desk.stock([
      { ownerId: TEAM.ann.id, closeDate: addDays(today, -3), closePushes: 4 },
    ]);
    await refresh();
    expect(await shown(id)).toEqual(expect.arrayContaining(["close_date_passed", "pushed"]));
    await answerInsight(desk.act("ann"), { dealId: id, rule: "pushed" }, { kind: "wrong" });
    expect(await shown(id)).not.toContain("pushed");
    await answerInsight(
      desk.act("mia"),
      { dealId: id },
      { kind: "snooze", until: addDays(today, 7) },
    );
    expect(await shown(id)).toEqual([]);
    desk.clock.forward(8 * 86_400_000);
    await refresh();
    expect(await shown(id)).toContain("close_date_passed");
    expect(await shown(id)).not.toContain("pushed");
  });

  test("are answered by those who may change the deal, and that is no activity on it", async () => {
    const today = asDay(desk.clock.now().toISOString().slice(0, 10));
    const [id = 0] = await desk.stock([{ ownerId: TEAM.ann.id, closeDate: addDays(today, -3) }]);
    await refresh();
    const before = await desk.row(id);
    expect(
      await refused(answerInsight(desk.act("eli"), { dealId: id }, { kind: "wrong" })),
    ).toContain("forbidden");
    await answerInsight(desk.act("ann"), { dealId: id }, { kind: "wrong" });
    expect(await desk.row(id)).toEqual(before);
    expect(
      await refused(
        answerInsight(desk.act("ann"), { dealId: id, rule: "quiet" }, { kind: "wrong" }),
      ),
    ).toContain("does not stand any more");
  });

  test("are told once while they stand", async () => {
    const today = asDay(desk.clock.now().toISOString().slice(0, 10));
    const [id = 0] = await desk.stock([{ ownerId: TEAM.ann.id, closeDate: addDays(today, -3) }]);
    await refresh();
    const alert = { dealId: id, rule: "close_date_passed" };
    await desk.look((tx) => markInsightsTold(tx, WORKSPACE, [alert], desk.clock.now()));
    const { sight } = await scopeOf("adam", "all");
    const { insights } = await desk.look((tx) => listInsights(tx, viewing("adam"), sight, 100));
    const rule = insights
      .find((one) => one.dealId === id)
      ?.rules.find((one) => one.rule === "close_date_passed");
    expect(rule?.toldAt).toEqual(desk.clock.now());
  });
});

test("a figure that another slice measures is handed in, and the newest holds", async () => {
  const hand = (value: number) =>
    desk.look((tx) =>
      recordKpi(tx, WORKSPACE, { kpi: "forecast_accuracy", value, cases: 8 }, desk.clock.now()),
    );
  await hand(0.8);
  await hand(0.93);
  expect(await desk.look((tx) => listHandedIn(tx, WORKSPACE))).toMatchObject([
    { kpi: "forecast_accuracy", value: 0.93, cases: 8 },
  ]);
  await expect(hand(1.2)).rejects.toThrow(RangeError);
});
