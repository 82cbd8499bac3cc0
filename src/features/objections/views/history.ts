import { formatInstant } from "../../../kernel/dates.ts";
import { paragraphs, section } from "../../../slack/blocks.ts";
import { lines, md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import type { AuditLine } from "../../audit/index.ts";
import type { ObjectionView } from "../queries/objection.ts";
import { objectionHeading } from "./words.ts";

const DEEDS: Readonly<Record<string, string>> = {
  "objection.logged": "logged it",
  "objection.answered": "answered it",
  "objection.resolved": "resolved it",
  "objection.unresolved": "marked it as not resolved",
  "objection.reopened": "opened it again",
  "objection.classified": "said what it is about",
  "objection.play_used": "used a play",
  "objection.follow_up_planned": "planned the follow-up",
  "objection.followed_up": "followed up",
};

/** What happened to an objection, newest first, each with who and when. */
export function objectionHistory(
  view: ObjectionView,
  audit: readonly AuditLine[],
  clock: { now: Date; timeZone: string },
): Reply {
  const heading = objectionHeading(view);
  const rows = audit.map(({ at, actorName, action, reason }) => {
    const deed = DEEDS[action] ?? action;
    const why = reason ? `: ${reason}` : "";
    return md`${formatInstant(at, clock)} · ${actorName ?? "Somebody"} ${deed}${why}`;
  });
  return {
    text: md`History of ${heading}`,
    blocks: [section(heading), ...paragraphs(lines(...rows))],
  };
}
