import { afterAll, beforeAll, expect, test } from "vitest";
import { climbRung } from "../../../src/features/approvals/operations/climb.ts";
import type { ApprovalRule } from "../../../src/kernel/settings.ts";
import { runModule } from "../../support/child.ts";
import { asSuperuser } from "../../support/database.ts";
import { type Handle, TEAM, WORKSPACE } from "../deals/desk.ts";
import { ANY_MANAGER, type ApprovalDesk, IN_LINE, openApprovalDesk } from "./desk.ts";
import type { Orders, Seen } from "./fuzz-worker.ts";

const PROCESSES = 3;
const ACTS = 75;
const PEOPLE: Handle[] = ["ann", "ben", "mia", "vera", "oto", "adam", "cat"];
const RULES: ApprovalRule[] = [
  IN_LINE,
  ANY_MANAGER,
  { approvers: [{ role: "manager", inLine: true }, { personId: TEAM.cat.id }], agree: "all" },
  { approvers: [{ personId: TEAM.ben.id }, { role: "admin", inLine: false }], agree: "first" },
];

let desk: ApprovalDesk;
beforeAll(async () => {
  desk = await openApprovalDesk();
});
afterAll(() => desk.close());

type Row = {
  id: number;
  state: string;
  requester_id: number;
  decided_by_id: number | null;
  decided_for_id: number | null;
};

test("whoever asks, clicks, changes, hands over or is late, in several processes at once: each request ends once, and as it was answered", async () => {
  const deals = await Promise.all(
    [0, 1, 2].map(async (n) => ({
      id: (await desk.deal({ by: desk.act(n === 2 ? "mia" : "ann") })).deal.id,
      quotes: [n * 10 + 1, n * 10 + 2],
    })),
  );
  await desk.deps.jobs.start();
  const orders = (seed: number): Orders => ({
    url: desk.url,
    seed,
    acts: ACTS,
    actors: PEOPLE.map((handle) => desk.act(handle).actor),
    deals,
    rules: RULES,
  });
  const processes = Array.from({ length: PROCESSES }, (_, n) =>
    runModule(`
      import { work } from "./test/features/approvals/fuzz-worker.ts";
      console.log("seen", JSON.stringify(await work(${JSON.stringify(orders(n + 1))})));
    `),
  );
  const seen = await Promise.all(
    processes.map(async (child): Promise<Seen> => JSON.parse(await child.says("seen"))),
  );
  const all = <K extends "requested" | "decided" | "broken">(key: K): Seen[K][number][] =>
    seen.flatMap((one): Seen[K][number][] => one[key]);
  // Whatever happened, it was an answer a person understands.
  expect(all("broken")).toEqual([]);

  // What nobody decided expires.
  const open = await rows();
  for (const { id, state } of open)
    if (state === "open") await climbRung(desk.deps, WORKSPACE, id, "expire");

  const found = new Map((await rows()).map((row) => [row.id, row]));
  // Every request that was answered “asked” is there, and no other.
  expect([...found.keys()]).toEqual(
    all("requested")
      .map((one) => one.id)
      .toSorted((a, b) => a - b),
  );
  // Lost: a decision somebody was told of that is not the one that stands.
  const lost = all("decided").filter(({ id, by, state, isFinal }) => {
    const row = found.get(id);
    return isFinal && (row?.state !== state || row.decided_by_id !== by);
  });
  expect(lost).toEqual([]);
  // Invented: a decision that stands and that nobody was told of.
  const finals = all("decided").filter((one) => one.isFinal);
  const stands = [...found.values()].filter((row) => /approved|rejected/.test(row.state));
  expect(finals).toHaveLength(stands.length);
  // Own: decided by who asked, for themself or in the place of somebody.
  expect(
    [...found.values()].filter(
      (row) => row.decided_by_id === row.requester_id && row.state !== "withdrawn",
    ),
  ).toEqual([]);
  // Each ended once, and was decided by somebody who was asked, or who stood in for one who was.
  const trail = await asSuperuser(
    desk.url,
    (sql) => sql<{ id: number; endings: number; asked: boolean }[]>`
      select a.id, (select count(*)::int from audit_log l
          where l.workspace_id = a.workspace_id and l.subject = 'approval' and l.subject_id = a.id::text
            and l.action in ('approval.approved', 'approval.rejected', 'approval.expired', 'approval.withdrawn')) as endings,
        a.state not in ('approved', 'rejected') or exists (select 1 from approval_approvers p
          where p.workspace_id = a.workspace_id and p.approval_id = a.id
            and p.person_id = coalesce(a.decided_for_id, a.decided_by_id)) as asked
      from approvals a where a.workspace_id = ${WORKSPACE} order by a.id`,
  );
  expect(trail.filter((one) => one.endings !== 1 || !one.asked)).toEqual([]);
  // And every card was brought to how it ended.
  for (const { id, state } of found.values())
    for (const shown of Object.values(await desk.shown(id))) expect(shown).toBe(state);
  // It would prove nothing if nothing had happened.
  expect(found.size).toBeGreaterThan(8);
  expect(stands.length).toBeGreaterThan(4);
}, 60_000);

function rows(): Promise<Row[]> {
  return asSuperuser(desk.url, async (sql) => [
    ...(await sql<
      Row[]
    >`select id, state, requester_id, decided_by_id, decided_for_id from approvals
      where workspace_id = ${WORKSPACE} order by id`),
  ]);
}
