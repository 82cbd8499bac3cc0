import type { Actor } from "../../../kernel/access.ts";
import { isAllowed } from "../../../kernel/access.ts";
import { type Day, formatDay, formatInstant } from "../../../kernel/dates.ts";
import { cut, joinWords, plural } from "../../../kernel/text.ts";
import { actions, type Block, section } from "../../../slack/blocks.ts";
import { EMOJI } from "../../../slack/emoji.ts";
import { bold, code, join, lines, link, type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { dealName, showDeal } from "../../deals/index.ts";
import {
  acceptPocNow,
  askExtend,
  askReject,
  completePocNow,
  gradeNext,
  morePoc,
  startPocNow,
} from "../actions.ts";
import { legalActs } from "../domain/life.ts";
import { pocId } from "../domain/poc.ts";
import { pocHealth, progressOf } from "../domain/progress.ts";
import { usualTitle } from "../domain/scope.ts";
import { deliverableName, statusName } from "../domain/words.ts";
import type { SeenPoc } from "../reading.ts";
import { metOf, progressBar } from "./progress.ts";

/** Who looks at a card, and when. */
export type PocReader = { actor: Actor; now: Date; today: Day };

/** What has just happened, above a card. */
export type Notice = { text: Mrkdwn; blocks?: Block[] | undefined };

const SHORT = 90;

/** "Acme · Platform rollout" with the id one copies after it. */
export function pocHeading(view: Pick<SeenPoc, "poc" | "deal">): Mrkdwn {
  return join([bold(nameOfDeal(view)), code(pocId(view.poc))], "  ");
}

/** The deal's name as people say it. */
export function nameOfDeal({ deal }: Pick<SeenPoc, "deal">): string {
  return dealName({ title: deal.deal.title, accountName: deal.accountName });
}

/** A proof of concept in a few lines, with buttons for what its status allows. `notice` says what has just happened to it. */
export function pocCard(view: SeenPoc, reader: PocReader, notice?: Notice): Reply {
  const { poc, criteria } = view;
  const progress = poc.status === "planned" ? null : metOf(progressOf(criteria));
  const headline = md`${nameOfDeal(view)}: ${join([statusLine(view, reader), progress], ", ")}`;
  return {
    text: notice?.text ?? headline,
    blocks: [
      ...(notice ? [section(notice.text), ...(notice.blocks ?? [])] : []),
      section(cardText(view, reader)),
      ...cardButtons(view, reader),
    ],
  };
}

function cardText(view: SeenPoc, reader: PocReader): Mrkdwn {
  const { poc, criteria, deal, deliverables, extensions } = view;
  const there = deliverables.filter((one) => one.done);
  const seName = view.seName ?? deal.se?.name ?? null;
  return lines(
    pocHeading(view),
    poc.title === usualTitle(deal.deal.title) ? null : md`${poc.title}`,
    statusLine(view, reader),
    poc.status === "planned"
      ? md`Success: ${plural(criteria.length, "criterion", "criteria")}, must-have ${cut(
          criteria
            .filter((one) => one.mustHave)
            .map((one) => one.text)
            .join(", "),
          SHORT,
        )}`
      : progressBar(progressOf(criteria)),
    problemLine(view, reader),
    decisionLine(view, reader),
    join([deal.owner.name, seName ? `SE ${seName}` : "no SE yet", plural(poc.users, "user")], ", "),
    md`Tries ${cut(poc.features.join(", "), SHORT)}${
      poc.integrations.length > 0 ? ` · with ${cut(poc.integrations.join(", "), SHORT)}` : ""
    }`,
    extensions.length > 0 ? md`Extended ${plural(extensions.length, "time")}` : null,
    there.length > 0
      ? md`Delivered: ${join(
          there.map(({ kind, url }) =>
            url ? link(deliverableName(kind), url) : deliverableName(kind),
          ),
          ", ",
        )}`
      : null,
  );
}

function statusLine({ poc }: SeenPoc, { today }: PocReader): Mrkdwn {
  const when =
    poc.status === "planned"
      ? `${poc.startsOn < today ? "should have started" : "starts"} ${formatDay(poc.startsOn, { today })}, ends ${formatDay(poc.endsOn, { today })}`
      : poc.status === "in_progress"
        ? `${poc.endsOn < today ? "should have ended" : "ends"} ${formatDay(poc.endsOn, { today })}`
        : null;
  return join([statusName(poc.status), when], " · ");
}

function problemLine({ poc, criteria }: SeenPoc, { today }: PocReader): Mrkdwn | null {
  const { problems } = pocHealth(poc, criteria, today);
  if (problems.length === 0) return null;
  const unmet = criteria.filter((one) => one.mustHave && one.grade === "not_met");
  return md`${EMOJI.risk} ${joinWords(
    problems.map((problem) =>
      problem === "past_its_end"
        ? "past its end: complete or extend it"
        : `must-have not met: ${cut(unmet.map((one) => one.text).join(", "), SHORT)}`,
    ),
    "and",
  )}`;
}

function decisionLine({ poc, deciderName }: SeenPoc, { actor, now }: PocReader): Mrkdwn | null {
  if (!poc.decidedAt) return null;
  const when = formatInstant(poc.decidedAt, { now, timeZone: actor.timeZone });
  const emoji = poc.status === "accepted" ? EMOJI.done : EMOJI.lost;
  const said = poc.acceptance
    ? md`, the customer wrote “${cut(poc.acceptance, SHORT)}”${
        poc.acceptanceUrl ? md` (${link("where", poc.acceptanceUrl)})` : ""
      }`
    : "";
  const note = poc.decisionNote ? md`: ${cut(poc.decisionNote, 2 * SHORT)}` : "";
  return md`${emoji} ${statusName(poc.status)}, recorded by ${deciderName ?? "somebody"} ${when}${said}${note}`;
}

function cardButtons({ poc, deal }: SeenPoc, { actor }: PocReader): Block[] {
  const { id } = poc;
  const may = isAllowed(actor, "engineering.work", deal.relations);
  const legal = may ? legalActs(poc.status) : [];
  const can = (act: (typeof legal)[number]) => legal.includes(act);
  const more = [
    ...(can("edit")
      ? [
          { label: "Edit", value: { id, what: "edit" as const } },
          { label: "Edit criteria", value: { id, what: "criteria" as const } },
        ]
      : []),
    ...(may ? [{ label: "Deliverables", value: { id, what: "deliverables" as const } }] : []),
    { label: "Success report", value: { id, what: "report" as const } },
  ];
  return actions(
    can("start") ? startPocNow.button("Start today", { id }, { style: "primary" }) : null,
    can("grade") ? gradeNext.button("Grade criteria", { id }) : null,
    can("complete") ? completePocNow.button("Complete", { id }) : null,
    can("accept") ? acceptPocNow.button("Accept", { id }, { style: "primary" }) : null,
    can("reject") ? askReject.button("Reject", { id }) : null,
    can("extend") ? askExtend.button("Extend", { id }) : null,
    showDeal.button("Open deal", { id: deal.deal.id }),
    morePoc.overflow(more),
  );
}
