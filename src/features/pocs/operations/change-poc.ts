import { inChange } from "../../../db/change.ts";
import type { Tx } from "../../../db/client.ts";
import { dayOf, formatInstant } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";
import { formatId } from "../../../kernel/ids.ts";
import { listAudit } from "../../audit/index.ts";
import { type Changed, type DealAct, type LockedDeal, workOnDealIn } from "../../deals/index.ts";
import type { By, PocDecision, PocEvent, PocState } from "../domain/decision.ts";
import { type LastAct, LEGAL, type PocAct } from "../domain/life.ts";
import type { Criterion, Poc } from "../domain/poc.ts";
import { shareReport } from "../job-kinds.ts";
import { findDealOfPoc, findPoc, lockPoc } from "../queries/poc.ts";
import { pocEventWords } from "../views/events.ts";
import { planReminders } from "./reminders.ts";
import { savePoc } from "./save-poc.ts";

/** A proof of concept before and after a change; no event means that nothing had to change. */
export type PocChange = {
  before: Poc;
  poc: Poc;
  criteria: { before: readonly Criterion[]; after: readonly Criterion[] };
  event: PocEvent | null;
};

/** A decision may need to look at more than the proof of concept, inside the same transaction. */
type Decide = (
  state: PocState,
  by: By,
  more: { tx: Tx; locked: LockedDeal },
) => PocDecision | Promise<PocDecision>;

/**
 * The only way to change a proof of concept: its deal is locked, the permission checked, a pure rule decides, and the row, the
 * audit entry, the messages, the reminders and the report's job are written together.
 * @throws AppError not_found, forbidden, or whatever the rule refuses; nothing is changed then
 */
export function changePoc(
  act: DealAct,
  id: number,
  what: PocAct,
  decide: Decide,
): Promise<{ result: PocChange; change: Changed }> {
  const { workspaceId, personId } = act.actor;
  const today = dayOf(act.now, act.actor.timeZone);
  return inChange(act, async (tx) => {
    const dealId = await findDealOfPoc(tx, workspaceId, id);
    if (dealId === null) throw noSuchPoc(id);
    return workOnDealIn<PocChange>(tx, act, dealId, "engineering.work", async (_, locked) => {
      await lockPoc(tx, workspaceId, id);
      const found = await findPoc(tx, workspaceId, id);
      if (!found) throw noSuchPoc(id);
      const { poc: before, criteria } = found;
      const last = LEGAL[what].includes(before.status) ? null : await lastAct(tx, act, before);
      const decided = await decide(
        { poc: before, criteria, last },
        { personId, now: act.now, today },
        { tx, locked },
      );
      const { event } = decided;
      const unchanged = { before: criteria, after: criteria };
      if (!event)
        return { result: { before, poc: before, criteria: unchanged, event }, words: null };
      const poc = { ...decided.poc, version: before.version + 1, updatedAt: act.now };
      const both = { before: criteria, after: decided.criteria };
      await savePoc(tx, act, before, poc, both, event);
      await follow(tx, act, before, poc);
      return {
        result: { before, poc, criteria: both, event },
        words: pocEventWords(poc, event, today),
        tell: [poc.seId ?? locked.deal.seId],
        isQuiet: !isNews(event, decided.criteria),
      };
    });
  });
}

/**
 * Whether somebody has to hear of it now. Five criteria graded in a row are one message, after the last; a must-have that
 * is not met, or a grade that is taken back, is told at once.
 */
function isNews(event: PocEvent, criteria: readonly Criterion[]): boolean {
  if (event.kind !== "graded") return true;
  const { grade, mustHave } = event.criterion;
  return (
    (mustHave && grade === "not_met") ||
    event.from !== "not_tested" ||
    criteria.every((one) => one.grade !== "not_tested")
  );
}

/** What a change sets going for later. */
async function follow(tx: Tx, act: DealAct, before: Poc, poc: Poc): Promise<void> {
  const moved =
    poc.status !== before.status ||
    poc.startsOn !== before.startsOn ||
    poc.endsOn !== before.endsOn;
  if (moved) await planReminders(tx, act, poc);
  if (poc.status === "completed" && before.status !== "completed")
    await act.deps.jobs.enqueue(
      tx,
      shareReport,
      { workspaceId: act.actor.workspaceId, pocId: poc.id },
      { key: `${poc.id}:v${poc.version}` },
    );
}

const VERBS: Readonly<Record<string, string>> = {
  "poc.scoped": "scoped",
  "poc.started": "started",
  "poc.extended": "extended",
  "poc.completed": "completed",
  "poc.accepted": "accepted",
  "poc.rejected": "rejected",
};

/** "Ada accepted it today 14:03": who brought it to where it is. */
async function lastAct(tx: Tx, act: DealAct, poc: Poc): Promise<LastAct> {
  const { workspaceId, timeZone } = act.actor;
  const trail = await listAudit(tx, workspaceId, { kind: "poc", id: poc.id }, 50);
  const line = trail.find((one) => VERBS[one.action] !== undefined);
  if (!line) return null;
  const when = formatInstant(line.at, { now: act.now, timeZone });
  return `${line.actorName ?? "Somebody"} ${VERBS[line.action]} it ${when}`;
}

/** The answer to an id that belongs to nothing. */
export function noSuchPoc(id: number): AppError {
  return new AppError(
    "not_found",
    `There is no proof of concept ${formatId("poc", id)}.`,
    "`/poc list all` shows them; `/poc scope <deal>` makes one.",
  );
}
