import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readWorkspace } from "../../../src/db/workspace.ts";
import { DEAL_FEATURES, featuresOf } from "../../../src/features/forecast/domain/deal-features.ts";
import type { Evidence } from "../../../src/features/forecast/domain/evidence.ts";
import { outlookOf } from "../../../src/features/forecast/domain/evidence.ts";
import { lessonsOf } from "../../../src/features/forecast/domain/lessons.ts";
import {
  dueOn,
  forecastPeriod,
  originsBefore,
} from "../../../src/features/forecast/domain/period.ts";
import { type Gathering, gather } from "../../../src/features/forecast/operations/gather.ts";
import { wholeWorkspace } from "../../../src/features/forecast/operations/learn-models.ts";
import {
  listOutcomes,
  listStandingDeals,
} from "../../../src/features/forecast/queries/standing-deals.ts";
import { dealsAsOf, type PastDeal } from "../../../src/features/pipeline/index.ts";
import { addDays, asDay, type Day, daysBetween } from "../../../src/kernel/dates.ts";
import { settingsSchema } from "../../../src/kernel/settings.ts";
import { type Desk, openDesk, WORKSPACE } from "../deals/desk.ts";
import { night, story, tell } from "../pipeline/story.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

const settings = settingsSchema.parse({}).forecast;
const utc = (moment: Date) => asDay(moment.toISOString().slice(0, 10));

/** What is known when a day is over, for the month it lies in. */
async function known(day: Day, over: Partial<Gathering> = {}): Promise<Evidence> {
  const { evidence } = await readWorkspace(desk.deps.db, WORKSPACE, (tx) =>
    gather(tx, {
      sight: wholeWorkspace(WORKSPACE),
      period: forecastPeriod("month", day),
      from: { at: day, through: day },
      baseCurrency: "EUR",
      models: { silent: "not asked" },
      ...over,
    }),
  );
  return evidence;
}
const plain = (evidence: Evidence) => ({
  ...evidence,
  chances: {
    sizeFactor: evidence.chances.sizeFactor,
    of: evidence.open.map(({ stage, due }) => evidence.chances.of(stage, due)),
  },
  open: [...evidence.open].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
});
const asOf = (day: Day) =>
  readWorkspace(desk.deps.db, WORKSPACE, (tx) => dealsAsOf(tx, WORKSPACE, day));
const eur = (deal: PastDeal) => (deal.amount?.currency === "EUR" ? deal.amount.minor : 0);

describe("what a forecast rests on", () => {
  test("a forecast made as of a past day is the same whatever happens later", async () => {
    await fc.assert(
      fc.asyncProperty(
        story({ min: 3, max: 8 }),
        story({ min: 2, max: 5 }),
        async (past, later) => {
          let last = utc(desk.clock.now());
          await tell(desk, past, async (day) => {
            last = day;
            await night(desk);
          });
          const before = await known(last);
          const outcomes = await desk.look((tx) => listOutcomes(tx, WORKSPACE, last));
          await tell(desk, later, () => night(desk).then(() => undefined));
          expect(plain(await known(last))).toEqual(plain(before));
          expect(await desk.look((tx) => listOutcomes(tx, WORKSPACE, last))).toEqual(outcomes);
          const weights = settings.weights;
          expect(outlookOf(await known(last), settings, weights).hybrid).toEqual(
            outlookOf(before, settings, weights).hybrid,
          );
        },
      ),
      { numRuns: 4 },
    );
  }, 60_000);

  test("every figure is what one counts by hand", async () => {
    await fc.assert(
      fc.asyncProperty(
        story({ min: 5, max: 10 }),
        fc.integer({ min: 31, max: 45 }),
        async (days, quiet) => {
          let last = utc(desk.clock.now());
          await tell(desk, days, async (day) => {
            last = day;
            await night(desk);
          });
          // A month goes by, so that there are past days to learn from.
          desk.clock.forward(quiet * 86_400_000);
          await night(desk);
          const day = addDays(utc(desk.clock.now()), -1);
          expect(day > last).toBe(true);
          const evidence = await known(day);
          const book = await asOf(day);
          const { period, ahead } = evidence;
          if (!ahead) return;

          const won = book.filter(
            (deal) =>
              deal.status === "won" &&
              deal.closedAt !== null &&
              utc(deal.closedAt) >= period.from &&
              utc(deal.closedAt) <= period.to,
          );
          const { won: counted, growth, answers } = outlookOf(evidence, settings, settings.weights);
          expect(counted).toBe(won.reduce((sum, deal) => sum + eur(deal), 0));

          const open = book.filter(
            (deal) => deal.status === "open" && (deal.amount?.currency ?? "EUR") === "EUR",
          );
          const expected = open.reduce(
            (sum, deal) =>
              sum +
              eur(deal) *
                evidence.chances.of(deal.stage, dueOn(day, deal.closeDate, ahead)).chance *
                evidence.chances.sizeFactor,
            0,
          );
          const pipeline = answers.pipeline;
          if ("silent" in pipeline) throw new Error(pipeline.silent);
          expect(pipeline.total).toBeCloseTo(counted + expected + growth.expected, 4);
          expect(evidence.open.reduce((sum, one) => sum + one.amount, 0)).toBe(
            open.reduce((sum, deal) => sum + eur(deal), 0),
          );
          for (const [category, from, below] of [
            ["commit", 70, 101],
            ["best_case", 40, 70],
          ] as const)
            expect(
              evidence.open.reduce(
                (sum, one) => sum + (one.category === category ? one.amount : 0),
                0,
              ),
            ).toBe(
              open
                .filter(
                  (deal) =>
                    deal.closeDate !== null &&
                    deal.closeDate <= period.to &&
                    deal.probability >= from &&
                    deal.probability < below,
                )
                .reduce((sum, deal) => sum + eur(deal), 0),
            );
          await chancesByHand(evidence, day);
        },
      ),
      { numRuns: 4 },
    );
  }, 60_000);

  async function chancesByHand(evidence: Evidence, day: Day): Promise<void> {
    const { ahead } = evidence;
    if (!ahead) return;
    const first = (await asOf(day)).map((deal) => utc(deal.createdAt)).sort()[0] ?? day;
    const origins = originsBefore(day, ahead, first);
    expect(evidence.origins).toBe(origins.length);
    const now = new Map((await asOf(day)).map((deal) => [deal.dealId, deal]));
    const cells = new Map<string, { cases: number; won: number }>();
    for (const origin of origins) {
      const isAhead = (deal: PastDeal) =>
        deal.closedAt !== null &&
        utc(deal.closedAt) > addDays(origin, ahead.after) &&
        utc(deal.closedAt) <= addDays(origin, ahead.upTo);
      const stood = (await asOf(origin)).filter((deal) => deal.status === "open");
      for (const deal of stood) {
        const later = now.get(deal.dealId);
        const key = `${deal.stage} ${dueOn(origin, deal.closeDate, ahead)}`;
        const cell = cells.get(key) ?? { cases: 0, won: 0 };
        cell.cases += 1;
        if (later?.status === "won" && isAhead(later)) cell.won += 1;
        cells.set(key, cell);
      }
    }
    for (const [key, cell] of cells) {
      const [stage, due] = key.split(" ") as [PastDeal["stage"], "in_time"];
      expect(evidence.chances.of(stage, due)).toMatchObject(cell);
    }
    expect(evidence.days).toBe(daysBetween(first, day) + 1);
    const soon = [...now.values()].filter(
      (deal) =>
        deal.status === "won" &&
        deal.amount?.currency === "EUR" &&
        deal.closedAt !== null &&
        daysBetween(utc(deal.createdAt), utc(deal.closedAt)) < ahead.upTo,
    );
    const sum = (of: (one: Evidence["newcomers"][number]) => number) =>
      evidence.newcomers.reduce((all, one) => all + of(one), 0);
    expect(sum(({ count }) => count)).toBe(soon.length);
    expect(sum(({ amount }) => amount)).toBe(soon.reduce((all, deal) => all + eur(deal), 0));
    expect(sum(({ back, count }) => back * count)).toBe(
      soon.reduce((all, deal) => all + daysBetween(utc(deal.createdAt), day), 0),
    );
  }
});

describe("what the models may know of a deal", () => {
  test("nothing that is known only after closing, nor what an import told later", async () => {
    const days = Array.from({ length: 4 }, () => []);
    await desk.deal({
      amount: { minor: 5_000_00, currency: "EUR" },
      closeDate: asDay("2028-01-01"),
    });
    let last = utc(desk.clock.now());
    await tell(desk, days, async (day) => {
      last = day;
      await night(desk);
    });
    const deals = await desk.look((tx) =>
      listStandingDeals(tx, wholeWorkspace(WORKSPACE), { at: last, through: last }),
    );
    const [deal] = deals.slice(-1);
    if (!deal) throw new Error("There is no open deal.");
    const row = featuresOf(deal, last);
    expect(Object.keys(row).sort()).toEqual(DEAL_FEATURES.map(({ name }) => name).sort());
    expect(Object.keys(row).some((name) => /close(d)?( at| on)|outcome|lost|won/.test(name))).toBe(
      false,
    );
    const rebuilt = featuresOf({ ...deal, rebuilt: true }, last);
    expect(rebuilt).toMatchObject({ amount: null, owner: null, "days to close date": null });
  });

  test("an outcome that came after the day of learning is not learned", async () => {
    const deals = await desk.look((tx) =>
      listStandingDeals(tx, wholeWorkspace(WORKSPACE), {
        at: addDays(utc(desk.clock.now()), -1),
        through: addDays(utc(desk.clock.now()), -1),
      }),
    );
    const [model] = deals;
    if (!model) throw new Error("There is no open deal.");
    const many = Array.from({ length: 80 }, (_, i) => ({ ...model, dealId: i + 1 }));
    const outcomes = new Map(
      many.map(({ dealId }) => [
        dealId,
        {
          won: dealId % 2 === 0,
          closedOn: dealId <= 40 ? asDay("2026-03-10") : asDay("2026-05-10"),
        },
      ]),
    );
    const books = [{ day: asDay("2026-03-01"), deals: many }];
    const inApril = new Map([...outcomes].filter(([, { closedOn }]) => closedOn <= "2026-04-01"));
    expect(lessonsOf(books, inApril, asDay("2026-04-01"))).toMatchObject({ deals: 40 });
    expect(lessonsOf(books, outcomes, asDay("2026-06-01"))).toMatchObject({ deals: 80 });
    expect(lessonsOf(books, new Map(), asDay("2026-04-01"))).toBeNull();
  });
});
