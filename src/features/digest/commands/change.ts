import { formatInstant } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";
import type { Token } from "../../../kernel/text.ts";
import type { Arg } from "../../../slack/args.ts";
import type { Call } from "../../../slack/call.ts";
import { defineCommand } from "../../../slack/command.ts";
import { type Mrkdwn, md, sentence } from "../../../slack/mrkdwn.ts";
import { type DigestRequest, parseDigestRequest } from "../domain/request.ts";
import { comesNext } from "../domain/slots.ts";
import { changeDigest, setDigestState } from "../operations/change.ts";
import type { Subscription } from "../queries/subscriptions.ts";
import { aboutWords, placeWords, planWords } from "../views/subscription.ts";
import { digestNumber, findDigest, nameOfScope, readNumber, scopeOfRequest } from "./words.ts";

type Asked = { id: number | undefined; request: DigestRequest };

/** A number first is the digest's; what follows is what becomes of it. */
const changeWords: Arg<Asked> = {
  hint: "a digest's number, then what changes: weekly mon 08:00",
  optional: false,
  words: Number.POSITIVE_INFINITY,
  parse(tokens: readonly Token[]) {
    const [first, ...rest] = tokens;
    const isNumber = first !== undefined && /^#?\d{1,6}$/.test(first.text);
    return {
      id: isNumber ? readNumber(first.text) : undefined,
      request: parseDigestRequest(isNumber ? rest : tokens),
    };
  },
};

export const changeCommand = defineCommand({
  command: "/digest",
  verb: "change",
  summary: "Change how often, when, or about whose deals a digest comes",
  example: "/digest change 3 weekly mon 08:00",
  permission: "digest.subscribe",
  args: { change: changeWords },
  async run({ change: { id, request } }, call) {
    const { scope: word, who, ...plan } = request;
    const named = word !== undefined || who !== undefined;
    if (!named && Object.keys(plan).length === 0)
      throw new AppError(
        "bad_input",
        "What shall change?",
        "Like `/digest change 3 weekly mon 08:00`, or `/digest change 3 emea`.",
      );
    const found = await findDigest(call, id);
    const scope = named ? await scopeOfRequest(call, request) : undefined;
    const after = await changeDigest(call, found.id, { ...plan, ...(scope && { scope }) });
    const about = scope ? ` with ${aboutWords(await nameOfScope(call, scope))}` : "";
    return {
      text: md`Digest ${after.id} for ${placeWords(after)} comes ${planWords(after)} now${about}; ${next(after, call)}.`,
    };
  },
});

export const pauseCommand = stateCommand({
  verb: "pause",
  summary: "Send a digest no more until it is resumed",
  to: "paused",
  said: ({ id }) => sentence(`is paused. \`/digest resume ${id}\` goes on with it`),
});

export const resumeCommand = stateCommand({
  verb: "resume",
  summary: "Go on with a digest that was paused",
  to: "active",
  said: (after, call) => md`goes on; ${next(after, call)}`,
});

export const stopCommand = stateCommand({
  verb: "stop",
  summary: "End a digest for good",
  to: "stopped",
  said: () => sentence("is stopped. `/digest here` makes a new one"),
});

function stateCommand(spec: {
  verb: "pause" | "resume" | "stop";
  summary: string;
  to: "paused" | "active" | "stopped";
  said(after: Subscription, call: Call): Mrkdwn;
}) {
  return defineCommand({
    command: "/digest",
    verb: spec.verb,
    summary: spec.summary,
    example: `/digest ${spec.verb} 3`,
    permission: "digest.subscribe",
    args: { number: digestNumber },
    async run({ number }, call) {
      const found = await findDigest(call, number);
      const after = await setDigestState(call, found.id, spec.to);
      return { text: md`Digest ${after.id} for ${placeWords(after)} ${spec.said(after, call)}.` };
    },
  });
}

function next(after: Subscription, call: Call): string {
  if (after.state === "paused") return "it is paused";
  const slot = comesNext(after.rhythm, after, call.now);
  return slot
    ? `the next is ${formatInstant(slot.at, { now: call.now, timeZone: call.actor.timeZone })} by your clock`
    : "it has no days";
}
