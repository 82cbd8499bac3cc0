import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { firstInvoiceDay } from "../../../../src/features/contracts/domain/billing.ts";
import { PAYMENTS } from "../../../../src/features/contracts/domain/contract.ts";
import { agreedWords } from "../../../../src/features/contracts/domain/point.ts";
import {
  changedTerms,
  cleanTerms,
  lastDay,
  reviewReasons,
  termsOf,
  usualStart,
} from "../../../../src/features/contracts/domain/terms.ts";
import { addDays, asDay, isWeekend } from "../../../../src/kernel/dates.ts";
import { aContract, aPoint, BY } from "./a-contract.ts";

const settled = { settledAt: BY.now, settledBy: 1 };

describe("who has to read a contract", () => {
  test.each([
    [{}, []],
    [
      { template: "enterprise_sla", support: "enterprise", sla: "99.9" },
      ["it is an Enterprise SLA"],
    ],
    [{ template: "custom_sla", support: "premium", sla: "99.9" }, ["it is a Custom SLA"]],
    [{ payment: "net_60" }, ["payment is net 60"]],
    [{ support: "premium", sla: "99.99" }, ["support is premium", "availability is 99.99 %"]],
    [{ customTerms: "A cap on liability" }, ["it has terms of its own"]],
  ] as const)("%o: %o", (over, reasons) => {
    expect(reviewReasons(aContract(over), [])).toEqual(reasons);
  });

  test("what was agreed in the negotiation has to be read, what is only talked about has not", () => {
    const talk = [
      aPoint(),
      aPoint({ n: 2, kind: "walk_away", outcome: "never below 70k", ...settled }),
      aPoint({ n: 3, outcome: null, ...settled }),
    ];
    expect(reviewReasons(aContract(), talk)).toEqual([]);
    const agreed = aPoint({ n: 4, text: "Price", outcome: "fixed for two years", ...settled });
    expect(reviewReasons(aContract(), [...talk, agreed])).toEqual(["a negotiated point is agreed"]);
    expect(agreedWords([...talk, agreed])).toEqual(["Price: fixed for two years"]);
  });
});

describe("days", () => {
  test.each([
    ["2027-03-31", "2027-04-01"],
    ["2026-12-30", "2027-01-01"],
    // Long overdue: it can't begin in the past.
    ["2026-05-01", "2026-12-01"],
    [null, "2026-12-01"],
  ])("a deal that closes on %s starts on %s", (close, start) => {
    expect(usualStart(close === null ? null : asDay(close), asDay("2026-11-18"))).toBe(start);
  });

  test.each([
    ["2027-01-01", 12, "2027-12-31"],
    ["2027-01-31", 1, "2027-02-27"],
    ["2027-02-15", 24, "2029-02-14"],
  ])("a term from %s of %i months ends on %s", (startsOn, termMonths, last) => {
    expect(lastDay({ startsOn: asDay(startsOn), termMonths })).toBe(last);
  });

  test.each([
    ["net_30", "2026-11-18", "2027-01-01", "2027-01-01"],
    ["net_60", "2027-02-03", "2027-01-01", "2027-02-03"],
    ["annual_upfront", "2026-11-18", "2027-01-01", "2026-11-18"],
    // 2 January 2027 is a Saturday.
    ["net_30", "2026-11-18", "2027-01-02", "2027-01-04"],
  ] as const)("%s, signed %s, starts %s: first invoice %s", (payment, signedOn, startsOn, day) => {
    const contract = { payment, signedOn: asDay(signedOn), startsOn: asDay(startsOn) };
    expect(firstInvoiceDay(contract)).toBe(day);
  });

  test("no first invoice is before the signature or on a weekend", () => {
    const aDay = fc.integer({ min: 0, max: 3000 }).map((n) => addDays(asDay("2026-01-01"), n));
    fc.assert(
      fc.property(fc.constantFrom(...PAYMENTS), aDay, aDay, (payment, signedOn, startsOn) => {
        const day = firstInvoiceDay({ payment, signedOn, startsOn });
        expect(day >= signedOn).toBe(true);
        expect(isWeekend(day)).toBe(false);
      }),
    );
  });
});

describe("terms as they are kept", () => {
  const terms = termsOf(aContract());

  test.each([
    { ...terms, value: { minor: -1, currency: "EUR" } },
    { ...terms, termMonths: 0 },
    { ...terms, termMonths: 121 },
    { ...terms, termMonths: 1.5 },
    { ...terms, customTerms: "x".repeat(2001) },
  ])("refuses what can't be, %#", (wrong) => {
    expect(() => cleanTerms(wrong)).toThrow(expect.objectContaining({ code: "bad_input" }));
  });

  test("takes blank terms of one's own for none, and keeps their paragraphs", () => {
    expect(cleanTerms({ ...terms, customTerms: " \n " }).customTerms).toBeNull();
    expect(cleanTerms({ ...terms, customTerms: "a\r\n\r\nb " }).customTerms).toBe("a\n\nb");
  });

  test("says by name what differs", () => {
    expect(changedTerms(terms, terms)).toEqual([]);
    const other = { ...terms, sla: "99.9", value: { minor: 1, currency: "EUR" } } as const;
    expect(changedTerms(terms, { ...other, customTerms: "x" })).toEqual([
      "availability",
      "value",
      "own terms",
    ]);
  });
});
