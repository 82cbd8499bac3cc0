import { isAllowed } from "../../../kernel/access.ts";
import { plural } from "../../../kernel/text.ts";
import { actions, context, section } from "../../../slack/blocks.ts";
import { bold, lines, md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { dataTable } from "../../../slack/table.ts";
import { askOwnScore, resetScore, showLead } from "../actions.ts";
import { isOpen } from "../domain/lead.ts";
import { scoreOf } from "../domain/score.ts";
import type { SeenLead } from "../reading.ts";
import type { LeadReader } from "./card.ts";

/** The score of a lead with the lines it adds up from, and what a person said against it. */
export function scoreCard({ lead }: SeenLead, { actor, settings }: LeadReader): Reply {
  const { total, lines: counted } = scoreOf(lead);
  const { mqlScore, sqlScore } = settings.lead;
  const isOwn = lead.scoreReason !== null;
  const text = isOwn
    ? md`${bold(lead.company)} scores ${lead.score}, set by hand: “${lead.scoreReason ?? ""}”. The table gives ${total}.`
    : md`${bold(lead.company)} scores ${lead.score} of 100.`;
  const reach =
    lead.score >= sqlScore
      ? md`Enough for an SQL (${sqlScore}).`
      : lead.score >= mqlScore
        ? md`Enough for an MQL (${mqlScore}); ${plural(sqlScore - lead.score, "point")} short of an SQL.`
        : md`${plural(mqlScore - lead.score, "point")} short of an MQL (${mqlScore}).`;
  const { block } = dataTable({
    caption: "What the score is made of",
    columns: ["What", "Points", "Of", "Why"],
    rows: counted.map((one) => [
      one.name,
      { value: one.points, text: String(one.points) },
      { value: one.of, text: String(one.of) },
      one.why,
    ]),
  });
  const { id } = lead;
  const may = isOpen(lead) && isAllowed(actor, "lead.create");
  return {
    text,
    blocks: [
      section(lines(text, reach)),
      block,
      ...actions(
        may ? askOwnScore.button("Set it by hand…", { id }) : null,
        may && isOwn ? resetScore.button("Back to the table", { id }) : null,
        showLead.button("Open lead", { id }),
      ),
      ...(isOwn
        ? []
        : [context(md`What nobody knows gives no points: fill it in and the score follows.`)]),
    ],
  };
}
