import type { WebClient } from "@slack/web-api";
import type { Deps } from "../deps.ts";
import type { Actor } from "../kernel/access.ts";
import type { Settings } from "../kernel/settings.ts";
import type { ModalOpening } from "./modal.ts";
import type { Reply } from "./reply.ts";

/** Someone asks for something in Slack: who, when, where, and the ways to answer. */
export type Call = {
  deps: Deps;
  actor: Actor;
  /** The settings of the actor's workspace. */
  settings: Settings;
  /** The moment of the act, read once. */
  now: Date;
  /** The same for every delivery of one act of a person: a change claims it in its transaction. */
  requestId: string;
  /** Slack's Web API for this workspace. */
  slack: WebClient;
  /** Where it was asked; null in a modal or a global shortcut. */
  channelId: string | null;
  /** Where an answer can be sent for the next 30 minutes; null where Slack gave none. */
  responseUrl: string | null;
  /** Whether a button in a message only this person sees led here: then the answer can take that message's place. */
  inPlace: boolean;
  /** Opens a modal at once, or on top of the one that is open; while the promise is slow a loading view stands there. */
  open(modal: ModalOpening | Promise<ModalOpening>): Promise<void>;
  /** Answers the person now; a handler that returns a Reply needs not call it. */
  reply(reply: Reply): Promise<void>;
};
