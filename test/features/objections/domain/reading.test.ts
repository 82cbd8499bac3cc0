import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { adviseFields } from "../../../../src/features/objections/domain/advice.ts";
import {
  parseEvidence,
  parseLines,
  writeEvidence,
} from "../../../../src/features/objections/domain/evidence.ts";
import {
  defaultFollowUpDate,
  moveFollowUp,
  planFollowUp,
  reminderAt,
} from "../../../../src/features/objections/domain/follow-up.ts";
import { overlay } from "../../../../src/features/objections/domain/library.ts";
import { parseListRequest } from "../../../../src/features/objections/domain/list-request.ts";
import { competitorIn, objectionText } from "../../../../src/features/objections/domain/log.ts";
import { SHIPPED_PLAYS } from "../../../../src/features/objections/domain/plays/shipped.ts";
import { rootCauseOf } from "../../../../src/features/objections/domain/root-cause.ts";
import { withoutRestOfName } from "../../../../src/features/objections/domain/said.ts";
import { asDay } from "../../../../src/kernel/dates.ts";
import { tokenize } from "../../../../src/kernel/text.ts";
import { anObjection, NOW } from "../an-objection.ts";

describe("what the form fills in while one types", () => {
  const pricing = { type: "pricing", severity: "high" } as const;
  const timing = { type: "timing", severity: "high" } as const;
  const fresh = { last: null, own: [] };

  test("empty fields are filled, and filled anew as the words change", () => {
    const first = adviseFields(fresh, {}, pricing);
    expect(first.fill).toEqual({ type: "pricing", severity: "high" });
    const second = adviseFields(first.memory, first.fill, timing);
    expect(second.fill).toEqual({ type: "timing" });
  });

  test("what a person chose stays, also when the words later happen to say the same", () => {
    const first = adviseFields(fresh, {}, pricing);
    const own = adviseFields(first.memory, { type: "timing", severity: "high" }, pricing);
    expect(own.fill).toEqual({});
    const same = adviseFields(own.memory, { type: "timing", severity: "high" }, timing);
    const after = adviseFields(same.memory, { type: "timing", severity: "high" }, pricing);
    expect(after.fill).toEqual({});
    expect(after.memory.own).toEqual(["type"]);
  });

  test("a field chosen before the first letter is never touched", () => {
    expect(adviseFields(fresh, { severity: "low" }, pricing).fill).toEqual({ type: "pricing" });
  });
});

describe("evidence and lines", () => {
  test.each([
    ["ROI sheet https://example.com/roi", [{ title: "ROI sheet", url: "https://example.com/roi" }]],
    [
      "ROI: https://e.com/a\n\n Case – http://e.com/b ",
      [
        { title: "ROI", url: "https://e.com/a" },
        { title: "Case", url: "http://e.com/b" },
      ],
    ],
    ["https://example.com/roi", [{ title: "example.com", url: "https://example.com/roi" }]],
  ])("%j", (text, expected) => expect(parseEvidence(text)).toEqual(expected));

  test.each(["ROI sheet", "ROI javascript:alert(1)", "x ftp://e.com", "https://e.com/a the sheet"])(
    "refuses %j and says how it is written",
    (text) => expect(() => parseEvidence(text)).toThrow(/does not end in a web address/),
  );

  test("reads back what it wrote", () => {
    const address = fc
      .array(fc.constantFrom("a", "B7", "ü", "x?y=1&z", "%20", "(1)"), { maxLength: 4 })
      .map((parts) => `https://example.com/${parts.join("/")}`);
    const title = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 ]{0,30}[A-Za-z0-9]$/);
    fc.assert(
      fc.property(fc.array(fc.record({ title, url: address }), { maxLength: 8 }), (evidence) => {
        const asKept = evidence.map((one) => ({ ...one, url: new URL(one.url).href }));
        expect(parseEvidence(writeEvidence(asKept))).toEqual(asKept);
      }),
      { numRuns: 20 },
    );
  });

  test("lines lose their marks, and too many or too long ones are refused", () => {
    expect(parseLines("- one\n\n• two\n* three")).toEqual(["one", "two", "three"]);
    expect(() => parseLines(Array(9).fill("x").join("\n"))).toThrow(/at most 8/);
    expect(() => parseLines("x".repeat(401))).toThrow(/over 400 letters/);
  });
});

describe("the follow-up", () => {
  test.each([
    ["2026-11-20", "2026-11-26"],
    ["2026-11-18", "2026-11-24"],
  ])("from %s is four business days later, %s", (today, day) =>
    expect(defaultFollowUpDate(asDay(today))).toBe(day),
  );

  test("is at 09:00 of the person's own day, or in an hour when that has passed", () => {
    const date = asDay("2026-11-18");
    expect(reminderAt({ date }, "America/New_York", NOW).toISOString()).toBe(
      "2026-11-18T15:00:00.000Z",
    );
    expect(reminderAt({ date }, "America/Los_Angeles", NOW).toISOString()).toBe(
      "2026-11-18T17:00:00.000Z",
    );
    expect(reminderAt({ date: asDay("2027-07-01") }, "Europe/Berlin", NOW).toISOString()).toBe(
      "2027-07-01T07:00:00.000Z",
    );
  });

  test("keeps its words when only the day changes, and refuses the past and what is over", () => {
    const today = asDay("2026-11-18");
    const plan = { date: asDay("2026-11-19"), personId: 2 };
    expect(planFollowUp(anObjection(), plan, today).followUp).toEqual({ ...plan, text: "Call" });
    expect(() =>
      planFollowUp(anObjection(), { ...plan, date: asDay("2026-11-17") }, today),
    ).toThrow("Yesterday has passed.");
    expect(() => planFollowUp(anObjection({ status: "resolved" }), plan, today)).toThrow(
      "obj_9 is resolved: there is nothing to follow up on.",
    );
  });

  test("put off a week, it is a week after its day, or after today when its day has passed", () => {
    expect(moveFollowUp(anObjection(), asDay("2026-11-18")).followUp?.date).toBe("2026-11-27");
    expect(moveFollowUp(anObjection(), asDay("2026-12-01")).followUp?.date).toBe("2026-12-08");
    expect(() => moveFollowUp(anObjection({ followUp: null }), asDay("2026-12-01"))).toThrow(
      "obj_9 has no follow-up any more.",
    );
  });
});

describe("what people write", () => {
  test.each([
    ["mine open pricing", { scope: "mine", statuses: ["open", "answered"], types: ["pricing"] }],
    ["team security high", { scope: "team", types: ["security"], severity: "high" }],
    ["acme corp resolved", { statuses: ["resolved"], deal: "acme corp" }],
    ["by @ada price", { rep: "@ada", types: ["pricing"] }],
    ['"open systems" settled', { deal: "open systems", statuses: ["resolved", "unresolved"] }],
    ["opp_4", { deal: "opp_4" }],
    ["constructor", { deal: "constructor" }],
    ["objections on the globex deal", { deal: "globex" }],
  ])("list %s", (text, expected) => expect(parseListRequest(tokenize(text))).toEqual(expected));

  test.each([
    ["industries your price", "stark", "Stark Industries", "your price"],
    ["your price", "acme", "Acme", "your price"],
    ["industrial action", "stark", "Stark Industries", "industrial action"],
    ["industries", "stark", "Stark Industries", "industries"],
    ["your price", "platform", "Acme", "your price"],
    ["no budget", "acme", null, "no budget"],
  ])("“%s” after “%s” of %s is “%s”", (text, written, account, said) =>
    expect(withoutRestOfName(text, written, account)).toBe(said),
  );

  test("an objection without words is none, and a long one is cut", () => {
    expect(() => objectionText(" … ")).toThrow("What did they say?");
    expect(objectionText(` ${"x".repeat(5000)}`)).toHaveLength(3000);
  });

  test.each([
    ["we look at Globex too", ["Globex", "Hooli"], "Globex"],
    ["globexco is fine", ["Globex"], null],
    ["Acme Cloud is cheaper", ["Acme", "Acme Cloud"], "Acme Cloud"],
    ["too dear", [], null],
  ])("“%s” names %j: %s", (text, rivals, expected) =>
    expect(competitorIn(text, rivals)).toBe(expected),
  );

  test.each([
    ["pricing", "Your price is double theirs", "compares with another offer"],
    ["pricing", "we have no budget", "no budget set aside for it"],
    ["pricing", "hm", "price seems high for what they see"],
    ["security", "we need your SOC 2", "misses a certificate or report"],
    ["authority", "our CFO signs", "finance or procurement decides"],
  ] as const)("behind %s “%s”: %s", (type, text, cause) =>
    expect(rootCauseOf(type, text)).toBe(cause),
  );
});

describe("the team's library over the shipped one", () => {
  test("a row with a shipped id stands in its place, others come behind, nothing is lost", () => {
    const [first] = SHIPPED_PLAYS;
    if (!first) throw new Error("there are no shipped plays");
    const own = { ...first, id: "own-1", name: "Ours" };
    const changed = { ...first, name: "Changed" };
    const library = overlay(SHIPPED_PLAYS, [own, changed]);
    expect(library).toHaveLength(SHIPPED_PLAYS.length + 1);
    expect(library[0]).toBe(changed);
    expect(library.at(-1)).toBe(own);
    expect(overlay(SHIPPED_PLAYS, [])).toEqual(SHIPPED_PLAYS);
  });
});
