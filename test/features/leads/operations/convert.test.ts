import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ensureAccount } from "../../../../src/features/deals/operations/accounts.ts";
import { contacts } from "../../../../src/features/deals/schema/accounts.ts";
import { acceptLead, assignLead } from "../../../../src/features/leads/operations/assign-lead.ts";
import { convertLead } from "../../../../src/features/leads/operations/convert-lead.ts";
import { findLeadOfDeal } from "../../../../src/features/leads/queries/lead.ts";
import { asDay } from "../../../../src/kernel/dates.ts";
import { Redelivered } from "../../../../src/kernel/errors.ts";
import { refused, TEAM, WORKSPACE } from "../../deals/desk.ts";
import { type LeadDesk, openLeadDesk, slack } from "../desk.ts";

let desk: LeadDesk;
beforeAll(async () => {
  desk = await openLeadDesk();
});
beforeEach(() => desk.settings({}));
afterAll(() => desk.close());
const { ann, ben, mia } = TEAM;

describe("conversion", () => {
  test("makes a deal of the lead: account, contact, 10 %, estimates with their reasons, and the way back", async () => {
    const { id } = await desk.sql({ industry: "Retail", country: "Germany", contactTitle: "CIO" });
    const { change, estimate, lead } = await convertLead(desk.act("ann"), id, {});
    expect(change.deal).toMatchObject({
      title: "Single sign-on",
      stage: "lead",
      probability: 10,
      amount: { minor: 1_000_000, currency: "EUR" },
      closeDate: "2027-02-16",
    });
    expect(estimate).toMatchObject({
      amountWhy: "no deal won yet",
      closeWhy: "90 days: no deal won yet",
    });
    expect(lead).toMatchObject({ status: "converted", dealId: change.deal.id });
    expect(change.accountName).toBe(lead.company);
    const people = await desk.look((tx) => tx.select().from(contacts));
    expect(people.find((one) => one.id === change.deal.contactId)).toMatchObject({
      name: "Jane Doe",
      email: "jane@acme.com",
      title: "CIO",
    });
    expect(await desk.look((tx) => findLeadOfDeal(tx, WORKSPACE, change.deal.id))).toEqual({
      id,
      company: lead.company,
      source: "referral",
    });
    expect(await desk.look((tx) => findLeadOfDeal(tx, WORKSPACE, 9999))).toBeNull();
  });

  test("what a person says wins over every estimate", async () => {
    const { id } = await desk.sql();
    const { change } = await convertLead(desk.act("ann"), id, {
      title: "Platform",
      amount: { minor: 77, currency: "USD" },
      closeDate: asDay("2027-01-01"),
      ownerId: ben.id,
    });
    expect(change.deal).toMatchObject({
      title: "Platform",
      amount: { minor: 77, currency: "USD" },
      closeDate: "2027-01-01",
      ownerId: ben.id,
    });
  });

  test("by two people at once, or by one request twice, is one deal", async () => {
    const { id } = await desk.sql();
    const next = await desk.nextFree("opp");
    const both = await Promise.allSettled([
      convertLead(desk.act("ann"), id, {}),
      convertLead(desk.act("ben"), id, {}),
      convertLead(desk.act("mia"), id, {}),
    ]);
    expect(both.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    for (const one of both)
      if (one.status === "rejected")
        expect(String(one.reason)).toContain(`lead_${id} is a deal already: opp_${next}.`);
    expect(await desk.nextFree("opp")).toBe(next + 1);

    const other = await desk.sql();
    const requestId = "converted once";
    await convertLead(desk.act("ann", { requestId }), other.id, {});
    await expect(convertLead(desk.act("ann", { requestId }), other.id, {})).rejects.toThrow(
      Redelivered,
    );
    expect(await desk.nextFree("opp")).toBe(next + 2);
  });

  test("is refused before it is an SQL, without a contact, and to who may not; then nothing has changed", async () => {
    const fresh = await desk.lead();
    const next = await desk.nextFree("opp");
    expect(await refused(convertLead(desk.act("ann"), fresh.id, {}))).toContain(
      "is new: it can't be converted. What can be done now:",
    );
    const { id } = await desk.sql();
    expect(await refused(convertLead(desk.act("cat"), id, {}))).toContain("forbidden:");
    expect(await refused(convertLead(desk.act("vic", { roles: ["marketing"] }), id, {}))).toContain(
      "forbidden: You may not create a deal or convert a lead.",
    );
    expect(await refused(convertLead(desk.act("ann"), id, { ownerId: TEAM.cat.id }))).toContain(
      "Cat Engineer does not work with leads.",
    );
    expect((await desk.parts(id)).lead).toMatchObject({ status: "sql", dealId: null });
    expect(await desk.nextFree("opp")).toBe(next);
  });

  test("of a company with an open deal of that name, it says so and stays a lead", async () => {
    const { id, company } = await desk.sql();
    await desk.deal({ account: company, title: "Single sign-on" });
    expect(await refused(convertLead(desk.act("ann"), id, {}))).toContain("conflict:");
    expect((await desk.parts(id)).lead.status).toBe("sql");
  });
});

describe("who has the deal", () => {
  test("the account executive who has accepted the lead: the deal tells them, and nothing waits", async () => {
    const { id } = await desk.sql();
    await assignLead(desk.act("mia"), id, { personId: ann.id });
    await acceptLead(desk.act("ann"), id);
    const { change } = await convertLead(desk.act("mia"), id, {});
    expect(change.deal.ownerId).toBe(ann.id);
    expect(await desk.handovers(id)).toEqual([`${ann.id} accepted`, `${ann.id} accepted`]);
    expect((await desk.told(change.deal.id)).map((one) => one.to)).toEqual([slack("ann")]);
  });

  test("else whom the rules choose, who is asked to accept it", async () => {
    await desk.settings({
      assignment: [
        {
          name: "owns big ones",
          segments: ["Enterprise"],
          countries: [],
          industries: [],
          personIds: [ben.id],
          teamId: null,
        },
      ],
    });
    const { id } = await desk.sql();
    const { given } = await convertLead(desk.act("ann"), id, {});
    expect(given).toMatchObject({ personId: ben.id });
    expect(given.why).toContain("owns big ones, ");
    expect(await desk.handovers(id)).toEqual([`${ben.id} waiting`]);
    expect((await desk.news(id)).filter((one) => one.startsWith("leads.given"))).toEqual([
      `leads.given ${slack("ben")}`,
    ]);
  });

  test("who converts it, when nobody is eligible: the managers hear of it", async () => {
    await desk.settings({ capacity: 1 });
    for (const handle of ["ann", "ben", "eli"] as const)
      await desk.deal({ by: desk.act(handle), account: `Full ${handle}` });
    const { id } = await desk.sql();
    const { change, given } = await convertLead(desk.act("mia"), id, {});
    expect(change.deal.ownerId).toBe(mia.id);
    expect(given.why).toBe("nobody else is free");
    expect((await desk.news(id)).filter((one) => one.startsWith("leads.stuck"))).toEqual([
      `leads.stuck ${slack("oto")}`,
      `leads.stuck ${slack("vera")}`,
    ]);
  });
});

test("estimates follow the won deals like it: of its industry where there are 5, else all, and only in the base currency", async () => {
  const small = await openLeadDesk();
  try {
    const retail = async (name: string, minor: number, days: number, currency = "EUR") => {
      const closedAt = small.clock.now();
      await small.look((tx) =>
        ensureAccount(tx, small.act("ann", { requestId: null }), name, { sector: "Retail" }),
      );
      await small.stock([
        {
          account: name,
          stage: "closed_won",
          status: "won",
          probability: 100,
          amount: { minor, currency },
          createdAt: new Date(closedAt.getTime() - days * 24 * 3_600_000),
          closedAt,
        },
      ]);
    };
    for (const [i, minor] of [100, 200, 300, 400].entries())
      await retail(`Shop ${i}`, minor, 10 + i);
    const few = await small.sql({ industry: "retail" });
    expect((await convertLead(small.act("ann"), few.id, {})).estimate).toMatchObject({
      amount: { minor: 200, currency: "EUR" },
      amountWhy: "median of 4 won deals",
    });
    await retail("Shop 9", 900, 50);
    await retail("Dollar shop", 1, 1, "USD");
    await small.stock([
      {
        account: "Bank",
        stage: "closed_won",
        status: "won",
        probability: 100,
        amount: { minor: 10, currency: "EUR" },
        createdAt: small.clock.now(),
        closedAt: small.clock.now(),
      },
    ]);
    const enough = await small.sql({ industry: "RETAIL" });
    const { estimate, change } = await convertLead(small.act("ann"), enough.id, {});
    expect(estimate).toMatchObject({
      amount: { minor: 300, currency: "EUR" },
      amountWhy: "median of 5 won deals in RETAIL",
      closeWhy: "12 days: median of 5 won deals in RETAIL",
    });
    expect(change.deal.amount).toEqual({ minor: 300, currency: "EUR" });
  } finally {
    await small.close();
  }
});
