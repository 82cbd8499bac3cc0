import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  logActivity,
  removeActivity,
} from "../../../src/features/discovery/operations/activities.ts";
import {
  changeChallenge,
  logChallenge,
  removeChallenge,
} from "../../../src/features/discovery/operations/challenges.ts";
import {
  keepDocument,
  linkDiagram,
} from "../../../src/features/discovery/operations/deliverables.ts";
import {
  categoriseNew,
  editRequirement,
  logRequirements,
  recategorise,
  removeRequirement,
} from "../../../src/features/discovery/operations/requirements.ts";
import {
  changeSolution,
  proposeSolutions,
} from "../../../src/features/discovery/operations/solutions.ts";
import { findDiscovery } from "../../../src/features/discovery/queries/discovery.ts";
import { asDay } from "../../../src/kernel/dates.ts";
import { Redelivered } from "../../../src/kernel/errors.ts";
import { type Desk, OTHER_WORKSPACE, openDesk, refused, WORKSPACE } from "../deals/desk.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const found = (id: number, workspaceId = WORKSPACE) =>
  desk.look((tx) => findDiscovery(tx, workspaceId, id), workspaceId);

const newDeal = async () => (await desk.deal()).deal.id;

/** A deal of Ann's with one security requirement that was only suggested to be one. */
async function withRequirement(text = "Single sign-on with Okta") {
  const id = await newDeal();
  const { result } = await logRequirements(desk.act("ann"), id, { texts: [text] });
  const [one] = result.logged;
  if (!one) throw new Error("nothing was logged");
  return { id, r: one.id, category: one.category };
}

async function withChallenge(text = "Budget is a blocker") {
  const id = await newDeal();
  const { result } = await logChallenge(desk.act("ann"), id, { text });
  if (!result) throw new Error("nothing was logged");
  return { id, c: result.id, severity: result.severity, mitigation: result.mitigation };
}

const auditOf = async (id: number) =>
  (await desk.trail(id)).audit.filter((one) => one.action !== "deal.created");

describe("logging requirements", () => {
  test("keeps each with its category, its author and its audit entry, and tells the owner once", async () => {
    const id = await newDeal();
    await logRequirements(desk.act("cat"), id, { texts: ["Single sign-on", "REST API to SAP"] });
    const { requirements } = await found(id);
    expect(requirements).toMatchObject([
      {
        text: "Single sign-on",
        category: "security",
        source: "suggested",
        authorName: "Cat Engineer",
      },
      { text: "REST API to SAP", category: "integration", source: "suggested" },
    ]);
    expect((await auditOf(id)).map((one) => [one.action, one.after?.requirement])).toEqual([
      ["deal.requirement_added", "Single sign-on"],
      ["deal.requirement_added", "REST API to SAP"],
    ]);
    expect(await desk.told(id)).toEqual([{ to: "U0ANN", what: "logged 2 requirements" }]);
  });

  test("nobody hears of their own act", async () => {
    const { id } = await withRequirement();
    expect(await desk.told(id)).toEqual([]);
  });

  test("the same words twice are kept once, even by two people at once", async () => {
    const id = await newDeal();
    const both = await Promise.all([
      logRequirements(desk.act("ann"), id, { texts: ["Audit log", "SSO"] }),
      logRequirements(desk.act("cat"), id, { texts: ["sso", "AUDIT  LOG".replace("  ", " ")] }),
    ]);
    expect(both.map((one) => one.result.logged.length).toSorted()).toEqual([0, 2]);
    expect((await found(id)).requirements).toHaveLength(2);
  });

  test("the same request twice changes nothing the second time", async () => {
    const id = await newDeal();
    const act = desk.act("ann", { requestId: "twice" });
    await logRequirements(act, id, { texts: ["SSO"] });
    await expect(logRequirements(act, id, { texts: ["Export"] })).rejects.toThrow(Redelivered);
    expect((await found(id)).requirements).toHaveLength(1);
  });

  test("nothing of it is seen from another workspace", async () => {
    const { id } = await withRequirement();
    expect(await found(id, OTHER_WORKSPACE)).toMatchObject({ requirements: [] });
    expect(
      await refused(
        logRequirements(desk.act("ann", { workspaceId: OTHER_WORKSPACE }), id, { texts: ["SSO"] }),
      ),
    ).toContain("not_found");
  });
});

describe("categories", () => {
  test("a person's word stands and is never suggested over", async () => {
    const id = await newDeal();
    await logRequirements(desk.act("ann"), id, {
      texts: ["Single sign-on for partners"],
      category: "functional",
    });
    const { requirements } = await found(id);
    expect(requirements).toMatchObject([
      { category: "functional", source: "person", confidence: null },
    ]);
    await categoriseNew(desk.act("ann"), requirements);
    expect((await found(id)).requirements).toMatchObject([{ category: "functional" }]);
  });

  test("a correction teaches at once, and only this workspace", async () => {
    const text = "Kiosk mode for the loading bay";
    const { id, r, category } = await withRequirement(text);
    const to = category === "compliance" ? "technical" : "compliance";
    await recategorise(desk.act("cat"), id, r, { category: to, from: category });
    expect((await withRequirement(text)).category).toBe(to);
    const elsewhere = desk.act("ann", { workspaceId: OTHER_WORKSPACE });
    const { deal } = await desk.deal({ by: elsewhere });
    const other = await logRequirements(
      desk.act("ann", { workspaceId: OTHER_WORKSPACE }),
      deal.id,
      { texts: [text] },
    );
    expect(other.result.logged[0]?.category).toBe(category);
  });

  test("of two people who sort the same one at once, the second hears who was quicker", async () => {
    const { id, r, category } = await withRequirement("Reports in the portal");
    const others = (["security", "compliance", "technical"] as const).filter((c) => c !== category);
    const [a = "security", b = "technical"] = others;
    const both = await Promise.allSettled([
      recategorise(desk.act("ann"), id, r, { category: a, from: category }),
      recategorise(desk.act("cat"), id, r, { category: b, from: category }),
    ]);
    expect(both.map((one) => one.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const late = both.find((one) => one.status === "rejected");
    expect(String(late?.reason)).toMatch(/(Ann Seller|Cat Engineer) changed it just now/);
    const [one] = (await found(id)).requirements;
    expect([a, b]).toContain(one?.category);
    expect(
      (await auditOf(id)).filter((each) => each.action === "deal.requirement_categorised"),
    ).toHaveLength(1);
  });

  test("those that came without one are categorised, by two who look at once alike", async () => {
    const { deal } = await desk.deal();
    const { id } = deal;
    await desk.look(async (tx) => {
      const { requirements } = await import("../../../src/features/deals/schema/trail.ts");
      await tx.insert(requirements).values(
        ["GDPR data processing agreement", "Webhooks"].map((text) => ({
          workspaceId: WORKSPACE,
          dealId: id,
          text,
          at: desk.clock.now(),
        })),
      );
    });
    const { requirements } = await found(id);
    expect(requirements.map((one) => one.category)).toEqual([null, null]);
    await Promise.all([
      categoriseNew(desk.act("ann"), requirements),
      categoriseNew(desk.act("cat"), requirements),
    ]);
    expect((await found(id)).requirements.map((one) => one.category)).toEqual([
      "compliance",
      "integration",
    ]);
  });
});

describe("solutions", () => {
  test("an edit survives proposing anew; what nothing calls for any more goes", async () => {
    const id = await newDeal();
    const act = () => desk.act("ann");
    const { result } = await logRequirements(act(), id, { texts: ["SSO"], category: "security" });
    await logRequirements(act(), id, { texts: ["Dashboards"], category: "functional" });
    await proposeSolutions(desk.act("ann"), id);
    const [security] = (await found(id)).solutions;
    if (!security) throw new Error("no solution was proposed");
    await changeSolution(
      desk.act("ann"),
      id,
      security.subject,
      { proposal: security.proposal, effort: "XL", weeks: security.weeks },
      security,
    );
    await removeRequirement(desk.act("ann"), id, result.logged[0]?.id ?? 0);
    await proposeSolutions(desk.act("ann"), id);
    const { solutions } = await found(id);
    expect(solutions.map((one) => [one.subject, one.effort, one.edited])).toEqual([
      ["category:security", "XL", ["effort"]],
      ["category:functional", "S", []],
    ]);
    const again = await proposeSolutions(desk.act("ann"), id);
    expect(again.result.changes).toBe(0);
    expect(again.change.events).toEqual([]);
  });
});

describe("what is refused", () => {
  type Case = [promise: string, work: () => Promise<unknown>, words: string];
  const cases: Case[] = [
    [
      "a viewer logs nothing",
      async () => logRequirements(desk.act("vic"), await newDeal(), { texts: ["SSO"] }),
      "forbidden: You may not log requirements, challenges or objections on this deal.",
    ],
    [
      "a seller of another team proposes no solutions",
      async () => proposeSolutions(desk.act("eli"), (await withRequirement()).id),
      "forbidden: You may not change the sales engineering part of this deal.",
    ],
    [
      "and writes no document",
      async () => keepDocument(desk.act("eli"), await newDeal(), "requirements_document", "x"),
      "forbidden",
    ],
    [
      "and links no diagram",
      async () => linkDiagram(desk.act("eli"), await newDeal(), "https://example.com"),
      "forbidden",
    ],
    [
      "a deal that is not there",
      () => logChallenge(desk.act("ann"), 999_999, { text: "Budget" }),
      "not_found: There is no deal opp_999999.",
    ],
    [
      "a requirement that was removed is not sorted",
      async () => {
        const { id, r } = await withRequirement();
        await removeRequirement(desk.act("ann"), id, r);
        return recategorise(desk.act("ann"), id, r, { category: "technical", from: "security" });
      },
      "not_found: That requirement is no longer there.",
    ],
    [
      "nor edited through another deal",
      async () => {
        const { r } = await withRequirement();
        const seen = { text: "Single sign-on with Okta", category: "security" as const };
        return editRequirement(desk.act("ann"), await newDeal(), r, {
          text: "Mine",
          category: "security",
          seen,
        });
      },
      "not_found: That requirement is no longer there.",
    ],
    [
      "an edit of what somebody else has edited since",
      async () => {
        const { id, r, category } = await withRequirement();
        const seen = { text: "Single sign-on with Okta", category };
        await editRequirement(desk.act("cat"), id, r, { text: "SSO with Entra", category, seen });
        return editRequirement(desk.act("ann"), id, r, { text: "SSO with Ping", category, seen });
      },
      "conflict: Cat Engineer changed it just now: it is “SSO with Entra” now.",
    ],
    [
      "a challenge of more than 500 characters",
      async () => logChallenge(desk.act("ann"), await newDeal(), { text: "x".repeat(501) }),
      "500 fit",
    ],
    [
      "a challenge changed by somebody else meanwhile",
      async () => {
        const { id, c, severity, mitigation } = await withChallenge();
        const seen = { severity, mitigation };
        await changeChallenge(desk.act("cat"), id, c, { mitigation: "Ask the CFO" }, seen);
        return changeChallenge(desk.act("ann"), id, c, { mitigation: "Ask the CEO" }, seen);
      },
      "conflict: Cat Engineer changed it just now",
    ],
    [
      "a challenge that was removed",
      async () => {
        const { id, c } = await withChallenge();
        await removeChallenge(desk.act("ann"), id, c);
        return changeChallenge(desk.act("ann"), id, c, { status: "mitigated" });
      },
      "not_found: That challenge is no longer there.",
    ],
    [
      "a solution that nobody proposed",
      async () =>
        changeSolution(
          desk.act("ann"),
          await newDeal(),
          "category:security",
          { proposal: "x", effort: "S", weeks: 2 },
          { effort: "S", weeks: 2 },
        ),
      "not_found: That solution is no longer there.",
    ],
    [
      "solutions of nothing",
      async () => proposeSolutions(desk.act("ann"), await newDeal()),
      "rule_broken: There is nothing to propose a solution for yet.",
    ],
    [
      "a call in ten years",
      async () =>
        logActivity(desk.act("ann"), await newDeal(), {
          method: "call",
          heldOn: asDay("2036-01-01"),
          notes: null,
        }),
      "bad_input: 2036-01-01 is more than a year away.",
    ],
    [
      "taking back a call twice",
      async () => {
        const id = await newDeal();
        const { result } = await logActivity(desk.act("ann"), id, {
          method: "call",
          heldOn: asDay("2026-11-17"),
          notes: null,
        });
        await removeActivity(desk.act("ann"), id, result.id);
        return removeActivity(desk.act("ann"), id, result.id);
      },
      "not_found: That entry is no longer there.",
    ],
  ];
  test.each(cases)("%s", async (_, work, words) => {
    expect(await refused(work())).toContain(words);
  });

  test("a 301st requirement", async () => {
    const id = await newDeal();
    const texts = Array.from({ length: 300 }, (_, i) => `Need ${i}`);
    await logRequirements(desk.act("ann"), id, { texts });
    expect(await refused(logRequirements(desk.act("ann"), id, { texts: ["One more"] }))).toContain(
      "rule_broken: This deal has 300 requirements already; 300 fit.",
    );
  });
});

describe("deliverables", () => {
  test("count their versions, and the engineer of the deal hears of them", async () => {
    const { deal } = await desk.deal({ seId: 3 });
    await keepDocument(desk.act("ann"), deal.id, "requirements_document", "a");
    const { result } = await keepDocument(desk.act("ann"), deal.id, "requirements_document", "b");
    expect(result).toBe(2);
    // Written, and not yet taken by Slack: that is no deliverable of the customer's yet.
    expect((await found(deal.id)).deliverables).toMatchObject([{ state: "made", version: 2 }]);
    expect(
      (await desk.told(deal.id)).filter((one) => one.to === "U0CAT").map((o) => o.what),
    ).toEqual(expect.arrayContaining(["wrote the requirements document"]));
  });
});
