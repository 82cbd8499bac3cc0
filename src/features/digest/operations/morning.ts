import type { Tx } from "../../../db/client.ts";
import type { Actor } from "../../../kernel/access.ts";
import { addDays, type Day, dayOf, daysBetween, weekdayOf } from "../../../kernel/dates.ts";
import type { Settings } from "../../../kernel/settings.ts";
import { listWaitingFor } from "../../approvals/index.ts";
import type { Risk, Viewing } from "../../deals/index.ts";
import type { Person } from "../../people/index.ts";
import { findScope, type Insight, listInsights, markInsightsTold } from "../../pipeline/index.ts";
import type { Slot } from "../domain/subscription.ts";
import { listDue } from "../queries/due-today.ts";
import { leadsPeople } from "../queries/leads.ts";
import type { Subscription } from "../queries/subscriptions.ts";
import type { DigestMessage } from "../views/digest.ts";
import { type MorningData, morningMessage } from "../views/morning.ts";
import { type DigestData, gatherDigest } from "./gather.ts";

/** Days without a message that are made up for. */
const MOST_DAYS = 7;
const RISKS = 25;

/**
 * A person's morning: what is due, what is newly at risk, what waits; on the first working day of the week all that is at risk, and
 * what became of their deals in a week, or for those who lead people how their team stands. An alert is told once, so that nobody reads the same one every day.
 * @returns null when there is nothing to say
 */
export async function makeMorning(
  tx: Tx,
  of: {
    actor: Actor;
    person: Person;
    settings: Settings;
    slot: Slot;
    subscription: Subscription;
    sentAt: Date | null;
    /** For a look at it: no alert counts as told. */
    isPreview?: boolean | undefined;
  },
): Promise<DigestMessage | null> {
  const { actor, settings, slot, subscription, sentAt } = of;
  const { workspaceId, personId } = actor;
  const { timeZone, weekdays } = subscription.rhythm;
  const today = dayOf(slot.at, timeZone);
  const viewing: Viewing = { actor: { ...actor, timeZone }, settings, now: slot.at, today };
  const after = lastDayOf(sentAt, timeZone, today);
  const due = await listDue(tx, workspaceId, personId, { after, today, timeZone });
  const approvals = await listWaitingFor(tx, workspaceId, personId, slot.at);
  const own = await findScope(tx, viewing, `person:${personId}`);
  const { insights } = own ? await listInsights(tx, viewing, own.sight, RISKS) : { insights: [] };
  const isWeekStart = weekdayOf(today) === Math.min(...(weekdays ?? [1]));
  const fresh = insights.filter(isFresh);
  const named = isWeekStart ? insights : fresh;
  const lastWeek = (scope: "team" | "mine", title: string) =>
    gatherDigest(tx, {
      actor,
      settings,
      scope,
      cadence: "weekly",
      slot,
      timeZone,
      lastSent: null,
      skipped: [],
      title,
    });
  const leads = isWeekStart && (await leadsPeople(tx, workspaceId, personId));
  const team = leads ? await lastWeek("team", "Your team's") : null;
  const mine = isWeekStart && !leads ? await lastWeek("mine", "Your") : null;
  const week = hasHappened(mine) ? mine : null;
  const data: MorningData = {
    name: actor.name,
    today,
    timeZone,
    due,
    approvals,
    risks: named,
    team,
    week,
  };
  const isEmpty = due.length === 0 && approvals.length === 0 && named.length === 0;
  if (isEmpty && !week && !hasNews(team)) return null;
  if (!of.isPreview)
    await markInsightsTold(
      tx,
      workspaceId,
      named.flatMap(({ dealId, rules }) => rules.map(({ rule }) => ({ dealId, rule }))),
      slot.at,
    );
  return morningMessage(data, subscription);
}

function lastDayOf(sentAt: Date | null, timeZone: string, today: Day): Day {
  const yesterday = addDays(today, -1);
  if (sentAt === null) return yesterday;
  const last = dayOf(sentAt, timeZone);
  if (last >= today) return yesterday;
  const oldest = addDays(today, -MOST_DAYS);
  return daysBetween(last, today) > MOST_DAYS ? oldest : last;
}

/** News even of a deal whose owner knows that it is at risk. */
const SERIOUS: ReadonlySet<Risk> = new Set(["close_date_passed", "objection_high", "poc_failing"]);

/** Whether its owner was not told of the deal yet, or not of something serious. */
function isFresh({ rules }: Insight): boolean {
  const isNew = rules.every(({ toldAt }) => toldAt === null);
  return isNew || rules.some(({ rule, toldAt }) => toldAt === null && SERIOUS.has(rule));
}

function hasNews(team: DigestData | null): boolean {
  return team !== null && (team.figures.open.length > 0 || hasHappened(team));
}

function hasHappened(data: DigestData | null): boolean {
  return data !== null && Object.values(data.news).some(({ count }) => count > 0);
}
