import { describe, expect, test } from "vitest";
import { missingFor } from "../../../../src/features/deals/domain/gates.ts";
import {
  GateClosed,
  moveDeal,
  reopenDeal,
  undoMove,
} from "../../../../src/features/deals/domain/move.ts";
import {
  OPEN_STAGES,
  STAGES,
  type Stage,
  stageProbability,
  statusOf,
} from "../../../../src/features/deals/domain/stage.ts";
import { refusal } from "../../../kernel/refusal.ts";
import { ALL_EVIDENCE, aDeal, minutesLater, NO_EVIDENCE, NOW } from "./a-deal.ts";

/** What a deal without anything lacks: rows are where it stands, columns where it is to go. */
const GATE_TABLE: Record<string, Partial<Record<Stage, string>>> = {
  lead: {
    qualified: "contact amount",
    discovery: "contact amount",
    solution_design: "contact amount",
    demo: "contact amount",
    proposal: "contact amount closeDate requirement",
    negotiation: "contact amount closeDate requirement",
    closed_won: "contact amount closeDate requirement",
    closed_lost: "lostReason",
  },
  qualified: {
    proposal: "closeDate requirement",
    negotiation: "closeDate requirement",
    closed_won: "closeDate requirement",
    closed_lost: "lostReason",
  },
  discovery: {
    proposal: "closeDate requirement",
    negotiation: "closeDate requirement",
    closed_won: "closeDate requirement",
    closed_lost: "lostReason",
  },
  solution_design: {
    proposal: "closeDate requirement",
    negotiation: "closeDate requirement",
    closed_won: "closeDate requirement",
    closed_lost: "lostReason",
  },
  demo: {
    proposal: "closeDate requirement",
    negotiation: "closeDate requirement",
    closed_won: "closeDate requirement",
    closed_lost: "lostReason",
  },
  proposal: { closed_lost: "lostReason" },
  negotiation: { closed_lost: "lostReason" },
};

/** What a move from `from` to `to` says: moved, same, closed, or the evidence its gate asks for. */
function outcome(from: Stage, to: Stage): string {
  try {
    moveDeal(aDeal(from, { lostReason: null }), { to }, NO_EVIDENCE, NOW);
    return "moved";
  } catch (error) {
    if (error instanceof GateClosed) return error.missing.join(" ");
    const words = String(error);
    return words.includes("already") ? "same" : words.includes("is closed") ? "closed" : words;
  }
}

describe("moving a deal of which nothing is known", () => {
  const cases = STAGES.flatMap((from) =>
    STAGES.map((to) => {
      const expected =
        from === to
          ? "same"
          : statusOf(from) !== "open"
            ? "closed"
            : (GATE_TABLE[from]?.[to] ?? "moved");
      return { from, to, expected };
    }),
  );
  test.each(cases)("from $from to $to: $expected", ({ from, to, expected }) => {
    expect(outcome(from, to)).toBe(expected);
  });
});

describe("a deal that moved", () => {
  const cases = OPEN_STAGES.flatMap((from) =>
    STAGES.filter((to) => to !== from).map((to) => [from, to] as const),
  );
  test.each(cases)("from %s to %s stands there as the stage says", (from, to) => {
    const before = aDeal(from, { probability: 42, probabilityReason: "a feeling" });
    const { deal, events } = moveDeal(before, { to, lostReason: "price" }, ALL_EVIDENCE, NOW);
    const status = statusOf(to);
    expect(deal).toEqual({
      ...before,
      stage: to,
      status,
      probability: stageProbability(to),
      probabilityReason: null,
      stageEnteredAt: NOW,
      closedAt: status === "open" ? null : NOW,
      lostReason: status === "lost" ? "price" : null,
    });
    expect(events).toEqual([{ kind: "moved", from, to, override: null, undo: false }]);
  });

  test("as lost keeps who won it, and as anything else forgets it", () => {
    const lost = { to: "closed_lost", lostReason: "competitor", lostTo: "Globex" } as const;
    const { deal } = moveDeal(aDeal("demo"), lost, NO_EVIDENCE, NOW);
    expect(deal).toMatchObject({ lostReason: "competitor", lostTo: "Globex" });
    const won = { ...lost, to: "closed_won" } as const;
    expect(moveDeal(aDeal("negotiation"), won, NO_EVIDENCE, NOW).deal).toMatchObject({
      lostReason: null,
      lostTo: null,
    });
  });
});

describe("a closed gate", () => {
  const lead = aDeal("lead");
  test("says what is missing, in words", () => {
    expect(
      refusal(() => moveDeal(lead, { to: "proposal" }, { ...NO_EVIDENCE, amount: true }, NOW)),
    ).toBe(
      "rule_broken: Proposal needs a contact, a close date and at least one requirement first. Fill that in with `/deal edit opp_12`, or ask a manager to skip the gate.",
    );
  });
  test("opens for a reason, which is kept with the move", () => {
    const move = { to: "proposal", override: "  board meets on Monday " } as const;
    const { deal, events } = moveDeal(lead, move, NO_EVIDENCE, NOW);
    expect(deal.stage).toBe("proposal");
    expect(events).toMatchObject([{ override: "board meets on Monday" }]);
  });
  test.each(["", "  ", "\n"])("does not open for the empty reason %j", (override) => {
    expect(() => moveDeal(lead, { to: "demo", override }, NO_EVIDENCE, NOW)).toThrow(GateClosed);
  });
  test("that was open keeps no reason for skipping it", () => {
    const move = { to: "demo", override: "just because" } as const;
    expect(moveDeal(lead, move, ALL_EVIDENCE, NOW).events).toMatchObject([{ override: null }]);
  });
  test("asks for each thing once, in the order people are asked for it", () => {
    expect(missingFor("lead", "closed_won", { ...NO_EVIDENCE, lostReason: false })).toEqual([
      "contact",
      "amount",
      "closeDate",
      "requirement",
    ]);
  });
});

describe("a closed deal", () => {
  test.each(["closed_won", "closed_lost"] as const)("in %s is not moved, but reopened", (stage) => {
    const words = refusal(() => moveDeal(aDeal(stage), { to: "demo" }, ALL_EVIDENCE, NOW));
    expect(words).toContain("Platform rollout is closed");
    expect(words).toContain("/deal reopen opp_12 demo because …");
  });
  test("is offered for negotiation when it was to go from won to lost", () => {
    expect(
      refusal(() => moveDeal(aDeal("closed_won"), { to: "closed_lost" }, ALL_EVIDENCE, NOW)),
    ).toContain("/deal reopen opp_12 negotiation because …");
  });
});

describe("reopening", () => {
  const cases = STAGES.flatMap((from) => STAGES.map((to) => ({ from, to })));
  test.each(cases)("from $from in $to", ({ from, to }) => {
    const deal = aDeal(from, from === "closed_lost" ? { lostTo: "Globex" } : {});
    const reopen = () => reopenDeal(deal, { to, reason: " budget is back " }, NOW);
    if (statusOf(from) === "open") expect(refusal(reopen)).toContain("Platform rollout is open");
    else if (statusOf(to) !== "open") expect(refusal(reopen)).toContain("can't be reopened in");
    else {
      const { deal: after, events } = reopen();
      expect(after).toEqual({
        ...deal,
        stage: to,
        status: "open",
        probability: stageProbability(to),
        stageEnteredAt: NOW,
        closedAt: null,
        lostReason: null,
        lostTo: null,
      });
      expect(events).toEqual([{ kind: "reopened", from, to, reason: "budget is back" }]);
    }
  });
  test.each(["", "   "])("takes a reason, not %j", (reason) => {
    expect(
      refusal(() => reopenDeal(aDeal("closed_won"), { to: "negotiation", reason }, NOW)),
    ).toContain("bad_input: Reopening a deal needs a reason.");
  });
});

describe("taking a move back", () => {
  const before = {
    probability: 80,
    probabilityReason: "verbal yes",
    lostReason: null,
    lostTo: null,
    stageEnteredAt: "2026-09-01T08:00:00.000Z",
  } as const;
  const move = { from: "negotiation", to: "closed_lost", at: NOW, version: 3, before } as const;
  const moved = aDeal("closed_lost", { lostTo: "Globex", closedAt: NOW, stageEnteredAt: NOW });

  test("brings the deal back as it was: its own probability, its time in the stage, no lost reason", () => {
    const { deal, events } = undoMove(moved, move, minutesLater(2));
    expect(deal).toEqual(
      aDeal("negotiation", {
        probability: 80,
        probabilityReason: "verbal yes",
        stageEnteredAt: new Date("2026-09-01T08:00:00.000Z"),
      }),
    );
    expect(events).toEqual([
      { kind: "moved", from: "closed_lost", to: "negotiation", override: null, undo: true },
    ]);
  });
  test("of which the time in the stage was not kept begins it anew", () => {
    const { stageEnteredAt: _, ...old } = before;
    expect(undoMove(moved, { ...move, before: old }, minutesLater(2)).deal.stageEnteredAt).toEqual(
      minutesLater(2),
    );
  });
  test("is possible for five minutes", () => {
    expect(undoMove(moved, move, minutesLater(5)).deal.stage).toBe("negotiation");
    expect(refusal(() => undoMove(moved, move, new Date(minutesLater(5).getTime() + 1)))).toBe(
      "rule_broken: A move can be undone for 5 minutes, and those are over. Move it back with `/deal move opp_12 negotiation`.",
    );
  });
  test("is not possible once anything else happened to the deal", () => {
    expect(refusal(() => undoMove({ ...moved, version: 4 }, move, NOW))).toContain(
      "conflict: Platform rollout was changed again since that move.",
    );
  });
});
