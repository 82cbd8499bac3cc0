import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  STEPS,
  type Step,
  stepsFrom,
  takeStep,
} from "../../../../src/features/objections/domain/lifecycle.ts";
import {
  OBJECTION_STATUSES,
  type ObjectionStatus,
} from "../../../../src/features/objections/domain/objection.ts";
import { AppError } from "../../../../src/kernel/errors.ts";
import { anObjection, NOW } from "../an-objection.ts";

const context = {
  personId: 2,
  now: NOW,
  answeredByName: "Ann Seller",
  settledByName: "Dan Manager",
};

function refusal(status: ObjectionStatus, step: Step, note: string | null = "because"): string {
  try {
    takeStep(anObjection({ status }), step, note, context);
  } catch (error) {
    if (error instanceof AppError) return `${error.code}: ${error.message} ${error.hint ?? ""}`;
    throw error;
  }
  return "allowed";
}

describe("the life of an objection", () => {
  test.each<[ObjectionStatus, Step, ObjectionStatus]>([
    ["open", "answer", "answered"],
    ["answered", "resolve", "resolved"],
    ["answered", "unresolved", "unresolved"],
    ["resolved", "reopen", "open"],
    ["unresolved", "reopen", "open"],
  ])("%s → %s → %s", (from, step, to) => {
    expect(takeStep(anObjection({ status: from }), step, "because", context).status).toBe(to);
  });

  test.each<[ObjectionStatus, Step, string]>([
    [
      "open",
      "resolve",
      "rule_broken: obj_9 is open: nobody has answered it yet. First comes `/objection answer obj_9`.",
    ],
    [
      "open",
      "unresolved",
      "rule_broken: obj_9 is open: nobody has answered it yet. First comes `/objection answer obj_9`.",
    ],
    [
      "open",
      "reopen",
      "rule_broken: obj_9 is open already. First comes `/objection answer obj_9`.",
    ],
    [
      "answered",
      "answer",
      "conflict: Ann Seller answered obj_9 4 minutes ago. Next is `/objection resolve obj_9` or `/objection unresolved obj_9`.",
    ],
    [
      "answered",
      "reopen",
      "rule_broken: Ann Seller answered obj_9 4 minutes ago. Now there is only `/objection resolve obj_9` or `/objection unresolved obj_9`.",
    ],
    [
      "resolved",
      "resolve",
      "conflict: Dan Manager resolved obj_9 4 minutes ago. Next is `/objection reopen obj_9 <why>`.",
    ],
    [
      "resolved",
      "unresolved",
      "rule_broken: Dan Manager resolved obj_9 4 minutes ago. Now there is only `/objection reopen obj_9 <why>`.",
    ],
    [
      "resolved",
      "answer",
      "rule_broken: Dan Manager resolved obj_9 4 minutes ago. Now there is only `/objection reopen obj_9 <why>`.",
    ],
    [
      "unresolved",
      "resolve",
      "rule_broken: Dan Manager marked obj_9 as not resolved 4 minutes ago. Now there is only `/objection reopen obj_9 <why>`.",
    ],
    [
      "unresolved",
      "unresolved",
      "conflict: Dan Manager marked obj_9 as not resolved 4 minutes ago. Next is `/objection reopen obj_9 <why>`.",
    ],
  ])("%s refuses %s in words that help", (from, step, words) => {
    expect(refusal(from, step)).toBe(words);
  });

  test("every step from every status is either legal or refused", () => {
    for (const status of OBJECTION_STATUSES)
      for (const step of STEPS)
        expect(refusal(status, step) === "allowed", `${status} ${step}`).toBe(
          stepsFrom(status).includes(step),
        );
  });

  test("reopening wants a reason and forgets who answered and settled", () => {
    expect(refusal("resolved", "reopen", "  ")).toContain("bad_input: Why is obj_9 open again?");
    expect(takeStep(anObjection({ status: "resolved" }), "reopen", "again", context)).toMatchObject(
      {
        status: "open",
        answeredBy: null,
        answeredAt: null,
        settledBy: null,
        settledAt: null,
        resolutionNote: null,
      },
    );
  });

  test("settling ends the follow-up and keeps how it went", () => {
    expect(
      takeStep(anObjection({ status: "answered" }), "resolve", " they signed ", context),
    ).toMatchObject({
      followUp: null,
      settledBy: 2,
      settledAt: NOW,
      resolutionNote: "they signed",
    });
  });

  test("whatever is done in whatever order: what is settled says when and by whom, what is not doesn't", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...STEPS), { maxLength: 12 }), (steps) => {
        let objection = anObjection({ status: "open" });
        for (const step of steps)
          try {
            objection = takeStep(objection, step, "so", context);
          } catch (error) {
            if (!(error instanceof AppError)) throw error;
          }
        const settled = ["resolved", "unresolved"].includes(objection.status);
        expect(objection.settledAt !== null).toBe(settled);
        expect(objection.settledBy !== null).toBe(settled);
        expect(objection.answeredAt !== null).toBe(objection.status !== "open");
      }),
    );
  });
});
