import { sql } from "drizzle-orm";
import fc from "fast-check";
import { inWorkspace, readWorkspace } from "../../../src/db/workspace.ts";
import { editDeal } from "../../../src/features/deals/domain/edit.ts";
import { STAGES, type Stage } from "../../../src/features/deals/domain/stage.ts";
import { noteOn } from "../../../src/features/deals/domain/write.ts";
import { assign } from "../../../src/features/deals/operations/assign.ts";
import { changeDeal } from "../../../src/features/deals/operations/change-deal.ts";
import { moveDealTo, reopen, undo } from "../../../src/features/deals/operations/move-deal.ts";
import { takeSnapshots } from "../../../src/features/pipeline/operations/take-snapshots.ts";
import { addDays, type Day } from "../../../src/kernel/dates.ts";
import { AppError } from "../../../src/kernel/errors.ts";
import { type Desk, WORKSPACE } from "../deals/desk.ts";

const DAY_MS = 86_400_000;
const PEOPLE = ["ann", "ben", "eli"] as const;
const ID = { ann: 1, ben: 2, eli: 9 } as const;

/** What somebody does to one of the deals there are, or to a new one. */
export type Deed =
  | {
      kind: "create";
      by: (typeof PEOPLE)[number];
      amount: number | null;
      currency: string;
      closes: number;
    }
  | { kind: "move"; deal: number; to: Stage; undo: boolean }
  | { kind: "amount"; deal: number; amount: number; currency: string }
  | { kind: "close"; deal: number; closes: number }
  | { kind: "give"; deal: number; to: (typeof PEOPLE)[number] }
  | { kind: "note"; deal: number };

const amount = fc.integer({ min: 0, max: 500_000 });
const currency = fc.constantFrom("EUR", "EUR", "EUR", "USD");
const deal = fc.nat(30);
const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("create" as const),
      by: fc.constantFrom(...PEOPLE),
      amount: fc.option(amount, { freq: 6 }),
      currency,
      closes: fc.integer({ min: 1, max: 200 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("move" as const),
      deal,
      to: fc.constantFrom<Stage>(...STAGES, "closed_won", "closed_won"),
      undo: fc.integer({ max: 9, min: 0 }).map((n) => n === 0),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("amount" as const), deal, amount, currency }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("close" as const),
      deal,
      closes: fc.integer({ min: -20, max: 300 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("give" as const),
      deal,
      to: fc.constantFrom(...PEOPLE),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("note" as const), deal }) },
);

/** Days of deeds: each inner list is one day. */
export const story = (days: { min: number; max: number }): fc.Arbitrary<Deed[][]> =>
  fc.array(fc.array(deed, { maxLength: 8 }), { minLength: days.min, maxLength: days.max });

/** Lets a story happen from today on, a day at a time, and calls `nightfall` at the end of each. */
export async function tell(
  desk: Desk,
  days: readonly Deed[][],
  nightfall: (day: Day) => Promise<void>,
) {
  const deals: number[] = [];
  for (const deeds of days) {
    for (const one of deeds) {
      desk.clock.forward(60_000);
      await happen(desk, one, deals);
    }
    // To ten past midnight, when the nightly job runs.
    const now = desk.clock.now().getTime();
    const day = desk.clock.now().toISOString().slice(0, 10) as Day;
    desk.clock.forward(DAY_MS - (now % DAY_MS) + 600_000);
    await nightfall(day);
  }
  return deals;
}

async function happen(desk: Desk, one: Deed, deals: number[]): Promise<void> {
  const today = desk.clock.now().toISOString().slice(0, 10) as Day;
  if (one.kind === "create") {
    const made = await desk.deal({
      by: desk.act(one.by),
      amount: one.amount === null ? undefined : { minor: one.amount, currency: one.currency },
      closeDate: addDays(today, one.closes),
    });
    deals.push(made.deal.id);
    return;
  }
  const id = deals[one.deal % Math.max(deals.length, 1)];
  if (id === undefined) return;
  const admin = desk.act("adam");
  try {
    if (one.kind === "move") {
      const { status } = await desk.row(id);
      const made =
        status === "open"
          ? await moveDealTo(
              admin,
              id,
              { to: one.to, override: "because" },
              { lostReason: "price" },
            )
          : await reopen(admin, id, { to: one.to, reason: "they called back" });
      if (one.undo) await undo(desk.act("adam"), id, made.deal.version);
    } else if (one.kind === "amount")
      await changeDeal(admin, id, "deal.change", (locked) =>
        editDeal(locked.deal, { amount: { minor: one.amount, currency: one.currency } }),
      );
    else if (one.kind === "close")
      await changeDeal(admin, id, "deal.change", (locked) =>
        editDeal(locked.deal, { closeDate: addDays(today, one.closes) }),
      );
    else if (one.kind === "give") await assign(admin, id, "owner", ID[one.to]);
    else await changeDeal(admin, id, "deal.note", (locked) => noteOn(locked.deal, "called"));
  } catch (error) {
    // A rule may refuse; then nothing happened.
    if (!(error instanceof AppError)) throw error;
  }
}

/** Runs the nightly job's work. */
export function night(desk: Desk, workspaceId = WORKSPACE) {
  return inWorkspace(desk.deps.db, workspaceId, (tx) =>
    takeSnapshots(tx, workspaceId, desk.clock.now()),
  );
}

/** The deals as they stand in the database now: what a snapshot of today has to say. */
export function truth(desk: Desk) {
  return readWorkspace(desk.deps.db, WORKSPACE, async (tx) => [
    ...(await tx.execute(sql`
      select id as deal_id, stage, status, amount, case when amount is not null then currency end as currency, close_date::text as close_date, probability, owner_id, se_id,
        close_pushes, contact_id is not null as has_contact, stage_entered_at::text as entered, created_at::text as created,
        closed_at::text as closed,
        (select count(*)::int from deal_notes n where n.deal_id = d.id) as notes,
        (select count(*)::int from requirements r where r.deal_id = d.id) as requirements
      from deals d order by id`)),
  ]);
}

/** What the history says of a day, in the same columns. */
export function told(desk: Desk, day: Day) {
  return readWorkspace(desk.deps.db, WORKSPACE, async (tx) => [
    ...(await tx.execute(sql`
      select deal_id, stage, status, amount, case when amount is not null then currency end as currency, close_date::text as close_date, probability, owner_id, se_id,
        close_pushes, has_contact, stage_entered_at::text as entered, created_at::text as created, closed_at::text as closed,
        notes, requirements
      from deal_snapshots where valid_from <= ${day}::date and coalesce(valid_to, 'infinity') > ${day}::date order by deal_id`)),
  ]);
}
