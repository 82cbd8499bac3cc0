import { describe, expect, test } from "vitest";
import { inTurn } from "../../../../src/features/deals/domain/decision.ts";
import { changesBetween } from "../../../../src/features/deals/domain/diff.ts";
import {
  assignDeal,
  editDeal,
  planNextStep,
  snoozeDeal,
} from "../../../../src/features/deals/domain/edit.ts";
import { addMember, addRequirement, noteOn } from "../../../../src/features/deals/domain/write.ts";
import { asDay, type Day } from "../../../../src/kernel/dates.ts";
import { refusal } from "../../../kernel/refusal.ts";
import { aDeal } from "./a-deal.ts";

const TODAY = asDay("2026-11-18");
const day = (text: string): Day => asDay(text);

describe("the close date", () => {
  const cases = [
    [null, "2026-12-01", 0],
    ["2026-12-01", "2026-12-02", 1],
    ["2026-12-01", "2027-12-01", 1],
    ["2026-12-01", "2026-12-01", 0],
    ["2026-12-01", "2026-11-30", 0],
    ["2026-12-01", null, 0],
  ] as const;
  test.each(cases)("moved from %s to %s counts as %i pushes", (from, to, pushes) => {
    const deal = aDeal("proposal", { closeDate: from && day(from), closePushes: 2 });
    expect(editDeal(deal, { closeDate: to && day(to) }).deal).toMatchObject({
      closeDate: to,
      closePushes: 2 + pushes,
    });
  });
});

describe("a probability of one's own", () => {
  const set = (percent: number, reason = "verbal yes", stage = "proposal" as const) =>
    editDeal(aDeal(stage), { probability: { percent, reason } }).deal;

  test("is 1 to 99 percent and has a reason", () => {
    expect(set(1)).toMatchObject({ probability: 1, probabilityReason: "verbal yes" });
    expect(set(99, "  sure ")).toMatchObject({ probability: 99, probabilityReason: "sure" });
  });
  test.each([0, 100, -1, 101, 33.3, Number.NaN, Number.POSITIVE_INFINITY])("is not %d", (percent) =>
    expect(refusal(() => set(percent))).toContain("Give 1 to 99 percent."),
  );
  test.each(["", " "])("is refused without a reason: %j", (reason) =>
    expect(refusal(() => set(60, reason))).toBe(
      "bad_input: A probability of your own needs a reason.",
    ),
  );
  test("that is the stage's is none of one's own and needs no reason", () => {
    const own = aDeal("proposal", { probability: 80, probabilityReason: "verbal yes" });
    expect(editDeal(own, { probability: { percent: 50, reason: "" } }).deal).toMatchObject({
      probability: 50,
      probabilityReason: null,
    });
  });
  test.each(["closed_won", "closed_lost"] as const)("is not for a deal in %s", (stage) =>
    expect(
      refusal(() => editDeal(aDeal(stage), { probability: { percent: 50, reason: "x" } })),
    ).toContain("rule_broken: Platform rollout is closed"),
  );
});

describe("writing over a deal", () => {
  test("leaves what is not named", () => {
    const deal = aDeal("demo", { competitors: ["Globex"], nextStep: "call" });
    expect(editDeal(deal, { title: "  New \n name " }).deal).toEqual({
      ...deal,
      title: "New name",
    });
  });
  test("that changes nothing is no event", () => {
    const deal = aDeal("demo", { competitors: ["Globex"] });
    expect(editDeal(deal, { title: deal.title, competitors: ["Globex"] })).toEqual({
      deal,
      events: [],
    });
  });
  test("takes a title of 1 to 150 characters", () => {
    expect(editDeal(aDeal("demo"), { title: "x".repeat(150) }).deal.title).toHaveLength(150);
    expect(refusal(() => editDeal(aDeal("demo"), { title: "x".repeat(151) }))).toContain(
      "That title has 151 characters; 150 fit.",
    );
    expect(refusal(() => editDeal(aDeal("demo"), { title: " \n " }))).toContain(
      "A deal needs a title.",
    );
  });
  test("is told by the fields that differ, not by the bookkeeping", () => {
    const before = aDeal("demo");
    const after = { ...before, amount: { minor: 1, currency: "EUR" }, version: 9 };
    expect(changesBetween(before, after)).toEqual({
      before: { amount: before.amount },
      after: { amount: after.amount },
    });
  });
});

describe("the next step", () => {
  const plan = (text: string, date: Day | null = null, stage: "demo" | "closed_won" = "demo") =>
    planNextStep(aDeal(stage), { text, date }, TODAY);

  test("is a line and may have a day from today on", () => {
    expect(plan(" send \n the quote ", TODAY)).toMatchObject({
      deal: { nextStep: "send the quote", nextStepDate: TODAY },
      events: [{ kind: "next_step" }],
    });
    expect(plan("call").deal.nextStepDate).toBeNull();
  });
  test("that is the one there is changes nothing", () => {
    const { deal } = plan("call", TODAY);
    expect(planNextStep(deal, { text: "call", date: TODAY }, TODAY).events).toEqual([]);
    expect(planNextStep(deal, { text: "call", date: null }, TODAY).events).toHaveLength(1);
  });
  test.each([
    ["  ", null, "What is the next step?"],
    ["call", "2026-11-17", "is past. Give a day from today on."],
    ["x".repeat(301), null, "That next step has 301 characters; 300 fit."],
  ] as const)("is refused: %j by %s", (text, date, words) => {
    expect(refusal(() => plan(text, date && day(date)))).toContain(words);
  });
  test("is for open deals", () => {
    expect(refusal(() => plan("call", null, "closed_won"))).toContain(
      "Platform rollout is closed (won) and needs no next step. A manager or an admin can reopen it: `/deal reopen opp_12`.",
    );
  });
});

describe("a snooze", () => {
  const until = (text: string | null, over = {}) =>
    snoozeDeal(aDeal("demo", over), text === null ? null : day(text), TODAY);

  test("ends on a later day, within half a year", () => {
    expect(until("2026-11-19").deal.snoozedUntil).toBe("2026-11-19");
    expect(until("2027-05-17").deal.snoozedUntil).toBe("2027-05-17");
    expect(refusal(() => until("2026-11-18"))).toContain("A snooze ends on a later day.");
    expect(refusal(() => until("2027-05-18"))).toContain("180 days at most");
  });
  test("can be ended, once", () => {
    const snoozed = { snoozedUntil: day("2026-12-01") };
    expect(until(null, snoozed)).toMatchObject({
      deal: { snoozedUntil: null },
      events: [{ kind: "snoozed" }],
    });
    expect(until(null).events).toEqual([]);
    expect(until("2026-12-01", snoozed).events).toEqual([]);
  });
  test("is for open deals", () => {
    expect(refusal(() => snoozeDeal(aDeal("closed_lost"), null, TODAY))).toContain(
      "is closed (lost) and has no reminders",
    );
  });
});

describe("giving a deal to somebody", () => {
  test("changes the owner or the sales engineer, and only that", () => {
    const deal = aDeal("demo");
    expect(assignDeal(deal, "owner", 7)).toEqual({
      deal: { ...deal, ownerId: 7 },
      events: [{ kind: "assigned", role: "owner" }],
    });
    expect(assignDeal(deal, "se", 7)).toEqual({
      deal: { ...deal, seId: 7 },
      events: [{ kind: "assigned", role: "se" }],
    });
  });
  test("who has it already changes nothing", () => {
    expect(assignDeal(aDeal("demo", { ownerId: 7 }), "owner", 7).events).toEqual([]);
    expect(assignDeal(aDeal("demo", { seId: 7 }), "se", 7).events).toEqual([]);
  });
});

describe("writing on a deal", () => {
  const kinds = [
    ["note", noteOn],
    ["requirement", addRequirement],
  ] as const;
  test.each(kinds)("a %s is trimmed and leaves the deal as it is, closed or not", (_, write) => {
    const deal = aDeal("closed_won");
    const decision = write(deal, "  SSO with Okta ");
    expect(decision.deal).toBe(deal);
    expect(JSON.stringify(decision.events)).toContain('"SSO with Okta"');
  });
  test.each(kinds)("an empty or endless %s is refused", (what, write) => {
    expect(refusal(() => write(aDeal("demo"), " \n"))).toContain(`That ${what} is empty.`);
    expect(write(aDeal("demo"), "x".repeat(3000)).events).toHaveLength(1);
    expect(refusal(() => write(aDeal("demo"), "x".repeat(3001)))).toContain(
      `That ${what} has 3001 characters; 3000 fit.`,
    );
  });
  test("somebody who is added sees it", () => {
    expect(addMember(aDeal("demo"), 9).events).toEqual([{ kind: "member_added", personId: 9 }]);
  });
});

describe("several rules as one decision", () => {
  test("each see what the one before left", () => {
    const { deal, events } = inTurn(
      aDeal("demo"),
      (now) => editDeal(now, { title: "A" }),
      (now) => editDeal(now, { title: `${now.title}B` }),
    );
    expect(deal.title).toBe("AB");
    expect(events).toHaveLength(2);
  });
});
