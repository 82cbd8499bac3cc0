import { describe, expect, test } from "vitest";
import {
  type DigestRequest,
  parseDigestRequest,
  zoneMeant,
} from "../../../../src/features/digest/domain/request.ts";
import { tokenize } from "../../../../src/kernel/text.ts";
import { refusal } from "../../../kernel/refusal.ts";

const parse = (text: string) => parseDigestRequest(tokenize(text));

describe("what people write of a digest is understood in any order", () => {
  test.each<[string, DigestRequest]>([
    ["daily 09:00 Europe/Berlin", { cadence: "daily", time: "09:00", timeZone: "Europe/Berlin" }],
    ["europe/berlin 9am daily", { cadence: "daily", time: "09:00", timeZone: "Europe/Berlin" }],
    ["weekdays at 8:30", { cadence: "weekdays", time: "08:30" }],
    ["weekly mon 09:00", { cadence: "weekly", weekday: 1, time: "09:00" }],
    ["on fridays 5pm", { cadence: "weekly", weekday: 5, time: "17:00" }],
    ["monthly 1 09:00", { cadence: "monthly", monthday: 1, time: "09:00" }],
    ["31st 09.00", { cadence: "monthly", monthday: 31, time: "09:00" }],
    ["daily team", { cadence: "daily", scope: "team" }],
    ["region EMEA weekly", { cadence: "weekly", who: "EMEA" }],
    ["all", { scope: "all" }],
    ['daily "New York" UTC', { cadence: "daily", who: "New York", timeZone: "UTC" }],
    ["daily 12am", { cadence: "daily", time: "00:00" }],
    ["", {}],
  ])("%s", (text, expected) => expect(parse(text)).toEqual(expected));
});

describe("what can't be meant is refused with the nearest right thing", () => {
  test.each([
    ["daily 25:00", /25:00.* no time of day/, /09:00/],
    ["daily 9:75", /no time of day/, /5pm/],
    ["daily Europe/Berln", /no time zone “Europe\/Berln”/, /Europe\/Berlin/],
    ["monthly 32", /no day 32/, /1 to 31/],
    ["daily mon 09:00", /daily digest has no day of the week/, /weekly mon/],
    ["weekly 3 09:00", /weekly digest has no day of the month/, /monthly 1/],
  ])("%s", (text, message, hint) => {
    const words = refusal(() => parse(text));
    expect(words).toMatch(message);
    expect(words).toMatch(hint);
  });
});

describe("a zone that is not written out", () => {
  test.each([
    ["CET", "Europe/Berlin"],
    ["est", "America/New_York"],
    ["Lisbon", "Europe/Lisbon"],
    ["new york", "America/New_York"],
    ["emea", null],
    ["constructor", null],
  ])("%s", (written, meant) => expect(zoneMeant(written)).toBe(meant));
});
