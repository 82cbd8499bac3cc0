import { afterAll, beforeAll, expect, test } from "vitest";
import { moveDealTo } from "../../../src/features/deals/operations/move-deal.ts";
import { remindJob } from "../../../src/features/pocs/jobs.ts";
import { completePoc, extendPoc, startPoc } from "../../../src/features/pocs/operations/live.ts";
import { asDay } from "../../../src/kernel/dates.ts";
import { asSuperuser } from "../../support/database.ts";
import { slackIdOf, WORKSPACE } from "../deals/desk.ts";
import { openPocDesk, type PocDesk } from "./desk.ts";

let desk: PocDesk;
beforeAll(async () => {
  desk = await openPocDesk();
});
afterAll(() => desk.close());

/** Every reminder that is due by a day is done, at its own time; answers what people were told on which day. */
async function untilDay(id: number, day: string): Promise<string[]> {
  const end = new Date(`${day}T12:00:00Z`);
  for (const { data, at } of await desk.jobs("pocs.remind", id)) {
    if (at > end) continue;
    desk.clock.forward(Math.max(0, at.getTime() - desk.clock.now().getTime()));
    await remindJob.perform(desk.deps, data, {
      number: 1,
      isLast: false,
      signal: AbortSignal.timeout(5000),
    });
  }
  desk.clock.forward(Math.max(0, end.getTime() - desk.clock.now().getTime()));
  return asSuperuser(desk.url, async (sql) =>
    (
      await sql<{ kind: string; recipient: string; on: string }[]>`
        select payload->>'kind' as kind, recipient, to_char(created_at, 'DD Mon') as on from notifications
        where workspace_id = ${WORKSPACE} and kind = 'pocs.due' and (payload->>'id')::int = ${id}
        order by created_at, recipient`
    ).map((row) => `${row.on} ${row.kind} ${row.recipient}`),
  );
}
const [ann, cat] = [slackIdOf("ann"), slackIdOf("cat")];

test("engineer and owner are reminded of what still holds: not of days that were moved, not twice of half time, not after its end", async () => {
  // Runs from 18 November to 16 December.
  const poc = await desk.scoped({ by: desk.act("cat") });
  await startPoc(desk.act("cat"), poc.id);
  const half = [`02 Dec half_time ${ann}`, `02 Dec half_time ${cat}`];
  expect(await untilDay(poc.id, "2026-12-02")).toEqual(half);
  expect(await untilDay(poc.id, "2026-12-03"), "done twice, it is told once").toEqual(half);

  await extendPoc(desk.act("ann"), poc.id, asDay("2026-12-30"), "late data");
  expect(await untilDay(poc.id, "2026-12-22")).toEqual(half);
  const week = [`23 Dec week_before_end ${ann}`, `23 Dec week_before_end ${cat}`];
  expect(await untilDay(poc.id, "2026-12-23")).toEqual([...half, ...week]);

  await completePoc(desk.act("cat"), poc.id);
  expect(await untilDay(poc.id, "2027-01-05")).toEqual([...half, ...week]);
});

test("nobody is reminded of one whose deal was closed", async () => {
  const poc = await desk.scoped({
    scope: { startsOn: asDay("2027-01-11"), endsOn: asDay("2027-02-08") },
  });
  await moveDealTo(desk.act("ann"), poc.dealId, { to: "closed_lost" }, { lostReason: "price" });
  expect(await untilDay(poc.id, "2027-01-12")).toEqual([]);
});

test("a planned one has a reminder of its start, and the others once it runs", async () => {
  const poc = await desk.scoped({
    scope: { startsOn: asDay("2027-01-20"), endsOn: asDay("2027-02-17") },
  });
  expect(await untilDay(poc.id, "2027-01-30")).toEqual([`20 Jan start ${ann}`]);
  await startPoc(desk.act("ann"), poc.id);
  expect((await desk.jobs("pocs.remind", poc.id)).map(({ data }) => data.on)).toEqual([
    "2027-01-20",
    "2027-02-13",
    "2027-02-20",
    "2027-02-26",
  ]);
});
