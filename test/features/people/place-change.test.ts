import { describe, expect, test } from "vitest";
import { peopleSet } from "../../../src/features/people/commands/people-set.ts";
import { beforeChange, placeChange } from "../../../src/features/people/commands/place-change.ts";
import { tokenize } from "../../../src/kernel/text.ts";
import { optional, person } from "../../../src/slack/args.ts";
import { parseArgs } from "../../../src/slack/parse-args.ts";
import { refusal } from "../../kernel/refusal.ts";

const read = (text: string) =>
  parseArgs({ person: beforeChange(person()), changes: optional(placeChange()) }, tokenize(text), {
    now: new Date(0),
    timeZone: "UTC",
    currency: "EUR",
  });

describe("/deal people set", () => {
  test.each([
    [
      "<@U1|ada> role ae team EMEA manager <@U2>",
      { slackUserId: "U1" },
      { roles: ["ae"], team: "EMEA", manager: { slackUserId: "U2" } },
    ],
    ["Ada Admin role ae,manager", { name: "Ada Admin" }, { roles: ["manager", "ae"] }],
    ["me role manager", "me", { roles: ["manager"] }],
    [
      "@ada role ae, manager manager @dan",
      { name: "ada" },
      { roles: ["manager", "ae"], manager: { name: "dan" } },
    ],
    ["@ada role manager manager me", { name: "ada" }, { roles: ["manager"], manager: "me" }],
    [
      "@ada manager @dan role ae and manager",
      { name: "ada" },
      { roles: ["manager", "ae"], manager: { name: "dan" } },
    ],
    ["@ada team North America role se", { name: "ada" }, { team: "North America", roles: ["se"] }],
    ["@ada team “Team Manager”", { name: "ada" }, { team: "Team Manager" }],
    [
      "@ada role none team none manager none",
      { name: "ada" },
      { roles: [], team: null, manager: null },
    ],
    [
      "@cat skills okta, SAP hours mon-thu 8-16 capacity 5",
      { name: "cat" },
      {
        skills: ["okta", "sap"],
        workingHours: { days: [1, 2, 3, 4], from: "08:00", to: "16:00" },
        weeklyCapacity: 5,
      },
    ],
    [
      "@cat skills none hours none capacity none",
      { name: "cat" },
      { skills: [], workingHours: null, weeklyCapacity: null },
    ],
  ])("reads `%s`", (text, who, changes) => {
    expect(read(text)).toEqual({ person: who, changes });
  });

  test("with the person alone changes nothing yet", () => {
    expect(read("@ada")).toEqual({ person: { name: "ada" } });
  });

  test.each([
    ["", "bad_input: The person is missing: a person like @ada, or me."],
    [
      "@ada role",
      "bad_input: After `role` nothing is written. Try `role ae,manager`, `team EMEA`, `manager @dan`, `skills okta, sap`, `hours 9:00-17:00` or `capacity 5`; `none` takes it away.",
    ],
    [
      "@ada role ae,wizzard",
      "bad_input: There is no role “wizzard”. The roles: admin, manager, ae, sdr, se, csm, marketing, product, legal, finance or viewer.",
    ],
    [
      "@cat hours 17-9",
      "bad_input: The working day must end after it begins; 17:00-09:00 does not. Write them like `9:00-17:00` or `mon-thu 8:00-16:00`.",
    ],
    [
      "@cat capacity lots",
      "bad_input: “lots” is no weekly capacity. Write how many demos and proofs of concept a week, from 1 to 50: `capacity 5`.",
    ],
    ["@ada manager dan manager", "bad_input: `manager` is written twice."],
    [
      "@ada role csn",
      "bad_input: There is no role “csn”. Did you mean `csm`? The roles: admin, manager, ae, sdr, se, csm, marketing, product, legal, finance or viewer.",
    ],
  ])("refuses `%s`", (text, words) => {
    expect(refusal(() => read(text))).toBe(words);
  });

  test("says how it is written", () => {
    expect(peopleSet.usage).toBe("/deal people set <person> [changes]");
  });
});
