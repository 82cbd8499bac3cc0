import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { factsOf } from "../../../../src/features/leads/domain/facts.ts";
import {
  LEAD_STATUSES,
  type Lead,
  type LeadStatus,
} from "../../../../src/features/leads/domain/lead.ts";
import {
  disqualify,
  edit,
  gapTo,
  isLegal,
  LEGAL,
  type LeadAct,
  qualify,
  reopen,
  setScore,
} from "../../../../src/features/leads/domain/life.ts";
import { refusal } from "../../../kernel/refusal.ts";
import { aLead, BANT } from "./a-lead.ts";

const THRESHOLDS = { mqlScore: 40, sqlScore: 70 };
const inStatus = (status: LeadStatus, over: Partial<Lead> = {}) =>
  aLead({
    ...BANT,
    source: "referral",
    employees: 2000,
    status,
    ...(status === "disqualified" ? { disqualifiedReason: "no budget" } : {}),
    ...(status === "converted" ? { dealId: 7 } : {}),
    ...over,
  });

/** Each act as it is done with everything it needs. */
const DO: Record<Exclude<LeadAct, "assign" | "convert">, (lead: Lead) => Lead> = {
  edit: (lead) => edit(lead, { need: "More" }),
  qualify: (lead) => qualify(lead, { reason: "they asked" }, THRESHOLDS),
  score: (lead) => setScore(lead, { score: 5, reason: "cold" }),
  disqualify: (lead) => disqualify(lead, "no budget"),
  reopen: (lead) => reopen(lead, "they called"),
};
const ACTS = Object.keys(DO) as (keyof typeof DO)[];

describe("what is legal", () => {
  test("the table, as the documents have it", () => {
    expect(LEGAL).toEqual({
      edit: ["new", "mql", "sql"],
      qualify: ["new", "mql"],
      score: ["new", "mql", "sql"],
      assign: ["new", "mql", "sql"],
      convert: ["sql"],
      disqualify: ["new", "mql", "sql"],
      reopen: ["disqualified"],
    });
  });

  test.each(LEAD_STATUSES.flatMap((status) => ACTS.map((act) => [act, status] as const)))(
    "%s a lead that is %s: done where it is legal, else refused with what can be done instead",
    (act, status) => {
      const lead = inStatus(status);
      if (isLegal(lead, act)) expect(DO[act](lead)).not.toEqual(lead);
      else {
        const words = refusal(() => DO[act](lead));
        expect(words).toContain("rule_broken: lead_4 is ");
        expect(words).toMatch(/What can be done now: `\/lead|Its deal goes on from here/);
      }
    },
  );

  test("no way of acts leads round SQL to anything but SQL, MQL, new or disqualified", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ACTS), { maxLength: 12 }), (acts) => {
        let lead = inStatus("new");
        for (const act of acts) if (isLegal(lead, act)) lead = DO[act](lead);
        expect(lead.status).not.toBe("converted");
        expect(lead.status === "disqualified").toBe(lead.disqualifiedReason !== null);
      }),
    );
  });
});

describe("qualifying", () => {
  test("an MQL needs a contact and an e-mail; an SQL budget, authority, need and timing besides", () => {
    expect(gapTo(aLead(), "mql", THRESHOLDS).missing).toEqual(["contactName", "contactEmail"]);
    expect(gapTo(aLead({ ...BANT, budget: null, need: null }), "sql", THRESHOLDS).missing).toEqual([
      "budget",
      "need",
    ]);
    expect(refusal(() => qualify(aLead(), {}, THRESHOLDS))).toBe(
      "rule_broken: lead_4 needs a contact and their e-mail before it is an MQL. `/lead qualify lead_4` asks for it.",
    );
  });

  test("what was filled in counts, and the score with it", () => {
    const filled = { ...BANT };
    const lead = qualify(aLead({ source: "referral" }), { to: "sql", filled }, THRESHOLDS);
    expect(lead).toMatchObject({ status: "sql", contactName: "Jane Doe", score: 80 });
  });

  test("under the score a person may vouch for it with a reason, and only with one", () => {
    const weak = aLead({ contactName: "Jane", contactEmail: "jane@gmail.com", source: "outbound" });
    expect(refusal(() => qualify(weak, {}, THRESHOLDS))).toContain(
      "lead_4 scores 5; an MQL has 40 or more.",
    );
    expect(refusal(() => qualify(weak, { reason: "  " }, THRESHOLDS))).toContain("scores 5");
    expect(qualify(weak, { reason: "their CFO called" }, THRESHOLDS).status).toBe("mql");
  });

  test("to where it is already, it is refused", () => {
    expect(refusal(() => qualify(inStatus("mql"), { to: "mql" }, THRESHOLDS))).toContain(
      "lead_4 is an MQL already.",
    );
  });
});

describe("a score of one's own", () => {
  test("stays while the facts change, until it is given back to the table", () => {
    const own = setScore(aLead(), { score: 90, reason: "CEO is a friend" });
    expect(own).toMatchObject({ score: 90, scoreReason: "CEO is a friend" });
    const edited = edit(own, { employees: 5000, source: "outbound" });
    expect(edited.score).toBe(90);
    expect(setScore(edited, null)).toMatchObject({ score: 15, scoreReason: null });
  });

  test.each([101, -1, 3.5])("%d is none", (score) => {
    expect(refusal(() => setScore(aLead(), { score, reason: "so" }))).toContain("is no score");
  });

  test("it needs a reason", () => {
    expect(refusal(() => setScore(aLead(), { score: 50, reason: " " }))).toContain(
      "That needs a reason.",
    );
  });
});

describe("what is written down", () => {
  test.each([
    [50, "SMB"],
    [99, "SMB"],
    [100, "Mid-market"],
    [999, "Mid-market"],
    [1000, "Enterprise"],
  ])("%i employees are %s unless somebody says otherwise", (employees, segment) => {
    expect(factsOf({ company: "Acme", source: "event", employees }).segment).toBe(segment);
    expect(factsOf({ company: "Acme", source: "event", employees, segment: "Key" }).segment).toBe(
      "Key",
    );
  });

  test.each(["Jane@Acme.com", " jane@acme.com ", "<mailto:jane@acme.com|jane@acme.com>"])(
    "%s is the e-mail jane@acme.com",
    (contactEmail) => {
      expect(factsOf({ company: "Acme", source: "event", contactEmail }).contactEmail).toBe(
        "jane@acme.com",
      );
    },
  );

  test.each([
    [{ company: "  " }, "A lead needs a company."],
    [{ company: "!!!" }, "A lead needs a company."],
    [{ contactEmail: "jane at acme" }, "is no e-mail address"],
    [{ contactEmail: "a@b@c.d" }, "is no e-mail address"],
    [{ employees: -1 }, "is no number of employees"],
    [{ employees: 1.5 }, "is no number of employees"],
    [{ company: "A".repeat(121) }, "120 fit"],
    [{ need: "n".repeat(501) }, "500 fit"],
  ])("%j is refused", (over, words) => {
    expect(refusal(() => factsOf({ company: "Acme", source: "event", ...over }))).toContain(words);
  });
});
