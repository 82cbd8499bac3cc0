import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readWorkspace } from "../../../src/db/workspace.ts";
import { viewingOf } from "../../../src/features/deals/reading.ts";
import { gatherDigest } from "../../../src/features/digest/operations/gather.ts";
import { openAt } from "../../../src/features/digest/queries/figures.ts";
import { listNews } from "../../../src/features/digest/queries/news.ts";
import { digestMessage } from "../../../src/features/digest/views/digest.ts";
import { refreshInsights } from "../../../src/features/pipeline/index.ts";
import { setQuota } from "../../../src/features/pipeline/operations/set-quota.ts";
import { findScope, type Sight } from "../../../src/features/pipeline/queries/scope.ts";
import { totalByStage } from "../../../src/features/pipeline/queries/totals.ts";
import { asDay, dayOf } from "../../../src/kernel/dates.ts";
import { settingsSchema } from "../../../src/kernel/settings.ts";
import { md } from "../../../src/slack/mrkdwn.ts";
import { asSuperuser } from "../../support/database.ts";
import { type Desk, openDesk, WORKSPACE } from "../deals/desk.ts";
import { story, tell } from "../pipeline/story.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const settings = settingsSchema.parse({});
const see = <T>(work: (tx: Parameters<typeof openAt>[0], sight: Sight) => Promise<T>) =>
  readWorkspace(desk.deps.db, WORKSPACE, async (tx) => {
    const found = await findScope(tx, viewingOf({ ...desk.act("adam"), settings }), "all");
    if (!found) throw new Error("There is no scope of everyone.");
    return work(tx, found.sight);
  });
const sorted = (rows: readonly object[]) =>
  rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort();

test("what was open at a past moment is what a digest said at that moment, whatever happened since", async () => {
  const [told] = fc.sample(fc.noBias(story({ min: 12, max: 12 })), { numRuns: 1, seed: 7 });
  const seen: { at: Date; open: string[] }[] = [];
  await tell(desk, told ?? [], async () => {
    const open = await see((tx, sight) => totalByStage(tx, sight, "now"));
    seen.push({ at: desk.clock.now(), open: sorted(open) });
  });
  expect(seen.length).toBe(12);
  for (const { at, open } of seen)
    expect(sorted(await see((tx, sight) => openAt(tx, sight, at)))).toEqual(open);
}, 60_000);

test("news are of the time between two moments, to the second", async () => {
  const from = desk.clock.now();
  desk.clock.forward(1000);
  const won = await desk.dealIn("negotiation");
  const before = desk.clock.now();
  desk.clock.forward(1000);
  const { deal } = await desk.deal({ amount: { minor: 100, currency: "EUR" } });
  const to = desk.clock.now();
  const ids = (from_: Date, to_: Date) =>
    see(async (tx, sight) =>
      (await listNews(tx, sight, { from: from_, to: to_ }, 50)).added.deals.map(
        (one) => one.dealId,
      ),
    );
  expect(await ids(from, before)).toEqual([won.id]);
  expect(await ids(before, to)).toEqual([deal.id]);
  expect(await ids(to, new Date(to.getTime() + 1000))).toEqual([]);
});

const digest = async (by: "adam" | "eli", scope: "all" | "mine") => {
  const { actor, now } = desk.act(by);
  await desk.look((tx) => refreshInsights(tx, { workspaceId: WORKSPACE, settings, now }));
  const data = await readWorkspace(desk.deps.db, WORKSPACE, (tx) =>
    gatherDigest(tx, {
      actor,
      settings,
      scope,
      cadence: "daily",
      slot: { day: dayOf(now, "Europe/Berlin"), at: now },
      timeZone: "Europe/Berlin",
      lastSent: null,
      skipped: [],
    }),
  );
  if (!data) throw new Error("There is no digest.");
  return digestMessage(data, md`Small print.`);
};

test("without a deal it is one line that says what to do", async () => {
  const empty = await openDesk();
  const { actor, now } = empty.act("adam");
  const data = await readWorkspace(empty.deps.db, WORKSPACE, (tx) =>
    gatherDigest(tx, {
      actor,
      settings,
      scope: "all",
      cadence: "daily",
      slot: { day: asDay("2026-11-18"), at: now },
      timeZone: "Europe/Berlin",
      lastSent: null,
      skipped: [{ day: asDay("2026-11-17"), reason: "not_running" }],
    }),
  );
  await empty.close();
  const message = digestMessage(data ?? expect.fail(), md`Small print.`);
  expect(message.text).toBe("Pipeline, Wednesday 18 November: no open deals.");
  expect(JSON.stringify(message.blocks)).toMatch(
    /no open deals\. Type `\/deal new.*Tuesday's digest was skipped/,
  );
  expect(message.thread).toEqual([]);
});

test("of 20,000 deals it stays a message that Slack takes and a phone shows", async () => {
  const names = "An account with a rather long name that somebody typed in full";
  await desk.stock(
    Array.from({ length: 50 }, (_, i) => ({
      account: `${names} ${i % 40}`,
      title: `${names} & <b> ${i}`,
      amount: { minor: 1_000_00 * (i + 1), currency: i % 50 === 0 ? "USD" : "EUR" },
      closeDate: asDay(i % 3 === 0 ? "2026-12-04" : "2026-11-10"),
      ownerId: (i % 2) + 1,
    })),
  );
  await asSuperuser(desk.url, async (sql) => {
    await sql`insert into deals select (jsonb_populate_record(d, jsonb_build_object('id', 100000 + (row_number() over ())::int))).*
      from deals d cross join generate_series(1, 400) where d.workspace_id = ${WORKSPACE} and d.title like 'An account%'`;
    // As PostgreSQL does by itself soon after so many rows.
    await sql`analyze`;
  });
  const message = await digest("adam", "all");
  expect(JSON.stringify(message.thread)).toMatch(/\d\d,\d{3} deals at risk/);
  expect(message.blocks.length).toBeLessThan(9);
  expect(message.text.length).toBeLessThanOrEqual(300);
  const sizes = [message, ...message.thread].map(({ blocks }) => JSON.stringify(blocks).length);
  expect(Math.max(...sizes)).toBeLessThan(12_000);
  expect(message.thread).toHaveLength(2);
  expect(message.thread.map(({ text }) => text).join(" ")).toMatch(
    /[\d,]+ deals at risk.*[\d,]+ deals to close/,
  );
});

test("against a quota it says what is won, expected and short: a report shows it, a daily digest keeps it in its thread", async () => {
  const own = await openDesk();
  await own.dealIn("closed_won");
  await own.deal({ amount: { minor: 10_000_00, currency: "EUR" }, closeDate: asDay("2026-12-04") });
  const act = own.act("adam");
  const { actor } = act;
  const today = dayOf(act.now, "Europe/Berlin");
  await setQuota(
    act,
    { personId: own.act("ann").actor.personId },
    { kind: "quarter", day: today },
    { minor: 500_000_00, currency: "EUR" },
  );
  const message = async (cadence: "daily" | "weekly") => {
    const data = await readWorkspace(own.deps.db, WORKSPACE, (tx) =>
      gatherDigest(tx, {
        actor,
        settings,
        scope: "all",
        cadence,
        slot: { day: dayOf(own.clock.now(), "Europe/Berlin"), at: own.clock.now() },
        timeZone: "Europe/Berlin",
        lastSent: null,
        skipped: [],
      }),
    );
    return digestMessage(data ?? expect.fail(), md`Small print.`);
  };
  const charts = (of: { blocks: readonly object[] }) =>
    of.blocks.filter((block) => "type" in block && block.type === "data_visualization").length;
  const [daily, weekly] = [await message("daily"), await message("weekly")];
  await own.close();
  expect([charts(daily), daily.thread.map(charts)]).toEqual([1, [1]]);
  expect([charts(weekly), weekly.thread.map(charts)]).toEqual([2, []]);
  expect(daily.thread[0]?.text).toMatch(
    /The quarter\*: won .* of 500k EUR \(\d+%\), .* forecast by 31 Dec: \d+k short\./,
  );
});
