import { formatInstant } from "../../../kernel/dates.ts";
import { channelLink, code, join, type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import { weekdayName } from "../domain/digest.ts";
import type { Plan } from "../domain/subscription.ts";
import type { Subscription } from "../queries/subscriptions.ts";

/** "every day", "Monday to Friday", "on Mondays", "on the 1st of each month". */
export function daysWords({ cadence, weekday, monthday }: Plan): string {
  switch (cadence) {
    case "daily":
      return "every day";
    case "weekdays":
      return "Monday to Friday";
    case "workdays":
      return "on working days";
    case "weekly":
      return `on ${weekdayName(weekday ?? 1)}s`;
    case "monthly":
      return `on the ${ordinal(monthday ?? 1)} of each month`;
  }
}

function ordinal(n: number): string {
  const ends = ["th", "st", "nd", "rd"];
  const teen = n % 100 > 10 && n % 100 < 14;
  return `${n}${teen ? "th" : (ends[n % 10] ?? "th")}`;
}

/** "Monday to Friday at 09:00, Europe/Berlin": when it comes. */
export function planWords(subscription: Subscription): string {
  return `${daysWords(subscription)} at ${subscription.time}, ${subscription.rhythm.timeZone}`;
}

/** What stands below each digest: how often it comes, from whom, and its off-switch. */
export function smallPrint(subscription: Subscription): Mrkdwn {
  return md`Digest ${subscription.id}, ${planWords(subscription)}, by ${subscription.ownerName}. ${code(`/digest stop ${subscription.id}`)} ends it.`;
}

/** Where it is posted, as its list names it. */
export function placeWords({ kind, channelId, ownerName }: Subscription): Mrkdwn {
  if (kind === "morning") return md`${ownerName}'s morning message`;
  return /^[UW]/.test(channelId) ? md`${ownerName}'s direct messages` : channelLink(channelId);
}

/** "EMEA's pipeline", "the whole pipeline": what a digest is about. */
export function aboutWords(name: string): string {
  if (name === "") return "the whole pipeline";
  return name === "Your" || name === "Your team"
    ? `${name.toLowerCase()}${name === "Your" ? " own" : "'s"} pipeline`
    : `${name}${name.endsWith("s") ? "'" : "'s"} pipeline`;
}

/** "next Mon 09:00" by the reader's clock, or why there is no next. */
export function nextWords(
  subscription: Pick<Subscription, "state" | "stateReason">,
  next: Date | null,
  reader: { now: Date; timeZone: string },
): string {
  if (subscription.state === "paused")
    return `paused${subscription.stateReason ? `: ${subscription.stateReason}` : ""}`;
  return next ? `next ${formatInstant(next, reader)}` : "never";
}

/** One subscription as a line of a list. */
export function subscriptionLine(
  subscription: Subscription,
  about: string,
  next: Date | null,
  reader: { now: Date; timeZone: string },
): Mrkdwn {
  return join(
    [
      code(String(subscription.id)),
      placeWords(subscription),
      subscription.kind === "morning" ? null : about,
      planWords(subscription),
      nextWords(subscription, next, reader),
      subscription.kind === "morning" ? null : md`by ${subscription.ownerName}`,
    ],
    " · ",
  );
}
