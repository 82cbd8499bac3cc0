import { isAllowed } from "../../kernel/access.ts";
import { AppError } from "../../kernel/errors.ts";
import { formatId } from "../../kernel/ids.ts";
import { cut } from "../../kernel/text.ts";
import type { Call } from "../../slack/call.ts";
import { PickOne } from "../../slack/pick-one.ts";
import {
  dealName,
  read,
  resolveDeal,
  type SeenDeal,
  seeDeal,
  type ThingRef,
} from "../deals/index.ts";
import { playsFor } from "./domain/library.ts";
import { typeName } from "./domain/objection.ts";
import { nextPlay, rankPlays } from "./domain/record.ts";
import { noSuchObjection } from "./operations/change-objection.ts";
import { getLibrary } from "./queries/library.ts";
import { findObjectionView, listOfDeal, type ObjectionView } from "./queries/objection.ts";
import { getPlayRecords } from "./queries/stats.ts";
import type { CardData } from "./views/card.ts";

/** An objection the reader may see, and whether they may work on it. */
export type SeenObjection = { view: ObjectionView; deal: SeenDeal; mayWork: boolean };

/**
 * An objection of a deal the actor may see.
 * @throws AppError not_found, or forbidden with who may
 */
export async function seeObjection(call: Call, id: number): Promise<SeenObjection> {
  const view = await read(call, (tx) => findObjectionView(tx, call.actor.workspaceId, id));
  if (!view) throw noSuchObjection(id);
  const deal = await seeDeal(call, view.deal.id);
  return { view, deal, mayWork: isAllowed(call.actor, "discovery.log", deal.relations) };
}

/**
 * The objection with the play that fits it best: the one asked for, the one after another, or the best of those not tried yet.
 */
export async function withPlay(
  call: Call,
  view: ObjectionView,
  wanted: { play?: string | undefined; after?: string | undefined } = {},
): Promise<CardData> {
  const { workspaceId } = call.actor;
  const [library, records] = await read(call, (tx) =>
    Promise.all([getLibrary(tx, workspaceId), getPlayRecords(tx, workspaceId)]),
  );
  const plays = playsFor(library, view.objection.type);
  const ranked = rankPlays(plays, records, new Set(view.tried));
  const asked = library.find((play) => play.id === wanted.play && play.active);
  const following = wanted.after === undefined ? null : nextPlay(ranked, wanted.after);
  const play = asked ?? following ?? ranked[0];
  // Once it is answered one waits for the customer: another play only when somebody asks for it.
  const isShown = view.objection.status === "open" || Boolean(asked ?? following);
  return {
    view,
    triedNames: view.tried.map((id) => library.find((one) => one.id === id)?.name ?? id),
    offer: play
      ? {
          play,
          record: records.get(play.id),
          isShown,
          hasOther: ranked.some((other) => other.id !== play.id),
        }
      : null,
  };
}

const MOST_CHOICES = 8;

/**
 * The id of the objection somebody means: by its own id, or the only one of a deal that still wants an answer.
 * @param settled looks among those that are over instead
 * @throws PickOne when the deal has several, AppError not_found when it has none
 */
export async function resolveObjection(
  call: Call,
  ref: ThingRef,
  settled = false,
): Promise<number> {
  if ("id" in ref) return ref.id;
  const deal = await seeDeal(call, await resolveDeal(call, ref.deal));
  const found = await read(call, (tx) =>
    listOfDeal(tx, call.actor.workspaceId, { dealId: deal.deal.id, settled }, MOST_CHOICES),
  );
  const name = dealName({ ...deal.deal, accountName: deal.accountName });
  const [only] = found;
  if (!only)
    throw new AppError(
      "not_found",
      `${name} has no ${settled ? "settled" : "open"} objection.`,
      `\`/objection list ${formatId("opp", deal.deal.id)}\` shows all it had.`,
    );
  if (found.length === 1) return only.id;
  const written = "id" in ref.deal ? formatId("opp", ref.deal.id) : ref.deal.name;
  throw new PickOne(
    `${name} has ${found.length} ${settled ? "settled" : "open"} objections. Which one?`,
    written,
    found.map(({ id, text, type }) => ({
      id: formatId("obj", id),
      label: `${cut(text.replace(/\s+/g, " "), 50)} (${typeName(type)})`,
    })),
  );
}
