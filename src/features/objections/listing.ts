import { forbidden, isAllowed } from "../../kernel/access.ts";
import { AppError } from "../../kernel/errors.ts";
import { parseId } from "../../kernel/ids.ts";
import { joinWords } from "../../kernel/text.ts";
import { person } from "../../slack/args.ts";
import type { Call } from "../../slack/call.ts";
import type { Reply } from "../../slack/reply.ts";
import { dealName, read, resolveDeal, seeDeal, viewingOf } from "../deals/index.ts";
import { resolvePerson } from "../people/index.ts";
import { statusName } from "./domain/lifecycle.ts";
import type { ListRequest, Scope } from "./domain/list-request.ts";
import { typeName } from "./domain/objection.ts";
import {
  countObjections,
  listObjections,
  type ObjectionCursor,
  type ObjectionFilter,
} from "./queries/list.ts";
import { objectionList } from "./views/list.ts";

const PAGE = 30;

/** A list as somebody asked for it: without a scope sellers see theirs, managers their team's, others all. */
export async function showRequested(call: Call, request: ListRequest): Promise<Reply> {
  const rep = request.rep === undefined ? null : await repOf(call, request.rep);
  const deal = request.deal === undefined ? null : await dealOf(call, request.deal);
  const { scope, statuses, types, severity } = request;
  return showList(call, {
    scope: scope ?? (rep || deal ? "all" : defaultScope(call)),
    statuses,
    types,
    severity,
    repId: rep?.id,
    dealId: deal ?? undefined,
  });
}

/** One page of objections with how many there are in all. */
export async function showList(
  call: Call,
  filter: ObjectionFilter,
  after?: ObjectionCursor,
): Promise<Reply> {
  // People outside sales see no deal, and so no objection: said in words, not by an empty table.
  const { actor } = call;
  if (!actor.roles.some((role) => isAllowed({ roles: [role] }, "deal.see_all")))
    throw forbidden("deal.see_all");
  const deal = filter.dealId === undefined ? null : await seeDeal(call, filter.dealId);
  const [page, totals] = await read(call, (tx, viewing) =>
    Promise.all([
      listObjections(tx, viewing, filter, { limit: PAGE, after }),
      countObjections(tx, viewing, filter),
    ]),
  );
  const about = [
    filter.statuses ? joinWords(filter.statuses.map(statusName), "or") : null,
    filter.severity ?? null,
    filter.types ? joinWords(filter.types.map(typeName), "or") : null,
    deal ? `on ${dealName({ ...deal.deal, accountName: deal.accountName })}` : null,
  ]
    .filter(Boolean)
    .join(", ");
  return objectionList({ filter, ...page, totals, about }, viewingOf(call));
}

function repOf(call: Call, written: string) {
  const { now, actor, settings } = call;
  const context = { now, timeZone: actor.timeZone, currency: settings.baseCurrency };
  return resolvePerson(call, person().parse([{ text: written, quoted: true }], context));
}

async function dealOf(call: Call, written: string): Promise<number> {
  const id = parseId("opp", written);
  if (id !== null) return id;
  try {
    return await resolveDeal(call, { name: written });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "not_found") throw error;
    throw new AppError(
      "not_found",
      error.message,
      "Filters are `mine`, `team`, `all`, `open`, a type like `pricing`, `high`, `by @ada`, and a deal's name.",
    );
  }
}

function defaultScope({ actor }: Call): Scope {
  if (actor.roles.some((role) => role === "ae" || role === "sdr" || role === "se")) return "mine";
  return actor.roles.includes("manager") ? "team" : "all";
}
