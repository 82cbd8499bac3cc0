import type { KnownBlock } from "@slack/types";
import type { z } from "zod";
import type { Mrkdwn } from "../slack/mrkdwn.ts";
import type { Topic } from "./topics.ts";

/** Who will read the message: the same news is worded for each reader's own clock. */
export type Reader = {
  /** Null when a channel reads it. */
  slackUserId: string | null;
  name: string;
  /** IANA zone. */
  timeZone: string;
  /** The days they work, 1 is Monday; left out or null where the workspace's hold. */
  workDays?: readonly number[] | null | undefined;
  /** When they get to read it: what waited for the morning speaks of that day. */
  now?: Date | undefined;
};

/** What is posted: the text alone must carry the news, for phones' lock screens and screen readers. */
export type Message = {
  text: string;
  blocks?: KnownBlock[] | undefined;
  /** Details, posted below the message in its thread, each once and only there. */
  thread?: readonly Reply[] | undefined;
};

/** A message in the thread of another. */
export type Reply = { text: string; blocks?: KnownBlock[] | undefined };

/**
 * When a message goes out. `now`: at once, whatever else was sent this hour; `soon`: at once, but it counts among the
 * messages an hour a person gets; `summary`: with the next morning's.
 */
export type Urgency = "now" | "soon" | "summary";

/** A kind of message the bot sends by itself. */
export type NotificationDefinition<in Data = never> = {
  readonly kind: string;
  readonly topic: Topic;
  readonly urgency: Urgency;
  /** Whether it comes at night too. */
  throughQuiet(stored: unknown): boolean;
  /** Whether it takes with it what waited for the end of the night. */
  readonly gathers: boolean;
  /** Whether several of it, on different subjects, may become one message. */
  readonly isMerged: boolean;
  /** Checks the data, and returns it as it is stored. */
  store(data: Data): Record<string, unknown>;
  /** What the news is about, like `deal:12`; null when it stands alone. */
  subject(data: Data): string | null;
  render(stored: unknown, reader: Reader): Message;
  /** The news as one line among others. */
  line(stored: unknown, reader: Reader): string;
  /** The message with the lines of what it takes along; null when the kind doesn't. */
  gather(stored: unknown, news: readonly Mrkdwn[], reader: Reader): Message | null;
  /** Several news as one message, oldest first; null when the kind doesn't say how. */
  merge(stored: readonly unknown[], reader: Reader): Message | null;
};

/**
 * Declares a kind of message. It is rendered when it is delivered, not when it is asked for.
 * @example defineNotification({ kind: "deals.changed", topic: "deal_changes", data: z.object({ dealId: z.int() }), subject: ({ dealId }) => `deal:${dealId}`, render: dealChanged })
 */
export function defineNotification<Data extends Record<string, unknown>>(definition: {
  kind: string;
  /** What people switch it off with. Default `team`. */
  topic?: Topic | undefined;
  /** Default `soon`. */
  urgency?: Urgency | undefined;
  /** It needs this person now, like an approval: quiet hours don't hold it back. Default false; only for `now`. */
  throughQuiet?: boolean | ((data: Data) => boolean) | undefined;
  data: z.ZodType<Data>;
  /** News of one topic, reader, subject and day are one message, edited in place. Default: each is its own. */
  subject?: ((data: Data) => string | null) | undefined;
  render(data: Data, reader: Reader): Message;
  /** The news as one line, where it joins others. Default: the text of its message. */
  line?: ((data: Data, reader: Reader) => Mrkdwn) | undefined;
  /**
   * Several news, oldest first, as one message: of one subject, or of many when they come in a burst. Left out, news of
   * one subject become lines below the first, and news of different subjects stay apart.
   */
  merge?: ((news: readonly Data[], reader: Reader) => Message) | undefined;
  /** Given to a person's morning message: what waited for the end of the night goes out as lines of it, so that a day begins with one. */
  gather?: ((data: Data, news: readonly Mrkdwn[], reader: Reader) => Message) | undefined;
}): NotificationDefinition<Data> {
  const { kind, data: schema, render, line, merge, gather } = definition;
  if (definition.throughQuiet && definition.urgency !== "now")
    throw new Error(`${kind} may come at night only if its urgency is “now”.`);
  return {
    kind,
    topic: definition.topic ?? "team",
    urgency: definition.urgency ?? "soon",
    throughQuiet(stored) {
      const { throughQuiet: rule = false } = definition;
      return typeof rule === "function" ? rule(schema.parse(stored)) : rule;
    },
    gathers: gather !== undefined,
    isMerged: merge !== undefined,
    store: (data) => schema.parse(data),
    subject: (data) => definition.subject?.(data) ?? null,
    render: (stored, reader) => render(schema.parse(stored), reader),
    line(stored, reader) {
      const data = schema.parse(stored);
      return line ? line(data, reader).text : render(data, reader).text;
    },
    gather: (stored, news, reader) => gather?.(schema.parse(stored), news, reader) ?? null,
    merge: (stored, reader) =>
      merge
        ? merge(
            stored.map((each) => schema.parse(each)),
            reader,
          )
        : null,
  };
}
