import { formatDayShort, formatInstant } from "../../../kernel/dates.ts";
import { formatId } from "../../../kernel/ids.ts";
import { code, join, type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import type { Presales } from "../queries/presales.ts";
import type { Viewing } from "../queries/viewing.ts";

/** Who reads it: the zone, and what day it is there. */
type PresalesReader = Pick<Viewing, "now" | "today"> & {
  actor: Pick<Viewing["actor"], "timeZone">;
};

/** What sales engineering has going, a line each; nothing going gives no line. */
export function presalesLines(
  { objections, demo, poc }: Presales,
  reader: PresalesReader,
): (Mrkdwn | null)[] {
  return [
    objections.length > 0
      ? md`Open ${objections.length === 1 ? "objection" : "objections"}: ${objections
          .map(({ type, severity }) => (severity === "high" ? `${type} (high)` : type))
          .join(", ")}`
      : null,
    // A phone shows twelve lines of a card: what was shown and what was tried share one.
    join([demo && demoLine(demo, reader), poc && pocLine(poc, reader)], " · "),
  ];
}

const LESS: Readonly<Record<string, string>> = {
  partial: "partly a success",
  failed: "not a success",
};

function demoLine(demo: NonNullable<Presales["demo"]>, { actor, now }: PresalesReader): Mrkdwn {
  const when = demo.startsAt && formatInstant(demo.startsAt, { now, timeZone: actor.timeZone });
  const state =
    demo.status === "scheduled" ? when : demo.status === "no_show" ? "no-show" : demo.status;
  const how = join(
    [
      join(["Demo", code(formatId("demo", demo.id)), state], " "),
      demo.seName ? `with ${demo.seName}` : null,
    ],
    " ",
  );
  // A success goes without saying.
  const less = demo.status === "delivered" && demo.outcome ? LESS[demo.outcome] : undefined;
  return less ? md`${how}, ${less}` : how;
}

const POC_STATES: Readonly<Record<string, string>> = {
  planned: "planned",
  in_progress: "running",
  completed: "completed, not decided yet",
  accepted: "accepted",
  rejected: "rejected",
};

function pocLine(poc: NonNullable<Presales["poc"]>, { today }: Pick<Viewing, "today">): Mrkdwn {
  const running = poc.status === "in_progress";
  return join(
    [
      join(["PoC", code(formatId("poc", poc.id)), POC_STATES[poc.status] ?? poc.status], " "),
      poc.status === "planned" ? `starts ${formatDayShort(poc.startsOn, today)}` : null,
      poc.status === "planned" || poc.criteria === 0
        ? null
        : `${poc.met} of ${poc.criteria} criteria met`,
      running
        ? `${poc.endsOn < today ? "ended" : "ends"} ${formatDayShort(poc.endsOn, today)}`
        : null,
    ],
    ", ",
  );
}
