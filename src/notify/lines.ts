import { lines, Mrkdwn, md } from "../slack/mrkdwn.ts";

/** Lines of a message that grows: the newest at the end, and of more than eight only how many there were before. */
export const MOST_LINES = 8;

/** The newest of some lines, oldest first; what is left out is counted in a line above them. */
export function newestLines(all: readonly Mrkdwn[], most = MOST_LINES): Mrkdwn {
  const left = all.length - most;
  return lines(left > 0 ? md`… and ${left} more before` : null, ...all.slice(-most));
}

/** The first of some things that have no order in time; what is left out is counted at the end. */
export function firstLines(all: readonly Mrkdwn[], most = MOST_LINES): Mrkdwn {
  const left = all.length - most;
  return lines(...all.slice(0, most), left > 0 ? md`… and ${left} more` : null);
}

/** One line of several: what breaks the line in it becomes a space. */
export function asLine(text: string): Mrkdwn {
  return new Mrkdwn(`• ${text.replaceAll(/\s*\n\s*/g, " ")}`);
}
