import { AppError } from "../../../kernel/errors.ts";
import { nameKey } from "../../../kernel/text.ts";
import type { ObjectionType } from "./objection.ts";
import type { Play } from "./play.ts";

/** Most plays a workspace keeps, retired ones among them. */
export const MOST_PLAYS = 200;

/** What a person writes of a play. */
export type PlayContent = Omit<Play, "id" | "active">;

/**
 * The team's library: the shipped plays, each with the team's own row in its place where it has one, and the team's plays
 * behind them in the order they were made.
 */
export function overlay(shipped: readonly Play[], own: readonly Play[]): Play[] {
  const byId = new Map(own.map((play) => [play.id, play]));
  const isShipped = new Set(shipped.map((play) => play.id));
  return [
    ...shipped.map((play) => byId.get(play.id) ?? play),
    ...own.filter((play) => !isShipped.has(play.id)),
  ];
}

/** The plays against a type of objection. */
export function playsFor(library: readonly Play[], type: ObjectionType): Play[] {
  return library.filter((play) => play.type === type);
}

/**
 * Refuses a name another active play of the type has: two of one name can't be told apart on a card.
 * @throws AppError conflict
 */
export function checkName(
  library: readonly Play[],
  play: Pick<Play, "id" | "type" | "name">,
): void {
  const same = library.find(
    (one) =>
      one.active &&
      one.id !== play.id &&
      one.type === play.type &&
      nameKey(one.name) === nameKey(play.name),
  );
  if (same)
    throw new AppError(
      "conflict",
      `There is a play “${same.name}” against this type already.`,
      "Edit that one, or give this one another name.",
    );
}

/** What differs between two versions of a play, for the audit log. */
export function changedContent(
  before: Play,
  after: Play,
): { before: Record<string, unknown>; after: Record<string, unknown> } {
  const keys = (Object.keys(after) as (keyof Play)[]).filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  const pick = (play: Play) => Object.fromEntries(keys.map((key) => [key, play[key]]));
  return { before: pick(before), after: pick(after) };
}
