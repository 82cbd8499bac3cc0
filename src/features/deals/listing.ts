import { isAllowed } from "../../kernel/access.ts";
import { asDay } from "../../kernel/dates.ts";
import { person } from "../../slack/args.ts";
import type { Call } from "../../slack/call.ts";
import type { Reply } from "../../slack/reply.ts";
import { listAudit } from "../audit/index.ts";
import { namesOf, resolvePerson } from "../people/index.ts";
import type { ListRequest } from "./domain/filter.ts";
import { stageName } from "./domain/stage.ts";
import type { DealFilter } from "./queries/filtered.ts";
import { type DealCursor, listDeals, totalByStage, totalDeals } from "./queries/list.ts";
import { listParts } from "./queries/parts.ts";
import { read, seeDeal, viewingOf } from "./reading.ts";
import { dealHistory } from "./views/history.ts";
import { peopleIn } from "./views/history-words.ts";
import { dealList, pipelineTotals } from "./views/list.ts";

const PAGE = 30;
const HISTORY = 50;

/** A list as somebody asked for it: without a scope sellers see theirs, managers their team's, others all. */
export async function showRequested(call: Call, request: ListRequest): Promise<Reply> {
  const owner = request.owner === undefined ? null : await ownerOf(call, request.owner);
  const { scope, status, stages, closesFrom, closesTo, atRisk } = request;
  return showList(call, {
    scope: scope ?? (owner ? "all" : defaultScope(call)),
    status,
    ownerId: owner?.id,
    stages,
    closesFrom: closesFrom === undefined ? undefined : asDay(closesFrom),
    closesTo: closesTo === undefined ? undefined : asDay(closesTo),
    atRisk,
  });
}

/** One page of deals with the totals of all that fit; people outside sales get the totals by stage. */
export async function showList(call: Call, filter: DealFilter, after?: DealCursor): Promise<Reply> {
  const { actor, settings } = call;
  const outside = actor.roles.every((role) => !isAllowed({ roles: [role] }, "deal.see_all"));
  if (outside) {
    const totals = await read(call, (tx) => totalByStage(tx, actor.workspaceId));
    return pipelineTotals(totals, settings.baseCurrency);
  }
  // Sent one behind the other without waiting in between.
  const [page, totals] = await read(call, (tx, viewing) =>
    Promise.all([
      listDeals(tx, viewing, filter, { limit: PAGE, after }),
      totalDeals(tx, viewing, filter),
    ]),
  );
  return dealList({ filter, ...page, totals, about: aboutFilter(filter) }, viewingOf(call));
}

/** Everything that happened to a deal the actor may see. */
export async function showHistory(call: Call, id: number): Promise<Reply> {
  const view = await seeDeal(call, id);
  const { workspaceId } = call.actor;
  const [lines, names] = await read(call, async (tx) => {
    const parts = await listParts(tx, workspaceId, id);
    const found = await listAudit(tx, workspaceId, [{ kind: "deal", id }, ...parts], HISTORY);
    return [found, await namesOf(tx, workspaceId, found.flatMap(peopleIn))] as const;
  });
  return dealHistory(view, lines, names, viewingOf(call));
}

function ownerOf(call: Call, text: string) {
  const words = [{ text, quoted: true }];
  const context = {
    now: call.now,
    timeZone: call.actor.timeZone,
    currency: call.settings.baseCurrency,
  };
  return resolvePerson(call, person().parse(words, context));
}

function defaultScope({ actor }: Call): DealFilter["scope"] {
  if (actor.roles.some((role) => role === "ae" || role === "sdr" || role === "se")) return "mine";
  return actor.roles.includes("manager") ? "team" : "all";
}

function aboutFilter(filter: DealFilter): string {
  return [
    filter.status === "open" || filter.status === "any" ? null : filter.status,
    filter.stages ? `in ${filter.stages.map(stageName).join(" or ")}` : null,
    filter.closesFrom && filter.closesTo
      ? `closing ${filter.closesFrom} to ${filter.closesTo}`
      : filter.closesTo
        ? `closing by ${filter.closesTo}`
        : filter.closesFrom
          ? `closing from ${filter.closesFrom}`
          : null,
    filter.atRisk ? "at risk" : null,
  ]
    .filter(Boolean)
    .join(" ");
}
