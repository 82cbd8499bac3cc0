import type { Day } from "../../../kernel/dates.ts";
import type { DealAct } from "../../deals/index.ts";
import { numbered, type PlannedCriterion } from "../domain/criteria.ts";
import {
  type Acceptance,
  acceptPoc as accept,
  completePoc as complete,
  extendPoc as extend,
  type Grading,
  gradeCriterion,
  rejectPoc as reject,
  startPoc as start,
} from "../domain/decision.ts";
import { checkAct } from "../domain/life.ts";
import { checkScope, type Scope } from "../domain/scope.ts";
import { changePoc } from "./change-poc.ts";
import { cleanScope, limitsOf, refuseSecond } from "./scope-poc.ts";

/** Starts a planned one today. */
export const startPoc = (act: DealAct, id: number) => changePoc(act, id, "start", start);

/** Grades one criterion. */
export const gradePoc = (act: DealAct, id: number, grading: Grading) =>
  changePoc(act, id, "grade", (state, by) => gradeCriterion(state, grading, by));

/** Moves the end; a completed one is taken up again, unless the deal has another live one by now. */
export const extendPoc = (act: DealAct, id: number, to: Day, reason: string) =>
  changePoc(act, id, "extend", async (state, by, { tx }) => {
    const decided = extend(state, to, reason, by);
    if (state.poc.status === "completed") await refuseSecond(tx, act, state.poc.dealId);
    return decided;
  });

/** Ends the run; the success report follows by itself. */
export const completePoc = (act: DealAct, id: number) => changePoc(act, id, "complete", complete);

/** Records that the customer accepted. */
export const acceptPoc = (act: DealAct, id: number, said: Acceptance) =>
  changePoc(act, id, "accept", (state, by) => accept(state, said, by));

/** Records that the customer rejected, and why. */
export const rejectPoc = (act: DealAct, id: number, reason: string) =>
  changePoc(act, id, "reject", (state, by) => reject(state, reason, by));

/** Changes the scope of a planned one, its criteria, or both; the limits hold as when it was scoped. */
export const editPoc = (
  act: DealAct,
  id: number,
  edit: { scope?: Scope | undefined; criteria?: readonly PlannedCriterion[] | undefined },
) =>
  changePoc(act, id, "edit", (state) => {
    const { poc, criteria, last } = state;
    checkAct(poc, "edit", last);
    const scope = edit.scope && cleanScope(edit.scope);
    if (scope) checkScope(scope, limitsOf(act));
    const after = { ...poc, ...scope };
    const planned = edit.criteria ? numbered(edit.criteria) : criteria;
    const same = JSON.stringify([poc, criteria]) === JSON.stringify([after, planned]);
    return {
      poc: after,
      criteria: same || !edit.criteria ? criteria : planned,
      event: same ? null : { kind: "edited" },
    };
  });
