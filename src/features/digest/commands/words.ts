import { readWorkspace } from "../../../db/workspace.ts";
import { AppError } from "../../../kernel/errors.ts";
import type { Token } from "../../../kernel/text.ts";
import type { Arg } from "../../../slack/args.ts";
import type { Call } from "../../../slack/call.ts";
import { viewingOf } from "../../deals/index.ts";
import { findScope, type Scope, scopeOf } from "../../pipeline/index.ts";
import {
  type DigestRequest,
  nearestWord,
  parseDigestRequest,
  zoneMeant,
} from "../domain/request.ts";
import type { Plan } from "../domain/subscription.ts";
import type { NewDigest } from "../operations/subscribe.ts";
import { noSuchDigest } from "../operations/subscribe.ts";
import { listSubscriptions, type Subscription } from "../queries/subscriptions.ts";

const MORNING = "09:00";

/** How often, when, and whose deals, in any order; all may be left out. */
export const digestWords: Arg<DigestRequest | undefined> = {
  hint: "daily, weekdays, weekly mon or monthly 1; 09:00; Europe/Berlin; team, all, mine or a team's name",
  optional: true,
  words: Number.POSITIVE_INFINITY,
  parse: (tokens) => parseDigestRequest(tokens),
};

/** The number of a digest. */
export const digestNumber: Arg<number | undefined> = {
  hint: "a digest's number, as /digest list shows it",
  optional: true,
  words: 1,
  parse: ([token]: readonly Token[]) => readNumber(token?.text ?? ""),
};

/** "3", "#3". @throws AppError bad_input for anything else */
export function readNumber(text: string): number {
  const match = /^#?(\d{1,6})$/.exec(text);
  if (match) return Number(match[1]);
  throw new AppError(
    "bad_input",
    `“${text}” is no digest's number.`,
    "`/digest list` shows the numbers.",
  );
}

/** When it comes, with what was left out filled in: weekdays at nine, by the clock of whoever asks. */
export function planOf({ cadence = "weekdays", weekday, monthday, time }: DigestRequest): Plan {
  return {
    cadence,
    weekday: cadence === "weekly" ? (weekday ?? 1) : null,
    monthday: cadence === "monthly" ? (monthday ?? 1) : null,
    time: time ?? MORNING,
  };
}

/**
 * Whose deals are meant. Without a word a channel reads of its subscriber's team, or of everyone where there is none.
 * @throws AppError not_found for a name nobody has
 */
export async function scopeOfRequest(call: Call, { scope, who }: DigestRequest): Promise<Scope> {
  if (who !== undefined) return scopeOf(call, { who }).catch((error) => withHint(error, who));
  const { actor } = call;
  const leads = actor.roles.includes("manager");
  if (scope === "mine") return `person:${actor.personId}`;
  if (scope === "all") return "all";
  // What is "my team" for a manager is everyone below; for others it is a team with a name.
  if (leads && (scope === "team" || actor.teamId === null)) return "team";
  return actor.teamId === null ? "all" : `team:${actor.teamId}`;
}

function withHint(error: unknown, who: string): never {
  if (!(error instanceof AppError) || error.code !== "not_found") throw error;
  const zone = zoneMeant(who);
  const near = zone ?? nearestWord(who);
  if (!near && error.hint?.startsWith("Did you mean")) throw error;
  throw new AppError(
    "bad_input",
    zone ? `A time zone is written out, not “${who}”.` : `I know no team or person “${who}”.`,
    near
      ? `Did you mean \`${near}\`? Like \`/digest here weekdays 09:00 Europe/Berlin\`.`
      : "A digest comes `daily`, `weekdays`, `weekly mon` or `monthly 1`, of `team`, `all`, `mine`, a team by its name or a person picked after @.",
  );
}

/** Where a digest asked for here is to be posted: the channel, or the person's own direct messages. */
export function placeOf({ channelId, actor }: Call): NewDigest["channelId"] {
  return channelId === null || channelId.startsWith("D") ? actor.slackUserId : channelId;
}

/** The digest of that number, or the only one of this channel. @throws AppError not_found, or bad_input when there are several */
export async function findDigest(call: Call, id: number | undefined): Promise<Subscription> {
  const { workspaceId, personId } = call.actor;
  const found = await readWorkspace(call.deps.db, workspaceId, (tx) =>
    listSubscriptions(
      tx,
      workspaceId,
      call.settings,
      id === undefined ? { channelId: placeOf(call), kind: "digest" } : { id },
    ),
  );
  const [only] = found;
  if (found.length > 1)
    throw new AppError(
      "bad_input",
      `This channel has ${found.length} digests.`,
      `Say which: ${found.map((one) => one.id).join(", ")}. \`/digest list\` shows them.`,
    );
  if (only && (only.kind === "digest" || only.ownerId === personId)) return only;
  if (id !== undefined) throw noSuchDigest(id);
  throw new AppError(
    "not_found",
    "There is no digest in this channel.",
    "`/digest here weekdays 09:00` makes one; `/digest list` shows those of other channels.",
  );
}

/** Whose deals a scope means, by name: "EMEA", "Bea Seller", "Your team"; empty for everyone's. */
export function nameOfScope(call: Call, scope: Scope): Promise<string> {
  return readWorkspace(call.deps.db, call.actor.workspaceId, async (tx) => {
    const found = await findScope(tx, viewingOf(call), scope);
    return found?.title ?? "a team or person that is gone";
  });
}
