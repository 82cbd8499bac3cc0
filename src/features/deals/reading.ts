import type { Tx } from "../../db/client.ts";
import { readWorkspace } from "../../db/workspace.ts";
import { forbidden, isAllowed, type Relation } from "../../kernel/access.ts";
import { dayOf } from "../../kernel/dates.ts";
import { AppError } from "../../kernel/errors.ts";
import { formatId, ID_KINDS, type IdKind, parseId } from "../../kernel/ids.ts";
import type { Token } from "../../kernel/text.ts";
import type { Arg } from "../../slack/args.ts";
import type { Call } from "../../slack/call.ts";
import { PickOne } from "../../slack/pick-one.ts";
import { dealId } from "./domain/deal.ts";
import { stageName } from "./domain/stage.ts";
import { noSuchDeal } from "./operations/change-deal.ts";
import { type DealView, findDealView } from "./queries/deal.ts";
import { findDealOfRoom, type NamedDeal } from "./queries/guess.ts";
import { searchDeals } from "./queries/search.ts";
import type { Viewing } from "./queries/viewing.ts";
import { dealName } from "./views/names.ts";

/** A deal as somebody wrote it: its id, or words of its account or title. */
export type DealRef = { id: number } | { name: string };

/** `opp_123`, `123`, or a name. */
export const dealRef: Arg<DealRef> = {
  hint: "opp_123 or an account name",
  optional: false,
  words: Number.POSITIVE_INFINITY,
  parse(words) {
    refuseRest(words);
    const name = words.map((word) => word.text).join(" ");
    const id = parseId("opp", name);
    return id === null ? { name } : { id };
  },
  implied: async (call) => {
    const here = await dealHere(call);
    return here && [{ text: dealId(here), quoted: false }];
  },
};

/** The deal whose room this was asked in, if its reader may see it. */
async function dealHere(call: Call): Promise<NamedDeal | null> {
  const { channelId } = call;
  return channelId ? read(call, (tx, viewing) => findDealOfRoom(tx, viewing, channelId)) : null;
}

/**
 * Words behind an id that is written whole belong to what comes after it, and are no part of a name.
 * @throws AppError bad_input with those words
 */
export function refuseRest([first, ...rest]: readonly Token[]): void {
  const id = first?.text ?? "";
  if (rest.length === 0 || !/^[a-z]+[_-]/i.test(id)) return;
  if (ID_KINDS.every((kind) => parseId(kind, id) === null)) return;
  const words = rest.map((word) => word.text).join(" ");
  // The command adds how it is written.
  throw new AppError("bad_input", `I could not read “${words}” after ${id}.`);
}

/** Something that hangs on a deal, as somebody wrote it: by its own id, or by the deal's. */
export type ThingRef = { id: number } | { deal: DealRef };

/** `poc_4`, `4`, or the deal it belongs to as `dealRef` reads it. */
export function thingRef(kind: IdKind): Arg<ThingRef> {
  return {
    ...dealRef,
    hint: `${formatId(kind, 3)} or a deal`,
    parse(words, context) {
      const id = parseId(kind, words.map((word) => word.text).join(" "));
      return id === null ? { deal: dealRef.parse(words, context) } : { id };
    },
  };
}

/** Who asks, and what day it is for them. */
export function viewingOf(call: Pick<Call, "actor" | "settings" | "now">): Viewing {
  return {
    actor: call.actor,
    settings: call.settings,
    now: call.now,
    today: dayOf(call.now, call.actor.timeZone),
  };
}

/** Reads something in the actor's workspace. */
export function read<T>(call: Call, query: (tx: Tx, viewing: Viewing) => Promise<T>): Promise<T> {
  const viewing = viewingOf(call);
  return readWorkspace(call.deps.db, call.actor.workspaceId, (tx) => query(tx, viewing));
}

export type SeenDeal = DealView & { relations: Relation[] };

/**
 * A deal the actor may see.
 * @throws AppError not_found, or forbidden with who may
 */
export async function seeDeal(call: Call, id: number): Promise<SeenDeal> {
  const view = await read(call, (tx, viewing) => findDealView(tx, viewing, id));
  if (!view) throw noSuchDeal(id);
  const everyone = call.settings.salesSeeAllDeals && isAllowed(call.actor, "deal.see_all");
  if (!everyone && !isAllowed(call.actor, "deal.see", view.relations)) throw forbidden("deal.see");
  return view;
}

const MOST_CHOICES = 8;

/**
 * The id of the deal that was meant. A name finds open deals before closed ones; the best match wins when it is the only one of
 * its kind, else the answer asks which.
 * @throws PickOne, or AppError not_found
 */
export async function resolveDeal(call: Call, ref: DealRef): Promise<number> {
  if ("id" in ref) return ref.id;
  const hits = await read(call, async (tx, viewing) => {
    const options = { limit: MOST_CHOICES + 1 };
    const open = await searchDeals(tx, viewing, ref.name, { ...options, openOnly: true });
    return open.length > 0 ? open : searchDeals(tx, viewing, ref.name, options);
  });
  const [best] = hits;
  if (!best) {
    const here = await dealHere(call);
    throw new AppError(
      "not_found",
      `I know no deal by “${ref.name}”.`,
      here
        ? `This is the room of \`${dealId(here)}\`: put that before your words.`
        : "`/deal list` shows yours; `/deal new` makes one.",
    );
  }
  // A slip of the keyboard is offered, never taken for granted.
  const kind = Math.floor(best.score);
  const equals = hits.filter((hit) => Math.floor(hit.score) === kind);
  if (equals.length === 1 && kind >= 1) return best.id;
  throw new PickOne(
    kind >= 1
      ? `“${ref.name}” fits ${equals.length > MOST_CHOICES ? "many" : equals.length} deals. Which one?`
      : `I know no deal by “${ref.name}”. Did you mean one of these?`,
    ref.name,
    equals.slice(0, MOST_CHOICES).map((hit) => ({
      id: dealId(hit),
      label: `${dealName(hit)} (${stageName(hit.stage)})`,
    })),
  );
}

/**
 * The deal that was meant by whoever is after something on it: of several that fit the name it is the only one that has such a
 * thing, if there is such a one.
 * @param having which of these deals have it
 * @throws PickOne, or AppError not_found
 */
export async function resolveDealHaving(
  call: Call,
  ref: DealRef,
  having: (tx: Tx, workspaceId: string, dealIds: readonly number[]) => Promise<number[]>,
): Promise<number> {
  try {
    return await resolveDeal(call, ref);
  } catch (error) {
    if (!(error instanceof PickOne)) throw error;
    const ids = error.choices
      .map((choice) => parseId("opp", choice.id))
      .filter((id) => id !== null);
    const [only, ...others] = await read(call, (tx) => having(tx, call.actor.workspaceId, ids));
    if (only === undefined || others.length > 0) throw error;
    return only;
  }
}
