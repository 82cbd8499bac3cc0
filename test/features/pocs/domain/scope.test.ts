import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  readCriteria,
  standardCriteria,
  writeCriteria,
} from "../../../../src/features/pocs/domain/criteria.ts";
import { entriesOf } from "../../../../src/features/pocs/domain/lines.ts";
import {
  checkScope,
  problemsOf,
  type Scope,
  usualDates,
} from "../../../../src/features/pocs/domain/scope.ts";
import { asDay } from "../../../../src/kernel/dates.ts";
import { settingsSchema } from "../../../../src/kernel/settings.ts";

const limits = settingsSchema.parse({}).poc;
const many = (n: number, word: string) => Array.from({ length: n }, (_, i) => `${word} ${i + 1}`);
const scope = (over: Partial<Scope> = {}): Scope => ({
  title: "Sign-on",
  description: null,
  scope: null,
  features: ["Single sign-on"],
  integrations: [],
  users: 5,
  startsOn: asDay("2026-11-25"),
  endsOn: asDay("2026-12-23"),
  ...over,
});

describe("the limits of a scope", () => {
  test.each([
    [{ features: many(5, "F"), integrations: many(3, "I"), users: 10 }, {}],
    [{ features: many(6, "F") }, { features: "6 features are over the limit of 5." }],
    [{ features: [] }, { features: "Name at least one feature that is tried." }],
    [{ integrations: many(4, "I") }, { integrations: "4 integrations are over the limit of 3." }],
    [{ users: 11 }, { users: "11 users are over the limit of 10." }],
    [{ users: 0 }, { users: "At least one user takes part." }],
    [{ users: 1.5 }, { users: "At least one user takes part." }],
    [{ endsOn: asDay("2026-11-24") }, { endsOn: "It would end before it starts." }],
    [{ endsOn: asDay("2026-11-25") }, {}],
    [{ endsOn: asDay("2027-12-23") }, { endsOn: "It would run 393 days; a year is the most." }],
    [{ title: " \n " }, { title: "A proof of concept needs a title." }],
    [{ title: "x".repeat(121) }, { title: "That title has 121 characters; 120 fit." }],
  ])("%j gives %j", (over, problems) => expect(problemsOf(scope(over), limits)).toEqual(problems));

  test("follow the workspace's settings, and are all named at once", () => {
    const narrow = { maxFeatures: 1, maxIntegrations: 0, maxUsers: 2 };
    const wide = scope({ features: many(2, "F"), integrations: ["I"], users: 3 });
    expect(() => checkScope(wide, narrow)).toThrow(
      "2 features are over the limit of 1. 1 integration is over the limit of 0. 3 users are over the limit of 2.",
    );
    expect(() => checkScope(scope(), limits)).not.toThrow();
  });

  test("the usual dates are in a week, for four weeks", () => {
    expect(usualDates(asDay("2026-11-18"), limits)).toEqual({
      startsOn: "2026-11-25",
      endsOn: "2026-12-23",
    });
  });
});

describe("a list as people type one", () => {
  test("is read line by line, without bullets, numbers, blanks and repeats", () => {
    expect(
      entriesOf(" - Single  sign-on\n\n• Reports\n1. Audit log\n2) REPORTS\n* 3D view"),
    ).toEqual(["Single sign-on", "Reports", "Audit log", "3D view"]);
  });
  test("keeps what differs only in signs", () => {
    expect(entriesOf("Latency < 200 ms\nLatency > 200 ms")).toHaveLength(2);
  });
});

describe("success criteria as people type them", () => {
  test("know the standard ones in any letters; a ! makes a must-have", () => {
    expect(readCriteria("- ! user acceptance\nperformance benchmarks met\n!Under 2 s")).toEqual([
      { kind: "user_acceptance", text: "user acceptance", mustHave: true },
      { kind: "performance", text: "performance benchmarks met", mustHave: false },
      { kind: "own", text: "Under 2 s", mustHave: true },
    ]);
  });

  test("said twice are one, and a must-have when either was", () => {
    expect(readCriteria("Fast\n! fast")).toEqual([{ kind: "own", text: "Fast", mustHave: true }]);
  });

  test("the standard ones come back as they were written", () => {
    expect(readCriteria(writeCriteria(standardCriteria))).toEqual(standardCriteria);
  });

  test("come back as they were written, whatever they are", () => {
    const words = fc.stringMatching(/^[a-zA-Z<>=%][a-zA-Z0-9<>=% ]{0,30}[a-z]$/);
    const criterion = fc.record({ text: words, mustHave: fc.boolean() });
    fc.assert(
      fc.property(fc.array(criterion, { minLength: 1, maxLength: 11 }), (written) => {
        const unique = [
          ...new Map(
            written.map((one) => [one.text.toLowerCase().replace(/\s+/g, " "), one]),
          ).values(),
        ];
        const all = [...unique, { text: "the one that must be", mustHave: true }];
        const read = readCriteria(writeCriteria(all.map((one) => ({ kind: "own", ...one }))));
        expect(read.map(({ text, mustHave }) => ({ text, mustHave }))).toEqual(
          all.map(({ text, mustHave }) => ({ text: text.replace(/\s+/g, " "), mustHave })),
        );
      }),
    );
  });

  test.each([
    ["\n!\n", "Write at least one success criterion."],
    ["Fast\nSafe", "None of them is a must-have."],
    [many(13, "! C").join("\n"), "That makes 13 success criteria; 12 fit."],
    [`! ${"x".repeat(201)}`, "A criterion has 201 characters; 200 fit."],
  ])("%j is refused: %s", (text, words) => expect(() => readCriteria(text)).toThrow(words));
});
