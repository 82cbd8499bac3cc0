import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createLead, SameCompany } from "../../../../src/features/leads/operations/create-lead.ts";
import {
  disqualifyLead,
  editLead,
  noteLead,
  qualifyLead,
  reopenLead,
  scoreLead,
} from "../../../../src/features/leads/operations/work-lead.ts";
import { Redelivered } from "../../../../src/kernel/errors.ts";
import { asSuperuser } from "../../../support/database.ts";
import { OTHER_WORKSPACE, refused } from "../../deals/desk.ts";
import { GOOD, type LeadDesk, openLeadDesk, slack } from "../desk.ts";

let desk: LeadDesk;
beforeAll(async () => {
  desk = await openLeadDesk();
});
afterAll(() => desk.close());

describe("a new lead", () => {
  test("has a number of its own, its score, and nobody yet; the audit log knows it, but not whom it is about", async () => {
    const { lead, given } = await createLead(desk.act("ann"), {
      ...GOOD,
      company: "First GmbH",
      note: "Met at the fair",
    });
    expect(lead).toMatchObject({ id: 1, status: "new", score: 95, segment: "Enterprise" });
    expect(given).toBeNull();
    const seen = await desk.parts(1);
    expect(seen).toMatchObject({ ownerName: null, creatorName: "Ann Seller", handover: null });
    expect(seen.lead).toEqual(lead);
    expect(seen.notes.map((note) => note.text)).toEqual(["Met at the fair"]);
    const logged = await asSuperuser(
      desk.url,
      (sql) => sql`select after from audit_log where subject = 'lead' and subject_id = '1'`,
    );
    expect(JSON.stringify(logged)).not.toContain("Jane");
    expect(logged[0]?.after).toMatchObject({ company: "First GmbH", contactName: true });
  });

  test("of a company that has an open one is refused and offers that, whatever the spelling; on purpose it is made", async () => {
    const first = await desk.lead({ company: "Müller & Söhne GmbH" });
    const again = { ...GOOD, company: "MULLER AND SOHNE" };
    const error = await createLead(desk.act("ben"), again).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(SameCompany);
    expect(error).toMatchObject({ twins: [{ id: first.id, company: "Müller & Söhne GmbH" }] });
    const { lead } = await createLead(desk.act("ben"), again, { again: true });
    expect(lead.id).toBe(first.id + 1);
    await disqualifyLead(desk.act("ben"), lead.id, "double");
    await disqualifyLead(desk.act("ben"), first.id, "no budget");
    expect((await createLead(desk.act("ben"), again)).lead.status).toBe("new");
  });

  test("is made once by two people at once", async () => {
    const made = await Promise.allSettled(
      (["ann", "ben", "eli"] as const).map((who) =>
        createLead(desk.act(who), { ...GOOD, company: "Everybody's Darling" }),
      ),
    );
    expect(made.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    for (const one of made)
      if (one.status === "rejected") expect(one.reason).toBeInstanceOf(SameCompany);
  });

  test("is made once by one request that is delivered twice", async () => {
    const requestId = "the same";
    await createLead(desk.act("ann", { requestId }), { ...GOOD, company: "Once" });
    await expect(
      createLead(desk.act("ann", { requestId }), { ...GOOD, company: "Twice" }),
    ).rejects.toThrow(Redelivered);
  });

  test("leaves no number and no row behind when it is refused", async () => {
    const next = await desk.nextFree("lead");
    expect(await refused(createLead(desk.act("ann"), { ...GOOD, company: " " }))).toContain(
      "bad_input: A lead needs a company.",
    );
    expect(
      await refused(createLead(desk.act("ann"), { ...GOOD, company: "X", contactEmail: "x" })),
    ).toContain("is no e-mail address");
    expect(await desk.nextFree("lead")).toBe(next);
  });

  test("is of one workspace: another has its own numbers and does not see it", async () => {
    const { lead } = await createLead(desk.act("ann", { workspaceId: OTHER_WORKSPACE }), {
      ...GOOD,
      company: "First GmbH",
    });
    expect(lead.id).toBe(1);
    expect(
      await refused(noteLead(desk.act("ann", { workspaceId: OTHER_WORKSPACE }), 2, "hello")),
    ).toContain("not_found: There is no lead lead_2.");
  });
});

describe("work on a lead", () => {
  test("from new to MQL to SQL, each step once, and nothing that is missing is passed over", async () => {
    const { id } = await desk.lead({ budget: null, contactEmail: null });
    expect(await refused(qualifyLead(desk.act("ann"), id, {}))).toContain("needs their e-mail");
    await qualifyLead(desk.act("ann"), id, { filled: { contactEmail: "jane@acme.com" } });
    expect((await desk.parts(id)).lead.status).toBe("mql");
    expect(await refused(qualifyLead(desk.act("ann"), id, {}))).toContain("needs a budget before");
    expect((await desk.parts(id)).lead).toMatchObject({ status: "mql", version: 2 });
    await qualifyLead(desk.act("ann"), id, { filled: { budget: { minor: 1, currency: "EUR" } } });
    expect((await desk.parts(id)).lead.status).toBe("sql");
    expect((await desk.audit(id)).map((line) => line.action)).toEqual([
      "lead.created",
      "lead.qualified",
      "lead.qualified",
    ]);
  });

  test("two people who qualify it at once move it one step, not two", async () => {
    const { id } = await desk.lead();
    const both = await Promise.allSettled([
      qualifyLead(desk.act("ann"), id, { to: "mql" }),
      qualifyLead(desk.act("ben"), id, { to: "mql" }),
    ]);
    expect(both.map((one) => one.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect((await desk.parts(id)).lead).toMatchObject({ status: "mql", version: 2 });
  });

  test("its owner is told what somebody else does, and never what they do themself", async () => {
    const { id } = await desk.of("ben");
    await scoreLead(desk.act("ben"), id, { score: 12, reason: "cold" });
    expect((await desk.news(id)).filter((one) => one.startsWith("leads.changed"))).toEqual([]);
    await editLead(desk.act("mia"), id, { need: "Reports too" });
    await noteLead(desk.act("ann"), id, "They called");
    expect((await desk.news(id)).filter((one) => one.startsWith("leads.changed"))).toEqual([
      `leads.changed ${slack("ben")}`,
      `leads.changed ${slack("ben")}`,
    ]);
  });

  test("an edit that changes nothing is no change", async () => {
    const { id } = await desk.lead();
    const { event } = await editLead(desk.act("ann"), id, { need: GOOD.need });
    expect(event).toBeNull();
    expect((await desk.parts(id)).lead.version).toBe(1);
  });

  test("disqualified with a reason it rests; taken up again with one it starts anew, unless there is another by then", async () => {
    const { id, company } = await desk.lead();
    await disqualifyLead(desk.act("ann"), id, "no budget");
    expect(await refused(editLead(desk.act("ann"), id, { need: "x" }))).toContain(
      "is disqualified: it can't be edited. What can be done now: `/lead reopen",
    );
    const { lead: other } = await createLead(desk.act("ben"), { ...GOOD, company });
    await expect(reopenLead(desk.act("ann"), id, "they called")).rejects.toThrow(SameCompany);
    await disqualifyLead(desk.act("ben"), other.id, "double");
    await reopenLead(desk.act("ann"), id, "they called");
    expect((await desk.parts(id)).lead).toMatchObject({ status: "new", disqualifiedReason: null });
    expect((await desk.audit(id)).map((line) => line.reason)).toEqual([
      null,
      "no budget",
      "they called",
    ]);
  });

  test.each([
    ["create", () => createLead(desk.act("cat"), { ...GOOD, company: "Nope" })],
    ["edit", () => editLead(desk.act("cat"), 1, { need: "x" })],
    ["qualify", () => qualifyLead(desk.act("vic"), 1, {})],
    ["score", () => scoreLead(desk.act("vic"), 1, { score: 1, reason: "x" })],
    ["disqualify", () => disqualifyLead(desk.act("cat"), 1, "x")],
    ["reopen", () => reopenLead(desk.act("cat"), 1, "x")],
    ["note", () => noteLead(desk.act("vic"), 1, "x")],
  ])("who may not %s hears who may", async (_, attempt) => {
    expect(await refused(attempt())).toBe(
      "forbidden: You may not create and qualify leads. That is for marketing, sales development reps, account executives, managers or admins.",
    );
  });

  test("marketing makes and qualifies leads", async () => {
    const by = desk.act("vic", { roles: ["marketing"] });
    const { lead } = await createLead(by, { ...GOOD, company: "From a campaign" });
    await qualifyLead(desk.act("vic", { roles: ["marketing"] }), lead.id, {});
    expect((await desk.parts(lead.id)).lead.status).toBe("mql");
  });
});
