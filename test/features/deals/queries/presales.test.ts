import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Work } from "../../../../src/features/deals/domain/gates.ts";
import type { Stage } from "../../../../src/features/deals/domain/stage.ts";
import { ensureContact } from "../../../../src/features/deals/operations/accounts.ts";
import { moveDealTo } from "../../../../src/features/deals/operations/move-deal.ts";
import { findDealView } from "../../../../src/features/deals/queries/deal.ts";
import { channelViewing } from "../../../../src/features/deals/queries/viewing.ts";
import { sharedCard } from "../../../../src/features/deals/views/card.ts";
import { demos } from "../../../../src/features/demos/schema.ts";
import { objections } from "../../../../src/features/objections/schema.ts";
import { pocCriteria } from "../../../../src/features/pocs/schema/parts.ts";
import { pocs } from "../../../../src/features/pocs/schema/pocs.ts";
import { asDay } from "../../../../src/kernel/dates.ts";
import { settingsSchema } from "../../../../src/kernel/settings.ts";
import { type Desk, openDesk, refused, TEAM, WORKSPACE } from "../desk.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

let numbers = 0;
const next = () => {
  numbers += 1;
  return numbers;
};
const now = () => desk.clock.now();
const base = (dealId: number) => ({
  workspaceId: WORKSPACE,
  id: next(),
  dealId,
  createdAt: now(),
  updatedAt: now(),
});

const object = (dealId: number, severity: "high" | "low", status: "open" | "answered" = "open") =>
  desk.look((tx) =>
    tx.insert(objections).values({
      ...base(dealId),
      text: "Too dear",
      type: severity === "high" ? "pricing" : "timing",
      severity,
      status,
      loggedBy: TEAM.ann.id,
    }),
  );

type DemoStatus = typeof demos.$inferInsert.status;
const demo = (dealId: number, status: DemoStatus) =>
  desk.look((tx) =>
    tx.insert(demos).values({
      ...base(dealId),
      title: "Demo",
      titleKey: "demo",
      status,
      seId: TEAM.cat.id,
      requestedBy: TEAM.ann.id,
      minutes: 60,
      preparationMinutes: 120,
      ...(status === "scheduled" || status === "delivered"
        ? { startsAt: new Date("2026-11-19T14:00:00Z"), endsAt: new Date("2026-11-19T15:00:00Z") }
        : {}),
      ...(status === "delivered" ? { outcome: "success" as const } : {}),
    }),
  );

type Grade = "met" | "partly" | "not_met" | "not_tested";
const poc = (
  dealId: number,
  status: typeof pocs.$inferInsert.status,
  over: { endsOn?: string; grades?: readonly [boolean, Grade][] } = {},
) =>
  desk.look(async (tx) => {
    const row = base(dealId);
    await tx.insert(pocs).values({
      ...row,
      title: "PoC",
      status,
      users: 5,
      startsOn: asDay("2026-11-02"),
      endsOn: asDay(over.endsOn ?? "2026-12-12"),
      requestedBy: TEAM.ann.id,
      ...(status === "accepted" || status === "rejected" ? { decidedAt: now() } : {}),
    });
    for (const [i, [mustHave, grade]] of (over.grades ?? []).entries())
      await tx.insert(pocCriteria).values({
        workspaceId: WORKSPACE,
        pocId: row.id,
        n: i + 1,
        kind: "own",
        text: `Criterion ${i + 1}`,
        mustHave,
        grade,
      });
  });

const viewing = () => channelViewing(WORKSPACE, settingsSchema.parse({}), now());
const look = async (id: number) => {
  const view = await desk.look((tx) => findDealView(tx, viewing(), id));
  if (!view) throw new Error("no deal");
  return view;
};
const card = async (id: number) => {
  const { blocks } = sharedCard(await look(id), viewing());
  return JSON.stringify(blocks);
};

describe("a deal's card", () => {
  test("tells what is open: objections, the next demo, the proof of concept", async () => {
    const { deal } = await desk.deal();
    await object(deal.id, "low");
    await object(deal.id, "high");
    await object(deal.id, "high", "answered");
    await demo(deal.id, "cancelled");
    await demo(deal.id, "scheduled");
    await poc(deal.id, "in_progress", {
      grades: [
        [true, "met"],
        [true, "not_tested"],
        [false, "partly"],
      ],
    });
    const text = await card(deal.id);
    expect(text).toContain("Open objections: pricing (high), timing");
    expect(text).toContain("tomorrow 14:00 with Cat Engineer");
    expect(text).toContain("running, 1 of 3 criteria met, ends 12 Dec");
    expect(text).toContain("Request demo");
  });

  test("offers a proof of concept once a demo was given", async () => {
    const { deal } = await desk.deal();
    await demo(deal.id, "delivered");
    const text = await card(deal.id);
    expect(text).toContain("Scope PoC");
    expect(text).not.toContain("Request demo");
  });

  test("says nothing of what there is not", async () => {
    const { deal } = await desk.deal();
    const text = await card(deal.id);
    for (const word of ["Open objection", "PoC `", "Demo `"]) expect(text).not.toContain(word);
  });
});

describe("what hangs on a deal puts it at risk", () => {
  const risksOf = async (id: number) =>
    (await look(id)).risks.filter((risk) => /objection|poc|demo/.test(risk));
  const inDemoSince = (days: number) =>
    desk.stock([{ stage: "demo", stageEnteredAt: new Date(now().getTime() - days * 86_400_000) }]);

  test("a high objection while it is open", async () => {
    const { deal } = await desk.deal();
    await object(deal.id, "low");
    await object(deal.id, "high", "answered");
    expect(await risksOf(deal.id)).toEqual([]);
    await object(deal.id, "high");
    expect(await risksOf(deal.id)).toEqual(["objection_high"]);
  });

  test.each<[string, Parameters<typeof poc>[1], Parameters<typeof poc>[2], string[]]>([
    ["runs in time", "in_progress", { grades: [[true, "met"]] }, []],
    ["runs past its end", "in_progress", { endsOn: "2026-11-17" }, ["poc_failing"]],
    ["ends today", "in_progress", { endsOn: "2026-11-18" }, []],
    ["failed a must-have", "in_progress", { grades: [[true, "not_met"]] }, ["poc_failing"]],
    [
      "was completed with a failed must-have",
      "completed",
      { grades: [[true, "not_met"]] },
      ["poc_failing"],
    ],
    ["failed a nice-to-have", "in_progress", { grades: [[false, "not_met"]] }, []],
    ["is planned", "planned", { endsOn: "2026-11-17" }, []],
    ["was accepted all the same", "accepted", { grades: [[true, "not_met"]] }, []],
  ])("a proof of concept that %s", async (_, status, over, risks) => {
    const { deal } = await desk.deal();
    await poc(deal.id, status, over);
    expect(await risksOf(deal.id)).toEqual(risks);
  });

  test("knowing only one person, or nobody, at the account when it is negotiated", async () => {
    const risks = async (id: number) =>
      (await look(id)).risks.filter((risk) => risk === "single_contact");
    const [alone = 0, early = 0] = await desk.stock([
      { stage: "negotiation", account: "Lonely Ltd" },
      { stage: "proposal", account: "Lonely Ltd" },
    ]);
    expect(await risks(alone)).toEqual(["single_contact"]);
    expect(await risks(early)).toEqual([]);
    const deal = await desk.row(alone);
    await desk.look(async (tx) => {
      for (const name of ["Jane Doe", "Joe Public"])
        await ensureContact(tx, desk.act("ann"), deal.accountId ?? 0, { name });
    });
    expect(await risks(alone)).toEqual([]);
  });

  test("a week in the stage Demo without one", async () => {
    const [late = 0] = await inDemoSince(8);
    const [fresh = 0] = await inDemoSince(6);
    expect(await risksOf(late)).toEqual(["demo_missing"]);
    expect(await risksOf(fresh)).toEqual([]);
    await demo(late, "cancelled");
    expect(await risksOf(late)).toEqual(["demo_missing"]);
    await demo(late, "requested");
    expect(await risksOf(late)).toEqual([]);
  });
});

describe("a workspace's own gates", () => {
  const gates = (stage: "proposal" | "negotiation" | "closed_won", work: Work) =>
    settingsSchema.parse({ extraGates: { [stage]: [work] } });
  const move = (id: number, to: Stage, settings = settingsSchema.parse({}), override?: string) => {
    const who = override ? desk.act("mia") : desk.act("ann");
    return moveDealTo({ ...who, settings }, id, { to, override });
  };

  test.each<
    ["proposal" | "negotiation" | "closed_won", Work, string, (id: number) => Promise<unknown>]
  >([
    ["proposal", "demo_delivered", "a delivered demo", (id) => demo(id, "delivered")],
    ["negotiation", "poc_accepted", "an accepted proof of concept", (id) => poc(id, "accepted")],
  ])("%s asks for %s, and opens when it is done", async (stage, work, words, doIt) => {
    const deal = await desk.dealIn("demo");
    const settings = gates(stage, work);
    // Whoever skips stages answers for all the gates on the way.
    expect(await refused(move(deal.id, "closed_won", settings))).toContain(`needs ${words} first.`);
    await demo(deal.id, "scheduled");
    await poc(deal.id, "rejected");
    expect(await refused(move(deal.id, stage, settings))).toContain(words);
    await doIt(deal.id);
    expect((await move(deal.id, stage, settings)).deal.stage).toBe(stage);
  });

  test("an open high objection closes the gate, an answered one opens it", async () => {
    const settings = gates("closed_won", "objections_answered");
    const free = await desk.dealIn("negotiation");
    expect((await move(free.id, "closed_won", settings)).deal.status).toBe("won");
    const held = await desk.dealIn("negotiation");
    await object(held.id, "high");
    expect(await refused(move(held.id, "closed_won", settings))).toContain(
      "an answer to every open high objection",
    );
    expect(
      (await move(held.id, "closed_lost", settings).catch((error) => error)).message,
    ).toContain("a lost reason");
  });

  test("a manager skips them with a reason, which is kept", async () => {
    const deal = await desk.dealIn("demo");
    const change = await move(
      deal.id,
      "proposal",
      gates("proposal", "demo_delivered"),
      "They know it from the fair",
    );
    expect(change.events).toMatchObject([{ override: "They know it from the fair" }]);
  });

  test("nobody is asked for anything unless the workspace says so, or on the way back", async () => {
    const deal = await desk.dealIn("negotiation");
    const settings = gates("proposal", "demo_delivered");
    expect((await move(deal.id, "demo", settings)).deal.stage).toBe("demo");
    expect((await move(deal.id, "proposal")).deal.stage).toBe("proposal");
  });
});
