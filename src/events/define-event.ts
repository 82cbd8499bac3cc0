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

/** That an event happened, once. Only the event itself can tell what it was about. */
export type Occurrence = { readonly name: string };

/** Something that happens in one slice and matters to later ones, which the slice does not know. */
export type ProductEvent<Payload extends object> = {
  readonly name: string;
  happened(payload: Payload): Occurrence;
  /** What it was about; undefined for an occurrence of another event. */
  payloadOf(occurrence: Occurrence): Payload | undefined;
};

/** What a slice does when another's event happens; it passes over those of other events. */
export type Reaction = (tx: Tx, act: EventAct, occurrence: Occurrence) => Promise<Outcome | null>;

/** Where events are published. */
export type Events = {
  /**
   * Tells all who react to the event, in the order of the product's table of contents and in this transaction: when one of
   * them refuses, the act that caused the event is undone with it.
   * @returns what they did, for the answer
   */
  publish<Payload extends object>(
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
export function defineEvent<Payload extends object>(name: string): ProductEvent<Payload> {
  const payloads = new WeakMap<Occurrence, Payload>();
  return {
    name,
    happened(payload) {
      const occurrence = { name };
      payloads.set(occurrence, payload);
      return occurrence;
    },
    payloadOf: (occurrence) => payloads.get(occurrence),
  };
}

/**
 * Says what a slice does when an event happens; listed in its feature's `reactions`. It runs inside the transaction of the
 * act, so it may write and enqueue, and must not wait for anything outside the database.
 */
export function when<Payload extends object>(
  event: ProductEvent<Payload>,
  react: (tx: Tx, act: EventAct, payload: Payload) => Promise<Outcome | null>,
): Reaction {
  return async (tx, act, occurrence) => {
    const payload = event.payloadOf(occurrence);
    return payload ? react(tx, act, payload) : null;
  };
}

/** The events of a product of which these are all reactions. */
export function createEvents(reactions: readonly Reaction[]): Events {
  return {
    async publish(tx, act, event, payload) {
      const outcomes: Outcome[] = [];
      // One after the other: a transaction has one connection.
      const occurrence = event.happened(payload);
      for (const react of reactions) {
        const outcome = await react(tx, act, occurrence);
        if (outcome) outcomes.push(outcome);
      }
      return outcomes;
    },
  };
}
