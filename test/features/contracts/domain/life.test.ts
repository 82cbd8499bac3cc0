import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  CONTRACT_STATUSES,
  type ContractStatus,
} from "../../../../src/features/contracts/domain/contract.ts";
import {
  addPoint,
  askReview,
  type ContractDecision,
  type ContractState,
  changePoint,
  edit,
  end,
  endReview,
  send,
  sign,
  takeVerdict,
} from "../../../../src/features/contracts/domain/decide.ts";
import {
  CONTRACT_ACTS,
  type ContractAct,
  legalActs,
} from "../../../../src/features/contracts/domain/life.ts";
import { termsOf } from "../../../../src/features/contracts/domain/terms.ts";
import { asDay } from "../../../../src/kernel/dates.ts";
import { AppError } from "../../../../src/kernel/errors.ts";
import { aPoint, BY, stateOf } from "./a-contract.ts";

/** What each act makes of each status; a dash is a refusal. */
const LIFE: Record<ContractAct, Record<ContractStatus, ContractStatus | "–">> = {
  edit: {
    draft: "draft",
    in_review: "draft",
    approved: "draft",
    changes_asked: "draft",
    sent: "draft",
    signed: "–",
    ended: "–",
  },
  point: {
    draft: "draft",
    in_review: "in_review",
    approved: "approved",
    changes_asked: "changes_asked",
    sent: "sent",
    signed: "–",
    ended: "–",
  },
  review: {
    draft: "in_review",
    in_review: "–",
    approved: "–",
    changes_asked: "in_review",
    sent: "–",
    signed: "–",
    ended: "–",
  },
  send: {
    draft: "sent",
    in_review: "–",
    approved: "sent",
    changes_asked: "–",
    sent: "–",
    signed: "–",
    ended: "–",
  },
  sign: {
    draft: "–",
    in_review: "–",
    approved: "–",
    changes_asked: "–",
    sent: "signed",
    signed: "–",
    ended: "–",
  },
  end: {
    draft: "ended",
    in_review: "ended",
    approved: "ended",
    changes_asked: "ended",
    sent: "ended",
    signed: "–",
    ended: "–",
  },
};

const SIGNATURE = {
  signedOn: asDay("2026-11-17"),
  customer: "Jane Doe",
  us: "Dan Manager",
  fileUrl: "https://sign.example/42",
};
const OPEN_POINT = { kind: "must_have", text: "EU hosting", state: "open", outcome: null } as const;
const DO: Record<ContractAct, (state: ContractState) => ContractDecision> = {
  edit: (state) => edit(state, { ...termsOf(state.contract), termMonths: 24 }),
  point: (state) => addPoint(state, OPEN_POINT, BY),
  review: askReview,
  send: (state) => send(state, BY),
  sign: (state) => sign(state, SIGNATURE, BY),
  end: (state) => end(state, "They sign their own paper", BY),
};

function refusal(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error("Nothing was refused.");
}

describe("a contract goes through its life one legal step at a time", () => {
  const cases = CONTRACT_ACTS.flatMap((act) =>
    CONTRACT_STATUSES.map((from) => ({ act, from, to: LIFE[act][from] })),
  );
  test.each(cases)("$act from $from: $to", ({ act, from, to }) => {
    const state = stateOf({ status: from });
    if (to !== "–") return expect(DO[act](state).contract.status).toBe(to);
    const { code, message, hint } = refusal(() => DO[act](state));
    expect(message).toContain("contract_3");
    expect(hint, "says what to do instead").toBeTruthy();
    for (const legal of legalActs(from).filter((one) => one !== "end"))
      expect(hint).toContain(`/contract ${legal} contract_3`);
    const isDone = { review: "in_review", send: "sent", sign: "signed", end: "ended" } as const;
    expect(code).toBe(
      act in isDone && isDone[act as keyof typeof isDone] === from ? "conflict" : "rule_broken",
    );
  });

  test("whatever people try in whatever order, only signed by way of sent, and sent by way of a review where one is needed", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("standard_sla", "enterprise_sla", "custom_sla"),
        fc.array(fc.constantFrom(...CONTRACT_ACTS, "approved", "changes_asked", "withdrawn"), {
          maxLength: 25,
        }),
        (template, acts) => {
          let state: ContractState = stateOf({ template });
          let approvedAs: string | null = null;
          const paper = () => JSON.stringify(termsOf(state.contract));
          for (const act of acts) {
            const before = state.contract.status;
            try {
              state =
                act === "withdrawn"
                  ? endReview(state, "withdrawn")
                  : act === "approved" || act === "changes_asked"
                    ? takeVerdict(state, act, { comment: null, personId: 9, now: BY.now })
                    : act === "edit"
                      ? edit(state, {
                          ...termsOf(state.contract),
                          termMonths: (state.contract.termMonths % 36) + 1,
                        })
                      : DO[act](state);
            } catch (error) {
              if (!(error instanceof AppError)) throw error;
              continue;
            }
            if (act === "approved") approvedAs = paper();
            const { status } = state.contract;
            if (status === "sent" && before !== "sent" && template !== "standard_sla")
              expect(approvedAs, "what is sent is what legal read").toBe(paper());
            if (status === "signed" && before !== "signed") expect(before).toBe("sent");
            if (before === "signed" || before === "ended") expect(status).toBe(before);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("what legal has read or the customer has got", () => {
  test("no longer counts when the terms change, and an open review ends", () => {
    const read = { reviewedAt: BY.now, reviewedBy: 9, reviewComment: "Fine", sentAt: BY.now };
    const decided = DO.edit(stateOf({ status: "sent", ...read }));
    expect(decided.contract).toMatchObject({
      status: "draft",
      reviewedAt: null,
      reviewComment: null,
      sentAt: null,
    });
    expect(decided.endsReview).toBe(false);
    expect(DO.edit(stateOf({ status: "in_review" })).endsReview).toBe(true);
  });

  test("stays as it is when nothing changes", () => {
    const state = stateOf({ status: "in_review" });
    expect(edit(state, termsOf(state.contract))).toEqual({
      ...state,
      event: null,
      endsReview: false,
    });
  });

  test("stays while points are talked about, and no longer counts once one is agreed", () => {
    const state = stateOf({ status: "in_review" }, [aPoint()]);
    const talked = changePoint(state, 1, { ...OPEN_POINT, text: "Hosting in Frankfurt" }, BY);
    expect(talked).toMatchObject({ contract: { status: "in_review" }, endsReview: false });
    const agreed = changePoint(state, 1, { ...OPEN_POINT, state: "agreed" }, BY);
    expect(agreed).toMatchObject({
      contract: { status: "draft" },
      endsReview: true,
      points: [{ outcome: "EU hosting", settledBy: 1 }],
    });
    const dropped = changePoint(state, 1, { ...OPEN_POINT, state: "dropped" }, BY);
    expect(dropped).toMatchObject({
      contract: { status: "in_review" },
      points: [{ outcome: null }],
    });
    const given = changePoint(
      stateOf({ status: "approved" }, [aPoint({ kind: "walk_away" })]),
      1,
      { ...OPEN_POINT, kind: "walk_away", state: "agreed" },
      BY,
    );
    expect(given.contract.status, "a walk-away point is never in the paper").toBe("approved");
  });
});

describe("refusals", () => {
  test("a contract without a value is neither reviewed nor sent", () => {
    const free = stateOf({ value: { minor: 0, currency: "EUR" } });
    for (const act of ["review", "send"] as const)
      expect(refusal(() => DO[act](free)).message).toContain("contract_3 has no value yet");
  });

  test("a paper that is not the standard one names why it needs a review", () => {
    const { message, hint } = refusal(() =>
      send(
        stateOf({
          template: "enterprise_sla",
          support: "enterprise",
          sla: "99.9",
          customTerms: "x",
        }),
        BY,
      ),
    );
    expect(message).toBe(
      "contract_3 needs a legal review before it is sent: it is an Enterprise SLA and it has terms of its own.",
    );
    expect(hint).toContain("/contract review contract_3");
  });

  test("nobody signs tomorrow", () => {
    const tomorrow = { ...SIGNATURE, signedOn: asDay("2026-11-19") };
    expect(refusal(() => sign(stateOf({ status: "sent" }), tomorrow, BY)).code).toBe("bad_input");
  });

  test("a verdict on what is not in review any more is not made", () => {
    const verdict = { comment: null, personId: 9, now: BY.now };
    for (const status of CONTRACT_STATUSES.filter((one) => one !== "in_review"))
      expect(refusal(() => takeVerdict(stateOf({ status }), "approved", verdict)).code).toBe(
        "conflict",
      );
  });

  test("there is no thirty-first point, and no change of one that is not there", () => {
    const many = Array.from({ length: 30 }, (_, i) => aPoint({ n: i + 1 }));
    expect(refusal(() => addPoint(stateOf({}, many), OPEN_POINT, BY)).code).toBe("rule_broken");
    expect(refusal(() => changePoint(stateOf(), 4, OPEN_POINT, BY)).code).toBe("not_found");
    expect(refusal(() => addPoint(stateOf(), { ...OPEN_POINT, text: " \n " }, BY)).code).toBe(
      "bad_input",
    );
  });
});
