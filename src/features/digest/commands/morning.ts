import { readWorkspace } from "../../../db/workspace.ts";
import { formatInstant } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";
import { type Arg, optional } from "../../../slack/args.ts";
import type { Call } from "../../../slack/call.ts";
import { defineCommand } from "../../../slack/command.ts";
import { md, sentence } from "../../../slack/mrkdwn.ts";
import { readTime } from "../domain/request.ts";
import { comesNext } from "../domain/slots.ts";
import { setMorning } from "../operations/change.ts";
import { listSubscriptions, type Subscription } from "../queries/subscriptions.ts";

type Wish = { on: boolean } | { time: string };

const wish: Arg<Wish> = {
  hint: "on, off, or at 08:30",
  optional: false,
  words: 2,
  parse(tokens) {
    const words = tokens.map((token) => token.text.toLowerCase());
    const last = words.at(-1) ?? "";
    if (words.length === 1 && (last === "on" || last === "off")) return { on: last === "on" };
    const time = words.length === 1 || words[0] === "at" ? readTime(last) : null;
    if (time) return { time };
    throw new AppError(
      "bad_input",
      `“${words.join(" ")}” is neither on, off nor a time.`,
      "Write `/digest morning at 08:30` or `/digest morning off`.",
    );
  },
};

export const morningCommand = defineCommand({
  command: "/digest",
  verb: "morning",
  summary: "Your own message on working days: what is due, at risk, waiting; on, off, or at a time",
  example: "/digest morning at 08:30",
  permission: "digest.subscribe",
  args: { wish: optional(wish) },
  async run({ wish: to }, call) {
    const after = to ? await setMorning(call, to) : await findMorning(call);
    if (!after)
      return {
        text: sentence(
          "Your morning message begins by itself on the day you have an open deal; `/digest morning at 08:30` begins it now.",
        ),
      };
    if (after.state !== "active")
      return {
        text: sentence("No morning message from now on. `/digest morning on` brings it back."),
      };
    const next = comesNext(after.rhythm, after, call.now);
    const reader = { now: call.now, timeZone: call.actor.timeZone };
    return {
      text: md`Your morning message comes on working days at ${after.time}, by your own clock${
        next ? `; the next ${formatInstant(next.at, reader)}` : ""
      }. When there is nothing to say, none comes.${
        to ? "" : sentence(" `/digest morning at 08:00` moves it, `/digest morning off` ends it.")
      }`,
    };
  },
});

/** The actor's own morning message as it stands; null before there was one. */
async function findMorning({ deps, actor, settings }: Call): Promise<Subscription | null> {
  const { workspaceId, personId: ownerId } = actor;
  const [found] = await readWorkspace(deps.db, workspaceId, (tx) =>
    listSubscriptions(tx, workspaceId, settings, { ownerId, kind: "morning" }),
  );
  return found ?? null;
}
