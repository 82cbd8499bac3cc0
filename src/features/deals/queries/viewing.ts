import type { Actor } from "../../../kernel/access.ts";
import { type Day, dayOf } from "../../../kernel/dates.ts";
import type { Settings } from "../../../kernel/settings.ts";

/** Who looks at deals, and when: what they may see and what counts as late depends on it. */
export type Viewing = {
  actor: Actor;
  settings: Settings;
  now: Date;
  /** The calendar day in the reader's zone. */
  today: Day;
};

/** A channel has many readers: nobody's deals are theirs, and a day is written in UTC. */
export function channelViewing(workspaceId: string, settings: Settings, now: Date): Viewing {
  const timeZone = "UTC";
  const nobody = { personId: 0, slackUserId: "", name: "", roles: [], teamId: null };
  return {
    actor: { workspaceId, timeZone, ...nobody },
    settings,
    now,
    today: dayOf(now, timeZone),
  };
}
