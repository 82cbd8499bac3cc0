import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { classifyObjection } from "../../../../src/features/objections/operations/classify.ts";
import { logObjection } from "../../../../src/features/objections/operations/log-objection.ts";
import {
  followUpDone,
  followUpOn,
  moveOn,
  putOffAWeek,
} from "../../../../src/features/objections/operations/move-on.ts";
import { usePlay } from "../../../../src/features/objections/operations/use-play.ts";
import { objectionPlayUses, objections } from "../../../../src/features/objections/schema.ts";
import { asDay } from "../../../../src/kernel/dates.ts";
import { asSuperuser } from "../../../support/database.ts";
import { type Desk, OTHER_WORKSPACE, openDesk, refused, TEAM } from "../../deals/desk.ts";
import { audited, log, said, TODAY } from "../objection-desk.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

async function row(id: number) {
  const rows = await desk.look((tx) => tx.select().from(objections));
  const found = rows.find((one) => one.id === id);
  if (!found) throw new Error(`There is no objection ${id}.`);
  return found;
}

/** How many reminders of an objection are in the queue. */
const reminders = (id: number) =>
  asSuperuser(
    desk.url,
    async (sql) =>
      (
        await sql`select start_after from pgboss.job where name = 'objections.follow-up'
        and (data->>'objectionId')::int = ${id}`
      ).length,
  );

describe("logging an objection", () => {
  test("keeps it with its deal, follow-up, reminder and audit entry, and counts as activity", async () => {
    const { deal } = await desk.deal();
    const id = await log(desk, deal.id, { saidBy: "Jane Doe", severity: "low" });
    expect(await row(id)).toMatchObject({
      dealId: deal.id,
      status: "open",
      type: "pricing",
      severity: "low",
      saidBy: "Jane Doe",
      rootCause: "compares with another offer",
      followUpDate: "2026-11-24",
      followUpPersonId: TEAM.ann.id,
      loggedBy: TEAM.ann.id,
    });
    expect(await audited(desk, id)).toEqual(["objection.logged"]);
    expect(await reminders(id)).toBe(1);
    expect((await desk.row(deal.id)).version).toBe(deal.version + 1);
  });

  test("names the deal's competitor when the words do, unless a person names another", async () => {
    const { deal } = await desk.deal();
    await asSuperuser(
      desk.url,
      (sql) => sql`update deals set competitors = '{Globex,Hooli}' where id = ${deal.id}`,
    );
    const text = "Hooli gives us a year for free";
    expect(await row(await log(desk, deal.id, { text }))).toMatchObject({ competitor: "Hooli" });
    expect(await row(await log(desk, deal.id, { text, competitor: "Initech" }))).toMatchObject({
      competitor: "Initech",
    });
    expect((await row(await log(desk, deal.id))).competitor).toBeNull();
  });

  test("the same request twice logs one", async () => {
    const { deal } = await desk.deal();
    const act = desk.act("ann");
    await log(desk, deal.id, {}, act);
    await expect(logObjection(act, deal.id, said(), TODAY)).rejects.toThrow();
    const all = await desk.look((tx) => tx.select().from(objections));
    expect(all.filter((one) => one.dealId === deal.id)).toHaveLength(1);
  });

  test("tells the owner and the engineer, each once, and never the one who did it", async () => {
    const { deal } = await desk.deal();
    await asSuperuser(desk.url, (sql) => sql`update deals set se_id = 3 where id = ${deal.id}`);
    await log(desk, deal.id, { followUp: { date: TODAY, personId: TEAM.mia.id } }, desk.act("mia"));
    const what = "logged an objection: “Your price is double theirs.” (pricing, high)";
    expect(await desk.told(deal.id)).toEqual([
      { to: "U0ANN", what },
      { to: "U0CAT", what },
    ]);
    await log(desk, deal.id, {}, desk.act("ann"));
    expect((await desk.told(deal.id)).filter(({ to }) => to === "U0ANN")).toHaveLength(1);
  });

  test("is refused with nothing left behind", async () => {
    const { deal } = await desk.deal();
    expect(await refused(logObjection(desk.act("eli"), deal.id, said(), TODAY))).toContain(
      "forbidden: You may not log requirements, challenges or objections on this deal.",
    );
    expect(await refused(logObjection(desk.act("ann"), 9999, said(), TODAY))).toContain(
      "not_found: There is no deal opp_9999.",
    );
    expect(
      await refused(
        logObjection(
          desk.act("ann"),
          deal.id,
          said({ followUp: { date: asDay("2026-11-01"), personId: 1 } }),
          TODAY,
        ),
      ),
    ).toContain("has passed");
    expect(
      (await desk.look((tx) => tx.select().from(objections))).some((one) => one.dealId === deal.id),
    ).toBe(false);
  });
});

describe("two people at once", () => {
  test("both resolve: one does, the other hears who did", async () => {
    const { deal } = await desk.deal();
    const id = await log(desk, deal.id);
    await moveOn(desk.act("ann"), id, "answer");
    const both = await Promise.allSettled(
      (["ann", "mia"] as const).map((who) => moveOn(desk.act(who), id, "resolve")),
    );
    const lost = both.findIndex(({ status }) => status === "rejected");
    const winner = lost === 0 ? "Mia Manager" : "Ann Seller";
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(String((both[lost] as PromiseRejectedResult).reason.message)).toBe(
      `${winner} resolved obj_${id} just now.`,
    );
    expect(await audited(desk, id)).toEqual([
      "objection.logged",
      "objection.answered",
      "objection.resolved",
    ]);
  });

  test("one resolves while the other says it is not resolved: what stands is what the first said", async () => {
    const { deal } = await desk.deal();
    const id = await log(desk, deal.id);
    await moveOn(desk.act("ann"), id, "answer");
    const done = await Promise.allSettled([
      moveOn(desk.act("ann"), id, "resolve"),
      moveOn(desk.act("mia"), id, "unresolved"),
    ]);
    const won = done.findIndex(({ status }) => status === "fulfilled");
    expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await row(id)).status).toBe(won === 0 ? "resolved" : "unresolved");
  });

  test("log at once on one deal: each gets its own number", async () => {
    const { deal } = await desk.deal();
    const ids = await Promise.all(Array.from({ length: 8 }, () => log(desk, deal.id)));
    expect(new Set(ids).size).toBe(8);
  });
});

describe("the life of an objection in the database", () => {
  test("a play used twice counts once; a settled objection takes none", async () => {
    const { deal } = await desk.deal();
    const id = await log(desk, deal.id);
    await usePlay(desk.act("ann"), id, "pricing-roi");
    const again = await usePlay(desk.act("mia"), id, "pricing-roi");
    expect(again.change.before.version).toBe(again.change.objection.version);
    const uses = await desk.look((tx) => tx.select().from(objectionPlayUses));
    expect(uses.filter((use) => use.objectionId === id)).toHaveLength(1);
    await moveOn(desk.act("ann"), id, "answer");
    await moveOn(desk.act("ann"), id, "resolve");
    expect(await refused(usePlay(desk.act("ann"), id, "pricing-value"))).toContain(
      `rule_broken: obj_${id} is resolved already.`,
    );
    expect(await refused(usePlay(desk.act("ann"), id, "no-such-play"))).toContain("rule_broken");
  });

  test("another type is learned by the workspace, and only by this one", async () => {
    const { deal } = await desk.deal();
    const id = await log(desk, deal.id);
    await classifyObjection(desk.act("ann"), id, { type: "competitor", severity: "high" });
    expect(await row(id)).toMatchObject({ type: "competitor", severity: "high" });
    const labels = await asSuperuser(
      desk.url,
      (sql) =>
        sql`select workspace_id, taxonomy, label, suggested, labelled_by from category_labels`,
    );
    expect([...labels]).toEqual([
      {
        workspace_id: "T0DESK",
        taxonomy: "objection_type",
        label: "competitor",
        suggested: "pricing",
        labelled_by: 1,
      },
    ]);
  });

  test("a follow-up moved there and back has one reminder for each day", async () => {
    const { deal } = await desk.deal();
    const id = await log(desk, deal.id);
    const on = (day: string) => ({ date: asDay(day), personId: TEAM.ann.id });
    await followUpOn(desk.act("ann"), id, on("2026-11-26"), TODAY);
    await followUpOn(desk.act("ann"), id, on("2026-11-24"), TODAY);
    expect(await reminders(id)).toBe(2);
    await putOffAWeek(desk.act("ann"), id, TODAY);
    expect((await row(id)).followUpDate).toBe("2026-12-01");
    await followUpDone(desk.act("ann"), id);
    expect(await row(id)).toMatchObject({ followUp: null, followUpDate: null });
    const nothing = await followUpDone(desk.act("ann"), id);
    expect(nothing.before.version).toBe(nothing.objection.version);
  });

  test("nothing of another workspace can be named", async () => {
    const { deal } = await desk.deal();
    const id = await log(desk, deal.id);
    const stranger = desk.act("adam", { workspaceId: OTHER_WORKSPACE });
    expect(await refused(moveOn(stranger, id, "answer"))).toContain(
      `not_found: There is no objection obj_${id}.`,
    );
  });
});
