import type { KnownBlock } from "@slack/types";
import type { z } from "zod";

/** Who will read the message: the same news is worded for each reader's own clock. */
export type Reader = {
  /** Null when a channel reads it. */
  slackUserId: string | null;
  name: string;
  /** IANA zone. */
  timeZone: string;
};

/** What is posted: the text alone must carry the news, for phones' lock screens and screen readers. */
export type Message = { text: string; blocks?: KnownBlock[] | undefined };

/** A kind of message the bot sends by itself. */
export type NotificationDefinition<in Data = never> = {
  readonly kind: string;
  /** Checks the data, and returns it as it is stored. */
  store(data: Data): Record<string, unknown>;
  render(stored: unknown, reader: Reader): Message;
};

/**
 * Declares a kind of message. It is rendered when it is delivered, not when it is asked for.
 * @example defineNotification({ kind: "deals.changed", data: z.object({ dealId: z.int() }), render: dealChanged })
 */
export function defineNotification<Data extends Record<string, unknown>>(definition: {
  kind: string;
  data: z.ZodType<Data>;
  render(data: Data, reader: Reader): Message;
}): NotificationDefinition<Data> {
  return {
    kind: definition.kind,
    store: (data) => definition.data.parse(data),
    render: (stored, reader) => definition.render(definition.data.parse(stored), reader),
  };
}
