import { formatInstant } from "../../../kernel/dates.ts";
import { escapeMrkdwn } from "../../../kernel/text.ts";
import { Mrkdwn } from "../../../slack/mrkdwn.ts";

/** A moment in a message that several people read: Slack writes it by each reader's own clock, and in UTC where it can't. */
export function momentForAll(instant: Date, now: Date): Mrkdwn {
  const seconds = Math.floor(instant.getTime() / 1000);
  const plain = `${formatInstant(instant, { now, timeZone: "UTC" })} UTC`;
  return new Mrkdwn(`<!date^${seconds}^{date_short_pretty} {time}|${escapeMrkdwn(plain)}>`);
}
