import { capitalize, plural } from "../../../kernel/text.ts";
import { actions, type Block, context, section } from "../../../slack/blocks.ts";
import { bold, lines, type Mrkdwn, md, sentence } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { dataTable } from "../../../slack/table.ts";
import { askAddPlay, openLibrary, playMenu } from "../actions.ts";
import { playsFor } from "../domain/library.ts";
import { OBJECTION_TYPES, type ObjectionType, typeName } from "../domain/objection.ts";
import type { Play } from "../domain/play.ts";
import { NO_RECORD, type PlayRecord, rankPlays, rateWords, recordWords } from "../domain/record.ts";
import { evidenceWords } from "./words.ts";

/** The library as the reader may use it. */
export type ShownLibrary = {
  plays: readonly Play[];
  records: ReadonlyMap<string, PlayRecord>;
  mayEdit: boolean;
};

/** All plays in a table, each with its record. */
export function libraryOverview({ plays, records, mayEdit }: ShownLibrary): Reply {
  const active = plays.filter((play) => play.active);
  const text = md`${plural(active.length, "play")} against ${plural(OBJECTION_TYPES.length, "type")} of objections. The best by its record is offered first.`;
  const { block } = dataTable({
    caption: "The objection library",
    columns: ["Against", "Play", "Used", "Resolved", "How"],
    rows: OBJECTION_TYPES.flatMap((type) =>
      rankPlays(playsFor(plays, type), records).map((play) => {
        const record = records.get(play.id) ?? NO_RECORD;
        return [
          typeName(type),
          play.name,
          { value: record.used, text: String(record.used) },
          rateWords(record.resolved, record.settled),
          play.text,
        ];
      }),
    ),
  });
  return {
    text,
    blocks: [
      section(text),
      block,
      ...actions(
        openLibrary.menu(
          "Read the plays against…",
          OBJECTION_TYPES.map((type) => ({ label: capitalize(typeName(type)), value: { type } })),
        ),
        mayEdit ? askAddPlay.button("Add a play", {}) : null,
      ),
    ],
  };
}

/** The plays against one type, the best first, each with its lines, and what the reader may do with it. */
export function libraryType(
  { plays, records, mayEdit }: ShownLibrary,
  type: ObjectionType,
  notice?: Mrkdwn,
): Reply {
  const own = playsFor(plays, type);
  const ranked = rankPlays(own, records);
  const retired = own.filter((play) => !play.active);
  const text =
    ranked.length > 0
      ? md`${plural(ranked.length, "play")} against ${bold(typeName(type))}, the best first.`
      : md`No plays against ${bold(typeName(type))} yet.`;
  return {
    text: notice ?? text,
    blocks: [
      section(notice ? lines(notice, text) : text),
      ...ranked.flatMap((play) => playBlocks(play, records.get(play.id), mayEdit)),
      ...retired.map((play) =>
        section(
          md`Retired: ${play.name}, ${recordWords(records.get(play.id) ?? NO_RECORD)}.`,
          mayEdit
            ? playMenu.button("Bring back", { play: play.id, what: "restore" }, { key: play.id })
            : undefined,
        ),
      ),
      ...actions(
        mayEdit ? askAddPlay.button("Add a play", { type }) : null,
        openLibrary.button("All types", {}),
      ),
      ...(mayEdit
        ? []
        : [context(sentence("Sales engineers, managers and admins edit the library."))]),
    ],
  };
}

function playBlocks(play: Play, record: PlayRecord | undefined, mayEdit: boolean): Block[] {
  const menu = mayEdit
    ? playMenu.overflow(
        [
          { label: "Edit", value: { play: play.id, what: "edit" } },
          { label: "Retire", value: { play: play.id, what: "retire" } },
        ],
        { key: play.id },
      )
    : undefined;
  const rows = (label: string, said: readonly string[]) =>
    said.length > 0 ? md`${label}: ${said.map((line) => `“${line}”`).join(" ")}` : null;
  return [
    section(
      lines(
        md`${bold(play.name)}: ${recordWords(record ?? NO_RECORD)}. ${play.text}`,
        rows("Say", play.customerSafe),
        rows("For us only", play.internalOnly),
        evidenceWords(play),
      ),
      menu,
    ),
  ];
}
