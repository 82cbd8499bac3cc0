import type { Button } from "@slack/types";
import type { Act } from "../db/change.ts";
import type { Tx } from "../db/client.ts";
import type { Deps } from "../deps.ts";
import type { Settings } from "../kernel/settings.ts";
import type { Mrkdwn } from "../slack/mrkdwn.ts";

/** Whose act the event is part of; a `Call` is one. Jobs know no settings unless they read them. */
export type EventAct = Act & { deps: Deps; settings?: Settings | undefined };

/** What a reaction did, for the person whose act it followed: a sentence and ways on. */
export type Outcome = { text: Mrkdwn; buttons: readonly Button[] };

/** Something that happens in one slice and matters to later ones, which the slice does not know. */
export type ProductEvent<in out Payload> = {
  readonly name: string;
  /** Only for the compiler: what a reaction is given. */
  readonly payload?: Payload;
};

/** What a slice does when another's event happens. */
export type Reaction = {
  readonly name: string;
  react(tx: Tx, act: EventAct, payload: never): Promise<Outcome | null>;
};

/** Where events are published. */
export type Events = {
  /**
   * Tells all who react to the event, in the order of the product's table of contents and in this transaction: when one of
   * them refuses, the act that caused the event is undone with it.
   * @returns what they did, for the answer
   */
  publish<Payload>(
    tx: Tx,
    act: EventAct,
    event: ProductEvent<Payload>,
    payload: Payload,
  ): Promise<Outcome[]>;
};

/**
 * Declares an event of a slice, in the past tense.
 * @example const dealMoved = defineEvent<{ deal: Deal }>("deals.moved")
 */
export function defineEvent<Payload>(name: string): ProductEvent<Payload> {
  return { name };
}

/**
 * Says what a slice does when an event happens; listed in its feature's `reactions`. It runs inside the transaction of the
 * act, so it may write and enqueue, and must not wait for anything outside the database.
 */
export function when<Payload>(
  event: ProductEvent<Payload>,
  react: (tx: Tx, act: EventAct, payload: Payload) => Promise<Outcome | null>,
): Reaction {
  return { name: event.name, react };
}

/** The events of a product of which these are all reactions. */
export function createEvents(reactions: readonly Reaction[]): Events {
  return {
    async publish(tx, act, event, payload) {
      const outcomes: Outcome[] = [];
      // One after the other: a transaction has one connection.
      for (const { name, react } of reactions) {
        if (name !== event.name) continue;
        // `when` has tied the reaction to the event of this name, whose payload this is.
        const outcome = await react(tx, act, payload as never);
        if (outcome) outcomes.push(outcome);
      }
      return outcomes;
    },
  };
}
