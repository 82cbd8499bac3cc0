import type { Tx } from "../../../db/client.ts";
import { nextNumber } from "../../../db/counters.ts";
import { dayOf } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";
import { formatId } from "../../../kernel/ids.ts";
import { settingsSchema } from "../../../kernel/settings.ts";
import { record } from "../../audit/index.ts";
import { type Changed, type DealAct, workOnDeal } from "../../deals/index.ts";
import { numbered, type PlannedCriterion } from "../domain/criteria.ts";
import { cleanText, MAX_LINE } from "../domain/lines.ts";
import type { Poc, PocStatus } from "../domain/poc.ts";
import { checkScope, type Scope } from "../domain/scope.ts";
import { statusWords } from "../domain/words.ts";
import { findLivePoc } from "../queries/poc.ts";
import { pocs } from "../schema/pocs.ts";
import { pocEventWords } from "../views/events.ts";
import { planReminders } from "./reminders.ts";
import { saveCriteria } from "./save-poc.ts";

/**
 * Scopes a proof of concept on an open deal. The limits are asked again here: a setting may have changed since the form was opened.
 * @throws AppError bad_input over a limit, conflict while the deal has a live one, forbidden, not_found
 */
export function scopePoc(
  act: DealAct,
  dealId: number,
  scope: Scope,
  criteria: readonly PlannedCriterion[],
): Promise<{ result: Poc; change: Changed }> {
  return workOnDeal(act, dealId, "engineering.work", async (tx, { deal }) => {
    if (deal.status !== "open")
      throw new AppError(
        "rule_broken",
        `That deal is ${deal.status}: there is nothing left to prove.`,
        "A manager opens it again with `/deal reopen`.",
      );
    const wanted = cleanScope(scope);
    checkScope(wanted, limitsOf(act));
    await refuseSecond(tx, act, dealId);
    const { workspaceId, personId, roles } = act.actor;
    const poc: Poc = {
      ...wanted,
      id: await nextNumber(tx, workspaceId, "poc"),
      dealId,
      status: "planned",
      seId: deal.seId ?? (roles.includes("se") ? personId : null),
      startedAt: null,
      completedAt: null,
      decidedAt: null,
      decidedBy: null,
      decisionNote: null,
      acceptance: null,
      acceptanceUrl: null,
      requestedBy: personId,
      version: 1,
      createdAt: act.now,
      updatedAt: act.now,
    };
    await tx.insert(pocs).values({
      workspaceId,
      ...poc,
      features: [...poc.features],
      integrations: [...poc.integrations],
    });
    await saveCriteria(tx, workspaceId, poc.id, numbered(criteria));
    await record(tx, act, [
      {
        action: "poc.scoped",
        subject: "poc",
        subjectId: poc.id,
        after: {
          dealId,
          ...wanted,
          criteria: criteria.map(({ text, mustHave }) => ({ text, mustHave })),
        },
      },
    ]);
    await planReminders(tx, act, poc);
    const today = dayOf(act.now, act.actor.timeZone);
    return {
      result: poc,
      words: pocEventWords(poc, { kind: "scoped" }, today),
      tell: [poc.seId],
    };
  });
}

/** The limits of the actor's workspace; the defaults where an act brings no settings. */
export function limitsOf(act: Pick<DealAct, "settings">) {
  return (act.settings ?? settingsSchema.parse({})).poc;
}

/** A scope with its texts tidied. @throws AppError bad_input for an entry that is too long */
export function cleanScope(scope: Scope): Scope {
  const entry = (text: string) => {
    const clean = cleanText(text);
    if (clean.length > MAX_LINE)
      throw new AppError("bad_input", `An entry has ${clean.length} characters; ${MAX_LINE} fit.`);
    return clean;
  };
  return {
    ...scope,
    title: cleanText(scope.title),
    description: scope.description?.trim() || null,
    scope: scope.scope?.trim() || null,
    features: scope.features.map(entry),
    integrations: scope.integrations.map(entry),
  };
}

/** @throws AppError conflict that points at the live one */
export async function refuseSecond(tx: Tx, act: DealAct, dealId: number): Promise<void> {
  const live = await findLivePoc(tx, act.actor.workspaceId, dealId);
  if (live) throw secondPoc(live);
}

/** The refusal of a second live proof of concept on a deal. */
export function secondPoc(live: { id: number; status: PocStatus }): AppError {
  const id = formatId("poc", live.id);
  return new AppError(
    "conflict",
    `This deal has a proof of concept already: ${id}, ${statusWords(live.status)}.`,
    `\`/poc show ${id}\` opens it. Another one can be scoped when it is completed.`,
  );
}
