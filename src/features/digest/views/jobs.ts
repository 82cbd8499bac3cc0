import { formatAgo, formatInstant } from "../../../kernel/dates.ts";
import { cut, plural } from "../../../kernel/text.ts";
import { context, section } from "../../../slack/blocks.ts";
import { bold, channelLink, code, lines, type Mrkdwn, md, mention } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { dataTable } from "../../../slack/table.ts";
import { retryJob, retryMessage } from "../actions.ts";
import type { DigestStanding } from "../queries/standings.ts";

/** One kind of job, as admins look at it. */
export type JobLine = {
  title: string;
  lastDone: Date | null;
  next: Date | null;
  isScheduled: boolean;
  waiting: number;
  running: number;
  failed: number;
};

/** Everything that runs, and what went wrong with it. */
export type JobsSeen = {
  digests: readonly DigestStanding[];
  lines: readonly JobLine[];
  failed: readonly { id: string; name: string; title: string; error: string; failedAt: Date }[];
  messages: readonly {
    dedupeKey: string;
    kind: string;
    recipient: string;
    lastError: string | null;
    createdAt: Date;
  }[];
};

/** What each kind of digest brings, reminders and summaries among it, as admins look for them. */
const DIGESTS: Readonly<Record<DigestStanding["kind"], readonly [string, string]>> = {
  digest: ["Digests in channels", ""],
  morning: ["Morning messages", " with stale deals, on the week's first day its summary"],
};

const FAILURES = 5;
const ERROR = 200;

/** Jobs as a table; below it the failed ones, each with its button. */
export function jobsView(seen: JobsSeen, reader: { now: Date; timeZone: string }): Reply {
  const { failed, messages } = seen;
  const waiting = seen.lines.reduce((sum, line) => sum + line.waiting, 0);
  const text = md`${plural(seen.lines.length, "kind of job", "kinds of jobs")}: ${
    failed.length > 0 ? `${plural(failed.length, "job")} failed for good` : "none failed"
  }, ${plural(waiting, "job is", "jobs are")} waiting, ${
    messages.length > 0
      ? `${plural(messages.length, "message")} did not arrive`
      : "every message arrived"
  }.`;
  const when = (date: Date | null) => (date ? formatInstant(date, reader) : "–");
  const { block } = dataTable({
    caption: "Jobs of this workspace, times by your clock",
    columns: ["Job", "Last done", "Next", "Now"],
    rows: seen.lines.map((line) => [
      line.title,
      when(line.lastDone),
      line.next ? when(line.next) : line.isScheduled ? "–" : "when needed",
      nowWords(line),
    ]),
  });
  const left = failed.length - FAILURES;
  return {
    text,
    blocks: [
      section(text),
      section(
        lines(
          ...seen.digests.map(
            (one) =>
              md`• ${bold(DIGESTS[one.kind][0])}${DIGESTS[one.kind][1]}: ${digestWords(one, when)}`,
          ),
        ),
      ),
      block,
      ...failed
        .slice(0, FAILURES)
        .map(({ id, name, title, error, failedAt }) =>
          section(
            md`${bold(title)} ${code(name)} failed ${formatAgo(failedAt, reader.now)}: ${cut(error, ERROR)}`,
            retryJob.button("Try again", { id, name }, { key: id.slice(0, 8) }),
          ),
        ),
      ...(left > 0 ? [context(md`${plural(left, "more", "more")} failed before.`)] : []),
      ...messages
        .slice(0, FAILURES)
        .map((one, i) =>
          section(
            md`${code(one.kind)} to ${recipientLink(one.recipient)} did not arrive, told ${formatAgo(one.createdAt, reader.now)}: ${cut(one.lastError ?? "no reason", ERROR)}`,
            retryMessage.button("Try again", { key: one.dedupeKey }, { key: i }),
          ),
        ),
    ],
  };
}

/** A person or a channel, as Slack shows them. */
function recipientLink(id: string): Mrkdwn {
  return /^[UW]/.test(id) ? mention(id) : channelLink(id);
}

function digestWords(
  { active, last, next, missed }: DigestStanding,
  when: (date: Date | null) => string,
): string {
  if (active === 0) return "none is on";
  const lost = missed > 0 ? `${missed} missed in a week` : "none missed in a week";
  return `${active} on, last ${last ? when(last) : "not yet"}, next ${when(next)}, ${lost}`;
}

/** "2 failed, 1 waiting", "running", "–": how a job stands at the moment. */
function nowWords({ failed, waiting, running }: JobLine): string {
  const words = [
    failed > 0 ? `${failed} failed` : null,
    waiting > 0 ? `${waiting} waiting` : null,
    running > 0 ? "running" : null,
  ].filter((word) => word !== null);
  return words.length > 0 ? words.join(", ") : "–";
}
