import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { categoriseDeal } from "../../../../src/features/forecast/operations/categorise-deal.ts";
import { adjustCall, submitCall } from "../../../../src/features/forecast/operations/say-call.ts";
import {
  listCallHistory,
  listJudgedCalls,
  listStandingCalls,
} from "../../../../src/features/forecast/queries/calls.ts";
import { forecastCategories } from "../../../../src/features/forecast/schema/calls.ts";
import { asDay } from "../../../../src/kernel/dates.ts";
import { type Desk, openDesk, refused, TEAM, WORKSPACE } from "../../deals/desk.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const Q4 = { kind: "quarter" as const, startsOn: asDay("2026-10-01") };
const eur = (major: number) => ({ minor: major * 100, currency: "EUR" });
const said = (commit: number, bestCase?: number, note?: string) => ({
  commit: eur(commit),
  bestCase: bestCase === undefined ? undefined : eur(bestCase),
  note,
});
const standing = () =>
  desk.look((tx) => listStandingCalls(tx, WORKSPACE, { kind: "quarter", from: Q4.startsOn }));
const callOf = async (handle: keyof typeof TEAM) =>
  (await standing()).find((call) => call.personId === TEAM[handle].id);

describe("a call", () => {
  test("stands until the next one, and all stay on record", async () => {
    await submitCall(desk.act("ann"), Q4, said(400, 500, "Hooli signs"));
    await submitCall(desk.act("ann"), Q4, said(300));
    expect(await callOf("ann")).toMatchObject({ commit: 30_000, bestCase: 30_000, note: null });
    const history = await desk.look((tx) =>
      listCallHistory(tx, WORKSPACE, { kind: "quarter", from: Q4.startsOn }, TEAM.ann.id),
    );
    expect(history.map((call) => call.commit)).toEqual([40_000, 30_000]);
  });

  test("delivered twice is made once, by two people at once by both", async () => {
    const act = desk.act("ben", { requestId: "the-same" });
    const made = await Promise.allSettled([
      submitCall(act, Q4, said(100)),
      submitCall(act, Q4, said(100)),
      submitCall(desk.act("eli"), Q4, said(50)),
    ]);
    expect(made.filter((one) => one.status === "fulfilled")).toHaveLength(2);
    const history = await desk.look((tx) =>
      listCallHistory(tx, WORKSPACE, { kind: "quarter", from: Q4.startsOn }, TEAM.ben.id),
    );
    expect(history).toHaveLength(1);
    expect(await callOf("eli")).toMatchObject({ commit: 5_000 });
  });

  test.each([
    [
      "a best case under the commit",
      () => submitCall(desk.act("ann"), Q4, said(300, 200)),
      "bad_input: The best case is under the commit.",
    ],
    [
      "two currencies",
      () =>
        submitCall(desk.act("ann"), Q4, { ...said(300), bestCase: { minor: 9, currency: "USD" } }),
      "bad_input: The commit is in EUR and the best case in USD.",
    ],
    [
      "a period that is over",
      () =>
        submitCall(desk.act("ann"), { kind: "quarter", startsOn: asDay("2026-07-01") }, said(1)),
      "rule_broken: Q3 2026 is over",
    ],
    [
      "a viewer",
      () => submitCall(desk.act("vic"), Q4, said(1)),
      "forbidden: You may not see or submit a forecast.",
    ],
    [
      "a sales engineer",
      () => submitCall(desk.act("cat"), Q4, said(1)),
      "forbidden: You may not see or submit a forecast.",
    ],
  ])("%s is refused", async (_, work, words) => {
    expect(await refused(work())).toContain(words);
  });
});

describe("an adjustment", () => {
  const made = { commit: eur(250), note: "Hooli will slip" };
  const whose = TEAM.ann.id;

  test("counts beside the call, and the seller is told", async () => {
    await adjustCall(desk.act("mia"), whose, Q4, made);
    expect(await callOf("ann")).toMatchObject({
      commit: 30_000,
      adjusted: { commit: 25_000, note: "Hooli will slip", byName: "Mia Manager" },
    });
    const told = await desk.look((tx) =>
      tx.execute(sql`select recipient from notifications where kind = 'forecast.adjusted'`),
    );
    expect([...told]).toEqual([{ recipient: "U0ANN" }]);
  });

  test("a manager further above may, and so may an admin; the newest counts", async () => {
    await adjustCall(desk.act("vera"), whose, Q4, { ...made, commit: eur(240) });
    await adjustCall(desk.act("adam"), whose, Q4, { ...made, commit: eur(230) });
    expect((await callOf("ann"))?.adjusted).toMatchObject({ commit: 23_000, byName: "Adam Admin" });
  });

  test("a new call of the seller takes its place", async () => {
    await submitCall(desk.act("ann"), Q4, said(260));
    expect(await callOf("ann")).toMatchObject({ commit: 26_000, adjusted: null });
  });

  test.each([
    ["a manager of another team", () => adjustCall(desk.act("oto"), whose, Q4, made), "forbidden"],
    ["a seller", () => adjustCall(desk.act("ben"), whose, Q4, made), "forbidden"],
    [
      "a manager of their own call",
      () => adjustCall(desk.act("mia"), TEAM.mia.id, Q4, made),
      "forbidden: Your own call",
    ],
    [
      "without a call",
      () => adjustCall(desk.act("mia"), TEAM.ned.id, Q4, made),
      "not_found: Ned Import has made no call for Q4 2026 yet.",
    ],
    [
      "in another currency",
      () =>
        adjustCall(desk.act("mia"), whose, Q4, { ...made, commit: { minor: 1, currency: "USD" } }),
      "bad_input: The call is in EUR, not in USD.",
    ],
  ])("%s is refused", async (_, work, words) => {
    expect(await refused(work())).toContain(words);
  });
});

describe("a call of a period that is over", () => {
  test("is judged by what stood when half of the period was gone", async () => {
    const december = { kind: "month" as const, startsOn: asDay("2026-12-01") };
    await submitCall(desk.act("ann"), december, said(100));
    desk.clock.forward(18 * 86_400_000);
    await submitCall(desk.act("ann"), december, said(80));
    desk.clock.forward(20 * 86_400_000);
    await submitCall(desk.act("ann"), december, said(10));
    desk.clock.forward(30 * 86_400_000);
    const judged = await desk.look((tx) =>
      listJudgedCalls(tx, WORKSPACE, asDay("2027-02-01"), asDay("2026-01-01")),
    );
    expect(judged).toContainEqual(
      expect.objectContaining({ personId: 1, kind: "month", commit: 8_000, actual: 0 }),
    );
    expect(judged.filter((one) => one.kind === "month")).toHaveLength(1);
  });
});

describe("a category chosen by hand", () => {
  test("stands until it is taken back; only those who may change the deal choose it", async () => {
    const { deal } = await desk.deal();
    const chosen = () => desk.look((tx) => tx.select().from(forecastCategories));
    await categoriseDeal(desk.act("ann"), deal.id, "commit");
    await categoriseDeal(desk.act("mia"), deal.id, "best_case");
    expect(await chosen()).toMatchObject([{ dealId: deal.id, category: "best_case", chosenBy: 4 }]);
    expect(await refused(categoriseDeal(desk.act("ben"), deal.id, "commit"))).toContain(
      "forbidden",
    );
    await categoriseDeal(desk.act("ann"), deal.id, "derived");
    expect(await chosen()).toEqual([]);
  });
});
