import { describe, expect, test } from "vitest";
import {
  type ListRequest,
  parseListRequest,
} from "../../../../src/features/deals/domain/filter.ts";
import { tokenize } from "../../../../src/kernel/text.ts";
import { refusal } from "../../../kernel/refusal.ts";

/** A Wednesday. */
const CONTEXT = { now: new Date("2026-11-18T14:00:00Z"), timeZone: "Europe/Berlin" };
const read = (text: string) => parseListRequest(tokenize(text), CONTEXT);

const NOVEMBER = { closesFrom: "2026-11-01", closesTo: "2026-11-30", closing: "this month" };
const open = (rest: Partial<ListRequest> = {}) => ({ status: "open", ...rest });

describe("a list is asked for as people say it", () => {
  test.each<[string, object]>([
    ["", open()],
    ["mine", open({ scope: "mine" })],
    ["my deals", open({ scope: "mine" })],
    ["MINE", open({ scope: "mine" })],
    ["team", open({ scope: "team" })],
    ["all", open({ scope: "all" })],
    ["everyone", open({ scope: "all" })],
    ["won", { status: "won" }],
    ["lost", { status: "lost" }],
    ["open", open()],
    ["any", { status: "any" }],
    ["mine won", { status: "won", scope: "mine" }],
    ["proposal", open({ stages: ["proposal"] })],
    ["in proposal", open({ stages: ["proposal"] })],
    ["Qualification", open({ stages: ["qualified"] })],
    ["solution-design", open({ stages: ["solution_design"] })],
    ["solution design", open({ stages: ["solution_design"] })],
    ["stage solution design", open({ stages: ["solution_design"] })],
    ['stage "solution design"', open({ stages: ["solution_design"] })],
    ["proposal negotiation", open({ stages: ["proposal", "negotiation"] })],
    ["stage proposal negotiation", open({ stages: ["proposal", "negotiation"] })],
    ["stage proposal or negotiation", open({ stages: ["proposal", "negotiation"] })],
    ["proposal proposal", open({ stages: ["proposal"] })],
    ["stage won", { status: "any", stages: ["closed_won"] }],
    ["closed won", { status: "any", stages: ["closed_won"] }],
    ["closed_lost", { status: "any", stages: ["closed_lost"] }],
    ["closed", { status: "any", stages: ["closed_won", "closed_lost"] }],
    ["at risk", open({ atRisk: true })],
    ["risk", open({ atRisk: true })],
    ["mine at risk", open({ scope: "mine", atRisk: true })],
    ["overdue", open({ closesFrom: undefined, closesTo: "2026-11-17", closing: "overdue" })],
    ["closing this month", open(NOVEMBER)],
    ["closes this month", open(NOVEMBER)],
    ['closing "this month"', open(NOVEMBER)],
    ["closing this month mine", open({ ...NOVEMBER, scope: "mine" })],
    ["closing this month proposal", open({ ...NOVEMBER, stages: ["proposal"] })],
    ["closing this month won", { ...NOVEMBER, status: "won" }],
    ["closing this month at risk", open({ ...NOVEMBER, atRisk: true })],
    ["closing this month @ada", open({ ...NOVEMBER, owner: "@ada" })],
    ["closing this month by ada", open({ ...NOVEMBER, owner: "ada" })],
    [
      "mine closing this month stage proposal at risk",
      open({ ...NOVEMBER, scope: "mine", stages: ["proposal"], atRisk: true }),
    ],
    [
      "at risk proposal closing this month team",
      open({ ...NOVEMBER, scope: "team", stages: ["proposal"], atRisk: true }),
    ],
    ["owner @ada", open({ owner: "@ada" })],
    ["@ada", open({ owner: "@ada" })],
    ["<@U0ADA00001|ada>", open({ owner: "<@U0ADA00001|ada>" })],
    ["deals of Ada Admin", open({ owner: "Ada Admin" })],
    ["by Ada Admin proposal", open({ owner: "Ada Admin", stages: ["proposal"] })],
    ["by Demo User", open({ owner: "Demo User" })],
    ['owner "All Stars" won', { owner: "All Stars", status: "won" }],
    ["owner ada closing this month", open({ ...NOVEMBER, owner: "ada" })],
  ])("%j", (text, request) => expect(read(text)).toEqual(request));

  test.each([
    ["closing by friday", undefined, "2026-11-20"],
    ["closing before march", undefined, "2027-02-28"],
    ["closing end of month", "2026-11-30", "2026-11-30"],
    ["closing overdue", undefined, "2026-11-17"],
    ["closing in march", "2027-03-01", "2027-03-31"],
    ["closing q1 2027", "2027-01-01", "2027-03-31"],
    ["closing next 30 days", "2026-11-18", "2026-12-18"],
    ["closing between march and may", "2027-03-01", "2027-05-31"],
    ["closing 2026-12-24", "2026-12-24", "2026-12-24"],
  ])("%j is from %s to %s", (text, closesFrom, closesTo) => {
    expect(read(text)).toMatchObject({ status: "open", closesFrom, closesTo });
    // The words behind the period are read all the same.
    expect(read(`${text} at risk team`)).toMatchObject({
      closesFrom,
      closesTo,
      atRisk: true,
      scope: "team",
    });
  });

  test("on the day it is for the reader", () => {
    const late = { now: new Date("2026-11-30T23:30:00Z"), timeZone: "Europe/Berlin" };
    expect(parseListRequest(tokenize("closing today"), late).closesFrom).toBe("2026-12-01");
  });
});

describe("what can't be read is said, with the nearest that can", () => {
  test.each([
    ["closing", "Closing when? Like `closing this month`."],
    ["closing at risk", "Closing when?"],
    ["closing mine", "Closing when?"],
    ["closing sometime mine", "I can't read “sometime” as a period."],
    ["owner", "Whose deals? Like `owner @ada`."],
    ["by mine", "Whose deals?"],
    ["stage", "Which stage?"],
    ["stage propsal", "There is no stage “propsal”. Did you mean `proposal`?"],
    ["stage zzz mine", "There is no stage “zzz”. The stages: lead"],
    ["mien", "I don't know how to list by “mien”. Did you mean `mine`?"],
    ["negotation", "Did you mean `negotiation`?"],
    ["acme", "`/deal search` finds names."],
    ["constructor", "I don't know how to list by “constructor”."],
    ["__proto__", "I don't know how to list by “__proto__”."],
    ["stage constructor", "There is no stage “constructor”."],
    ['"mine"', "I don't know how to list by “mine”."],
  ])("%j: %s", (text, words) => expect(refusal(() => read(text))).toContain(words));
});
