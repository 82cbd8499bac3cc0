import type { Tx } from "./db/client.ts";
import type { Deps } from "./deps.ts";
import type { Reaction } from "./events/define-event.ts";
import type { JobDefinition } from "./jobs/define-job.ts";
import type { Schedule } from "./jobs/scheduler.ts";
import type { NotificationDefinition } from "./notify/define-notification.ts";
import type { MorningOf, Undelivered } from "./notify/delivery.ts";
import type { Action } from "./slack/action.ts";
import type { Command } from "./slack/command.ts";
import type { SlackEvent } from "./slack/event.ts";
import type { Modal } from "./slack/modal.ts";
import type { OptionsSource } from "./slack/options.ts";
import type { Shortcut } from "./slack/shortcut.ts";

/** What one slice of the product brings; app.ts wires all of them in the same way. */
export type Feature = {
  name: string;
  commands?: readonly Command[];
  modals?: readonly Modal[];
  actions?: readonly Action[];
  shortcuts?: readonly Shortcut[];
  options?: readonly OptionsSource[];
  events?: readonly SlackEvent[];
  jobs?: readonly JobDefinition[];
  schedules?: readonly Schedule<{ workspaceId: string }>[];
  notifications?: readonly NotificationDefinition[];
  /** What it does when something happens in an earlier slice, in the transaction in which it happens. */
  reactions?: readonly Reaction[];
  /** When somebody's morning message is to come, if that is soon: what waited for the end of the night waits for it. One slice has it. */
  nextMorning?: (tx: Tx, who: MorningOf) => Promise<Date | null>;
  /** Hears of each message that will not arrive, in the transaction that notes it: a subscription can be turned off. */
  undeliverable?: (deps: Deps, tx: Tx, failed: Undelivered) => Promise<void>;
};
