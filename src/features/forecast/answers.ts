import { readWorkspace } from "../../db/workspace.ts";
import { formatDayShort } from "../../kernel/dates.ts";
import type { Call } from "../../slack/call.ts";
import type { Reply } from "../../slack/reply.ts";
import { stageName } from "../deals/index.ts";
import { quotaOf, type ScopeFound } from "../pipeline/index.ts";
import type { Ask, View } from "./ask.ts";
import { featuresOf, type StandingDeal } from "./domain/deal-features.ts";
import { ofOwners } from "./domain/evidence.ts";
import { isSilent } from "./domain/method.ts";
import { explain } from "./domain/model/reasons.ts";
import { isTrusted } from "./domain/model/win-model.ts";
import { dueOn } from "./domain/period.ts";
import { mayRollUp, seeForecast, standpointOf } from "./forecasting.ts";
import { type Forecast, judge } from "./operations/make-forecast.ts";
import { listStandingCalls } from "./queries/calls.ts";
import { listNamedDeals } from "./queries/deal-names.ts";
import { listStandingDeals } from "./queries/standing-deals.ts";
import { answerView, type Shown } from "./views/answer.ts";
import {
  type DealChance,
  dealsView,
  type RepLine,
  repView,
  stageView,
  sureView,
} from "./views/parts.ts";
import { reasonWords } from "./views/reason-words.ts";

/** How many deals are listed with their reasons. */
const MOST_DEALS = 25;

/** A forecast in one of its views. */
export async function showForecast(call: Call, ask: Ask, view: View): Promise<Reply> {
  const { forecast, found, viewing } = await seeForecast(call, ask);
  const shown: Shown = {
    ask,
    forecast,
    title: found.title,
    today: viewing.today,
    level: call.settings.forecast.intervalLevel,
    mayRollUp: mayRollUp(call.actor),
  };
  switch (view) {
    case "rep":
      return repView(shown, await repLines(call, forecast, found));
    case "stage":
      return stageView(shown);
    case "sure":
      return sureView(shown);
    case "deals": {
      const { deals, total, how } = await dealChances(call, forecast, found, shown.today);
      return dealsView(shown, deals, total, how);
    }
    default:
      return answerView(shown);
  }
}

async function repLines(call: Call, forecast: Forecast, found: ScopeFound): Promise<RepLine[]> {
  const { evidence, period, method, learned, weights } = forecast;
  const owners = new Set([
    ...evidence.open.map((group) => group.ownerId),
    ...evidence.booked.flatMap((one) => (one.day >= period.from ? [one.ownerId] : [])),
  ]);
  const people = found.people.filter(
    (person) => owners.has(person.id) || found.sight.owners?.includes(person.id),
  );
  const { workspaceId } = call.actor;
  return readWorkspace(call.deps.db, workspaceId, async (tx) => {
    const calls = await listStandingCalls(tx, workspaceId, period);
    const lines: RepLine[] = [];
    for (const person of people) {
      const own = ofOwners(evidence, new Set([person.id]));
      const { answer, outlook } = judge(
        own,
        method,
        call.settings.forecast,
        learned.trials,
        weights,
      );
      const quota = await quotaOf(
        tx,
        { ...found, quotaOwners: [{ personId: person.id }] },
        period.kind,
        period.from,
        evidence.currency,
      );
      const said = calls.find((one) => one.personId === person.id);
      const commit = own.open.reduce(
        (sum, group) => sum + (group.category === "commit" ? group.amount : 0),
        0,
      );
      if (!owners.has(person.id) && !quota && !said) continue;
      lines.push({
        name: person.name,
        won: outlook.won,
        commit,
        total: isSilent(answer) ? null : answer.total,
        quota: quota?.minor ?? null,
        call:
          said && said.currency === evidence.currency
            ? (said.adjusted?.commit ?? said.commit)
            : null,
      });
    }
    return lines.sort((a, b) => (b.total ?? b.won) - (a.total ?? a.won));
  });
}

/** Each open deal with its chance: by the model where it is used, else by what was measured of deals that stood alike. */
async function dealChances(
  call: Call,
  forecast: Forecast,
  found: ScopeFound,
  today: Shown["today"],
): Promise<{ deals: DealChance[]; total: number; how: string }> {
  const { evidence, period, learned } = forecast;
  const { ml, ahead, through, chances, currency } = evidence;
  if (!ahead) return { deals: [], total: 0, how: "the period is over" };
  const sight = { ...found.sight, engineerId: null };
  const from = standpointOf(call.now);
  return readWorkspace(call.deps.db, call.actor.workspaceId, async (tx) => {
    const chanceOf = (deal: StandingDeal) =>
      chances.of(deal.stage, dueOn(through, deal.closeDate, ahead)).chance;
    const prospects =
      "silent" in ml
        ? (await listStandingDeals(tx, sight, from)).map((deal) => ({
            deal,
            chance: chanceOf(deal),
          }))
        : ml.prospects;
    const weighty = prospects
      .toSorted((a, b) => (b.deal.amount ?? 0) * b.chance - (a.deal.amount ?? 0) * a.chance)
      .slice(0, MOST_DEALS);
    const names = await listNamedDeals(tx, sight, from, period.to, {
      ids: weighty.map(({ deal }) => deal.dealId),
    });
    const model = learned.models && isTrusted(learned.models.win) ? learned.models.win : null;
    const deals = weighty.flatMap(({ deal, chance }): DealChance[] => {
      const named = names.find((one) => one.dealId === deal.dealId);
      if (!named) return [];
      const due = dueOn(through, deal.closeDate, ahead);
      const { won, cases } = chances.of(deal.stage, due);
      const ever = chances.ever(deal.stage);
      const place = `${stageName(named.stage)}, ${DUE_WORDS[due]}`;
      const measured =
        cases === 0 ? `${place}: none like it before` : `${place}: ${won} of ${cases} won in time`;
      const why = model
        ? explain(model, featuresOf(deal, through)).reasons.map((reason) =>
            reasonWords(reason, { currency, ownerName: named.ownerName }),
          )
        : [
            measured,
            `${Math.round(100 * ever.chance)} % in the end`,
            ...(deal.closePushes > 0 ? [`close date pushed ${deal.closePushes} times`] : []),
            ...(deal.hasContact ? [] : ["no contact"]),
          ];
      return [
        {
          name: named.accountName ? `${named.accountName} · ${named.title}` : named.title,
          amount: deal.amount,
          currency: deal.currency,
          closes: deal.closeDate ? formatDayShort(deal.closeDate, today) : "–",
          chance,
          why: why.slice(0, 3),
        },
      ];
    });
    const how = model
      ? "by the ml model; the numbers are percentage points of the chance to be won at all"
      : `by what was measured of deals that stood alike${learned.models ? ": the ml model did not beat that" : ""}`;
    return { deals, total: prospects.length, how };
  });
}

const DUE_WORDS = {
  in_time: "due in time",
  early: "overdue",
  later: "due later",
  none: "without a close date",
} as const;
