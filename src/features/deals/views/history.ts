import { type Day, formatDayShort, formatInstant, isDay } from "../../../kernel/dates.ts";
import { formatId } from "../../../kernel/ids.ts";
import { formatMoney, moneySchema } from "../../../kernel/money.ts";
import { capitalize, plural } from "../../../kernel/text.ts";
import { section } from "../../../slack/blocks.ts";
import { md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { dataTable } from "../../../slack/table.ts";
import type { AuditLine } from "../../audit/index.ts";
import { STAGES, stageName } from "../domain/stage.ts";
import type { DealView } from "../queries/deal.ts";
import type { Viewing } from "../queries/viewing.ts";
import { inSentence } from "./names.ts";

/** Who did what to a deal, newest first. */
export function dealHistory(
  view: DealView,
  lines: readonly AuditLine[],
  { now, today, actor }: Viewing,
): Reply {
  const reader = { now, today, timeZone: actor.timeZone };
  const text = md`${plural(lines.length, "thing")} happened to ${inSentence({ ...view.deal, ...view })}, the newest first.`;
  const { block } = dataTable({
    caption: "History of the deal",
    columns: ["When", "Who", "What"],
    rows: lines.map((line) => [
      formatInstant(line.at, reader),
      line.actorName ?? "Dealdesk",
      what(line, reader),
    ]),
  });
  return { text, blocks: [section(text), block] };
}

const ID_OF_PART = {
  demo: "demo",
  poc: "poc",
  objection: "obj",
  approval: "approval",
  quote: "quote",
  contract: "contract",
} as const;
/** Longer texts are left to the thing itself. */
const LONGEST_DETAIL = 60;

type Reader = { now: Date; today: Day; timeZone: string };

function what(line: AuditLine, reader: Reader): string {
  const { action, before, after, reason } = line;
  const kind = action.replace(/^\w+\./, "");
  const stage = (value: unknown) => {
    const key = STAGES.find((one) => one === value);
    return key ? stageName(key) : "?";
  };
  const because = reason ? ` (${reason})` : "";
  if (kind === "noted") return `“${after?.note}”`;
  if ((kind === "moved" || kind === "reopened") && before?.stage)
    return `${stage(before.stage)} → ${stage(after?.stage)}${because}`;
  const words = kind.replaceAll("_", " ");
  const told = Object.entries(after ?? {}).flatMap(([key, value]) =>
    (key === "status" && value === kind) || (isNothing(value) && isNothing(before?.[key]))
      ? []
      : detail(key, value, reader),
  );
  const part = partOf(line);
  return `${part ? `${part}${words}` : capitalize(words)}${told.length > 0 ? `: ${told.join(", ")}` : ""}${because}`;
}

/** "demo_3 " before what happened to a part of the deal. */
function partOf({ subject, subjectId }: AuditLine): string {
  const kind = subject in ID_OF_PART ? ID_OF_PART[subject as keyof typeof ID_OF_PART] : null;
  return kind ? `${formatId(kind, Number(subjectId))} ` : "";
}

/** A field that was changed, with what it is now when that is short enough to read. Numbers of rows tell nobody anything. */
function detail(key: string, value: unknown, reader: Reader): string[] {
  if (key === "id" || key === "version" || key.endsWith("Id") || key.endsWith("Ids")) return [];
  const name = fieldName(key);
  const money = moneySchema.safeParse(value);
  if (money.success) return [`${name} ${formatMoney(money.data, "plain")}`];
  if (typeof value === "string" && /^[a-z]+(_[a-z]+)*$/.test(value))
    return [`${name} ${value.replaceAll("_", " ")}`];
  if (typeof value === "string" && isInstant(value))
    // Of all moments only this one is about another time than the line's own.
    return key === "startsAt" ? [formatInstant(new Date(value), reader)] : [];
  if (typeof value === "string" && isDay(value))
    return [`${name} ${formatDayShort(value, reader.today)}`];
  const isShort = typeof value === "string" && value.length <= LONGEST_DETAIL;
  if (isShort || typeof value === "number") return [`${name} ${value}`];
  return [name];
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

function isInstant(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T/.test(text);
}

function fieldName(key: string): string {
  return key.replaceAll(/([A-Z])/g, " $1").toLowerCase();
}
