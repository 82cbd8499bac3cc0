import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Deal,
  type Decision,
  LOST_REASONS,
} from "../../../../src/features/deals/domain/deal.ts";
import { type DealEdit, editDeal } from "../../../../src/features/deals/domain/edit.ts";
import { type Evidence, missingFor } from "../../../../src/features/deals/domain/gates.ts";
import {
  moveDeal,
  reopenDeal,
  type UndoState,
  undoMove,
} from "../../../../src/features/deals/domain/move.ts";
import {
  isForward,
  STAGES,
  type Stage,
  stageProbability,
  statusOf,
} from "../../../../src/features/deals/domain/stage.ts";
import { asDay } from "../../../../src/kernel/dates.ts";
import { AppError } from "../../../../src/kernel/errors.ts";
import { ALL_EVIDENCE, aDeal, minutesLater } from "./a-deal.ts";

const stage = fc.constantFrom(...STAGES);
const evidence = fc.record({
  contact: fc.boolean(),
  amount: fc.boolean(),
  closeDate: fc.boolean(),
  requirement: fc.boolean(),
});
const reason = fc.constantFrom("", " ", "because");
const day = fc.constantFrom("2026-12-01", "2026-12-31", "2027-03-31").map(asDay);

const act = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("move" as const),
      to: stage,
      evidence,
      override: fc.option(reason, { nil: undefined }),
      lostReason: fc.option(fc.constantFrom(...LOST_REASONS), { nil: undefined }),
      lostTo: fc.option(fc.constant("Globex"), { nil: undefined }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("reopen" as const), to: stage, reason }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("undo" as const),
      minutes: fc.integer({ min: 0, max: 7 }),
    }),
  },
  fc.record({
    do: fc.constant("edit" as const),
    closeDate: fc.option(day),
    percent: fc.option(fc.integer({ min: -5, max: 105 })),
    reason,
  }),
);
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

/** What the database keeps of a move: the model's stage history. */
type Entry = {
  from: Stage;
  to: Stage;
  at: Date;
  version: number;
  kind: "moved" | "reopened" | "undone";
  before: UndoState;
};
type World = { deal: Deal; history: Entry[]; now: Date };

function decide(world: World, doing: Act): Decision | null {
  const { deal, now, history } = world;
  switch (doing.do) {
    case "move":
      return moveDeal(deal, doing, doing.evidence, now);
    case "reopen":
      return reopenDeal(deal, doing, now);
    case "undo": {
      const last = history.at(-1);
      return last?.kind === "moved"
        ? undoMove(
            deal,
            last,
            minutesLater(doing.minutes + (last.at.getTime() - minutesLater(0).getTime()) / 60_000),
          )
        : null;
    }
    case "edit": {
      const edit: DealEdit = {
        closeDate: doing.closeDate,
        ...(doing.percent === null
          ? {}
          : { probability: { percent: doing.percent, reason: doing.reason } }),
      };
      return editDeal(deal, edit);
    }
  }
}

/** Does what the operation does with a decision: the next version, and a line of history for each move. */
function step(world: World, doing: Act): World {
  const frozen = structuredClone(world.deal);
  let decision: Decision | null = null;
  try {
    decision = decide(world, doing);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
  // Neither a refusal nor a decision touches the deal it was asked about.
  expect(world.deal).toEqual(frozen);
  if (!decision || decision.events.length === 0) return world;
  const before = world.deal;
  const deal = { ...decision.deal, version: before.version + 1 };
  const entries = decision.events.flatMap((event): Entry[] =>
    event.kind === "moved" || event.kind === "reopened"
      ? [
          {
            from: event.from,
            to: event.to,
            at: world.now,
            version: deal.version,
            kind: event.kind === "reopened" ? "reopened" : event.undo ? "undone" : "moved",
            before: {
              probability: before.probability,
              probabilityReason: before.probabilityReason,
              lostReason: before.lostReason,
              lostTo: before.lostTo,
              stageEnteredAt: before.stageEnteredAt.toISOString(),
            },
          },
        ]
      : [],
  );
  return { deal, history: [...world.history, ...entries], now: world.now };
}

function mustBeLegal(deal: Deal): void {
  expect(deal.status).toBe(statusOf(deal.stage));
  expect(deal.closedAt !== null).toBe(deal.status !== "open");
  if (deal.status !== "lost") expect([deal.lostReason, deal.lostTo]).toEqual([null, null]);
  if (deal.probabilityReason === null) {
    expect(deal.probability).toBe(stageProbability(deal.stage));
  } else {
    expect(deal.status).toBe("open");
    expect(deal.probabilityReason.trim()).not.toBe("");
    expect(deal.probability).toBeGreaterThanOrEqual(1);
    expect(deal.probability).toBeLessThanOrEqual(99);
  }
  if (deal.status === "won") expect(deal.probability).toBe(100);
  if (deal.status === "lost") expect(deal.probability).toBe(0);
}

describe("whatever people do to a deal, in whatever order", () => {
  test("it is never in an illegal state, and its history leads from its first stage to where it stands", () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(fc.array(act, { minLength: 12, maxLength: 40 }), (acts) => {
        let world: World = { deal: aDeal("lead"), history: [], now: minutesLater(0) };
        for (const doing of acts) {
          const next = step({ ...world, now: new Date(world.now.getTime() + 60_000) }, doing);
          if (next.deal !== world.deal) seen.set(doing.do, (seen.get(doing.do) ?? 0) + 1);
          world = next;
          mustBeLegal(world.deal);
        }
        let at: Stage = "lead";
        for (const entry of world.history) {
          expect(entry.from).toBe(at);
          at = entry.to;
        }
        expect(world.deal.stage).toBe(at);
      }),
      { numRuns: 500 },
    );
    // The sequences would prove nothing if all of it were refused.
    for (const kind of ["move", "reopen", "undo", "edit"])
      expect(seen.get(kind) ?? 0, kind).toBeGreaterThan(20);
  });

  test("a move and its undo leave it as it was, but for the version", () => {
    fc.assert(
      fc.property(stage, stage, fc.option(fc.integer({ min: 1, max: 99 })), (from, to, percent) => {
        fc.pre(from !== to && statusOf(from) === "open");
        const deal =
          percent === null
            ? aDeal(from)
            : editDeal(aDeal(from), { probability: { percent, reason: "a feeling" } }).deal;
        const world = { deal, history: [], now: minutesLater(0) };
        const moved = step(world, {
          do: "move",
          to,
          evidence: ALL_EVIDENCE,
          override: undefined,
          lostReason: "price",
          lostTo: "Globex",
        });
        expect(moved.deal.stage).toBe(to);
        const back = step(moved, { do: "undo", minutes: 1 });
        expect(back.deal).toEqual({ ...deal, version: deal.version + 2 });
        // What was taken back once is not taken back again.
        expect(step(back, { do: "undo", minutes: 1 })).toBe(back);
      }),
    );
  });
});

describe("gates", () => {
  const all = fc.record({
    contact: fc.boolean(),
    amount: fc.boolean(),
    closeDate: fc.boolean(),
    requirement: fc.boolean(),
    lostReason: fc.boolean(),
  });
  const keys = ["contact", "amount", "closeDate", "requirement", "lostReason"] as const;

  test("never ask for more when more is known", () => {
    fc.assert(
      fc.property(stage, stage, all, fc.constantFrom(...keys), (from, to, known, more) => {
        const before = missingFor(from, to, known);
        const after = missingFor(from, to, { ...known, [more]: true });
        expect(before).toEqual(expect.arrayContaining(after));
        expect(after).not.toContain(more);
      }),
    );
  });
  test("ask for nothing that is known, and with everything known for nothing", () => {
    fc.assert(
      fc.property(stage, stage, all, (from, to, known) => {
        for (const key of missingFor(from, to, known)) expect(known[key]).toBe(false);
        const everything: Evidence = { ...ALL_EVIDENCE, lostReason: true };
        expect(missingFor(from, to, everything)).toEqual([]);
      }),
    );
  });
  test("ask for nothing on the way back", () => {
    const nothing: Evidence = {
      contact: false,
      amount: false,
      closeDate: false,
      requirement: false,
      lostReason: false,
    };
    for (const from of STAGES)
      for (const to of STAGES)
        if (!isForward(from, to) && to !== "closed_lost")
          expect(missingFor(from, to, nothing), `${from} → ${to}`).toEqual([]);
  });
  test("can't be gone round: a way in two steps asks for at least as much as the straight one", () => {
    fc.assert(
      fc.property(stage, stage, stage, all, (from, between, to, known) => {
        fc.pre(isForward(from, between) && isForward(between, to));
        const twoSteps = [...missingFor(from, between, known), ...missingFor(between, to, known)];
        expect(new Set(twoSteps)).toEqual(new Set(missingFor(from, to, known)));
      }),
    );
  });
});
