import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Deal } from "../../../../src/features/deals/domain/deal.ts";
import { bookedIn } from "../../../../src/features/forecast/domain/booked.ts";
import { dayOfPhase, forecastPeriod } from "../../../../src/features/forecast/domain/period.ts";
import type { Trial } from "../../../../src/features/forecast/domain/track-record.ts";
import { trainModels } from "../../../../src/features/forecast/operations/learn-models.ts";
import {
  lookBack,
  runBacktest,
} from "../../../../src/features/forecast/operations/run-backtest.ts";
import { findModels } from "../../../../src/features/forecast/queries/models.ts";
import {
  findBacktest,
  findRunningBacktest,
} from "../../../../src/features/forecast/queries/trials.ts";
import { listHandedIn } from "../../../../src/features/pipeline/queries/kpis.ts";
import { addDays, asDay, type Day } from "../../../../src/kernel/dates.ts";
import { settingsSchema } from "../../../../src/kernel/settings.ts";
import { type Desk, OTHER_WORKSPACE, openDesk, refused, WORKSPACE } from "../../deals/desk.ts";
import { night } from "../../pipeline/story.ts";

let desk: Desk;
let trials: Trial[];
const settings = settingsSchema.parse({}).forecast;
const START = asDay("2026-02-01");
const TODAY = asDay("2026-11-18");
const at = (day: Day) => new Date(`${day}T10:00:00Z`);

/** A deal begins every third day and closes after 40 to 60 days; two of three are won. */
function business() {
  return Array.from({ length: 95 }, (_, i) => {
    const createdAt = at(addDays(START, 3 * i));
    const closed = addDays(START, 3 * i + 40 + (i % 20));
    const isOver = closed < TODAY;
    const stage = !isOver ? "proposal" : i % 3 ? "closed_won" : "closed_lost";
    return {
      stage,
      status: !isOver ? "open" : i % 3 ? "won" : "lost",
      probability: !isOver ? 50 : i % 3 ? 100 : 0,
      amount: { minor: 1_000_000 + 10_000 * (i % 7), currency: "EUR" },
      closeDate: closed,
      createdAt,
      updatedAt: createdAt,
      stageEnteredAt: isOver ? at(closed) : createdAt,
      closedAt: isOver ? at(closed) : null,
    } as const;
  });
}

/** Deals as they are, with the way they came. */
async function happened(deals: readonly Partial<Deal>[], workspaceId = WORKSPACE): Promise<void> {
  const ids = await desk.stock(deals, workspaceId);
  await desk.look(async (tx) => {
    for (const [i, deal] of deals.entries()) {
      const { createdAt = at(START), stage = "lead", stageEnteredAt = createdAt } = deal;
      for (const [version, kind, to, when] of [
        [1, "created", "lead", createdAt],
        [2, "moved", stage, stageEnteredAt],
      ] as const)
        await tx.execute(sql`
          insert into stage_history (workspace_id, deal_id, kind, to_stage, at, version)
          values (${workspaceId}, ${ids[i] ?? 0}, ${kind}, ${to}, ${when.toISOString()}, ${version})`);
    }
  }, workspaceId);
}

const looking = () => ({
  db: desk.deps.db,
  workspaceId: WORKSPACE,
  settings,
  baseCurrency: "EUR",
  through: addDays(TODAY, -1),
});

beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

test("with few closed deals nothing is learned, and the reason is said", async () => {
  await happened(business().slice(0, 5), OTHER_WORKSPACE);
  await night(desk, OTHER_WORKSPACE);
  const train = trainModels(desk.deps.db, OTHER_WORKSPACE, desk.clock.now(), addDays(TODAY, -1));
  expect(await refused(train)).toContain("There are fewer than 30 closed deals to learn from.");
});

test("a look back asks every method on past days, and what came is what was booked", async () => {
  await happened(business());
  await night(desk);
  trials = await runBacktest(looking(), () => desk.clock.now());
  expect(new Set(trials.map((trial) => trial.kind))).toEqual(new Set(["month", "quarter"]));
  const booked = business()
    .filter((deal) => deal.status === "won")
    .map((deal) => ({ day: deal.closeDate, amount: deal.amount.minor }));
  for (const { kind, startsOn, phase, actual, won, forecast } of trials) {
    const period = forecastPeriod(kind, startsOn);
    expect(actual).toBe(bookedIn(booked, period));
    expect(won).toBe(bookedIn(booked, { from: period.from, to: dayOfPhase(period, phase) }));
    expect(forecast).toBeGreaterThanOrEqual(won);
    expect(period.to <= "2026-11-17").toBe(true);
  }
}, 60_000);

test("the trials are kept, and the hybrid's accuracy is handed to the KPIs", async () => {
  const kept = await desk.look((tx) => findBacktest(tx, WORKSPACE));
  expect(kept?.trials).toHaveLength(trials.length);
  expect(await desk.look((tx) => findRunningBacktest(tx, WORKSPACE))).toBeNull();
  const [kpi] = await desk.look((tx) => listHandedIn(tx, WORKSPACE));
  expect(kpi?.kpi).toBe("forecast_accuracy");
  expect(kpi?.cases).toBeGreaterThan(0);
});

test("models are trained on the past and kept, with the days they learned from", async () => {
  const { deals } = await trainModels(
    desk.deps.db,
    WORKSPACE,
    desk.clock.now(),
    addDays(TODAY, -1),
  );
  const models = await desk.look((tx) => findModels(tx, WORKSPACE));
  expect(models).toMatchObject({ deals, throughDay: "2026-11-17" });
  expect(models?.win.heldOut.length).toBeGreaterThan(0);
}, 60_000);

test("a look back says the same of earlier days, whatever is won or begun later", async () => {
  const earlier = { ...looking(), through: asDay("2026-07-31") };
  const before = await lookBack(earlier);
  expect(before.trials.length).toBeGreaterThan(10);
  const later = at(asDay("2026-11-13"));
  await happened([
    {
      ...business()[1],
      createdAt: at(asDay("2026-11-12")),
      closedAt: later,
      closeDate: asDay("2026-11-13"),
      stageEnteredAt: later,
      updatedAt: later,
    },
  ]);
  desk.clock.forward(86_400_000);
  await night(desk);
  expect(await lookBack(earlier)).toEqual(before);
}, 60_000);
