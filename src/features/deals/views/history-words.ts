import { type Day, formatDayShort, formatInstant, isDay } from "../../../kernel/dates.ts";
import { formatId } from "../../../kernel/ids.ts";
import { formatMoney, moneySchema } from "../../../kernel/money.ts";
import { capitalize, cut, plural } from "../../../kernel/text.ts";
import type { AuditLine } from "../../audit/index.ts";
import { STAGES, stageName } from "../domain/stage.ts";

/** Who reads, and whom the lines are about. */
export type HistoryReader = {
  now: Date;
  today: Day;
  timeZone: string;
  names: ReadonlyMap<number, string>;
};

const ID_OF_PART = {
  demo: "demo",
  poc: "poc",
  objection: "obj",
  approval: "approval",
  quote: "quote",
  contract: "contract",
} as const;

/** What people wrote: it is quoted, and needs no name before it. */
const WRITTEN = [
  ...["text", "requirement", "challenge", "solution", "title", "scope"],
  ...["nextStep", "note", "notes", "reviewComment", "cancelReason"],
];
/** Values that say by themselves what they are. */
const PLAIN = ["category", "type", "grade", "outcome", "template", "deliverable", "asked"];
/** Numbers of something. */
const COUNTED: Readonly<Record<string, string>> = {
  weeks: "week",
  minutes: "minute",
  users: "user",
  termMonths: "month",
};
/** The people whom a change gives something to. */
const GIVEN_TO = ["ownerId", "seId"];
/** What the line has said with its verb and its stages, and what is counted for ourselves. */
const UNSAID = ["id", "n", "version", "status", "stage", "probability", "suggested", "closePushes"];
const ROWS_AND_MOMENTS = /(?:By|Ids?|At|Url)$/;
const SPELT: Readonly<Record<string, string>> = { sla: "SLA" };
/** Longer texts are left to the thing itself. */
const LONGEST = 60;

/**
 * What happened, as a colleague would tell it: "obj_2 logged: security, severity high, “No SOC 2 report”". Names of fields stand only
 * where a value doesn't speak for itself, people are named, and rows' numbers are left out.
 */
export function historyWords(line: AuditLine, reader: HistoryReader): string {
  const kind = line.action.replace(/^\w+\./, "");
  const because = line.reason ? ` (${line.reason})` : "";
  const told = detailsOf(line, kind, reader);
  const moved = stagesOf(line);
  if (moved) return [moved + because, ...told].join(", ");
  if (kind === "noted") return `“${line.after?.note}”`;
  const verb = `${kind.replaceAll("_", " ")}${givenTo(line, reader)}`;
  const part = partOf(line);
  const head = part ? `${part} ${verb}` : capitalize(verb);
  return `${head}${told.length > 0 ? `: ${told.join(", ")}` : ""}${because}`;
}

/** The people whom a line names, to be looked up. */
export function peopleIn({ after }: Pick<AuditLine, "after">): number[] {
  return GIVEN_TO.map((key) => after?.[key]).filter((id) => typeof id === "number");
}

/** "demo_3" for what happened to a part of the deal. */
function partOf({ subject, subjectId }: AuditLine): string | null {
  const kind = subject in ID_OF_PART ? ID_OF_PART[subject as keyof typeof ID_OF_PART] : null;
  return kind ? formatId(kind, Number(subjectId)) : null;
}

/** "Lead → Qualified", also of a move that brought along what was missing. */
function stagesOf({ before, after }: AuditLine): string | null {
  if (!before?.stage || !after?.stage) return null;
  const name = (value: unknown) => {
    const stage = STAGES.find((one) => one === value);
    return stage ? stageName(stage) : "?";
  };
  return `${name(before.stage)} → ${name(after.stage)}`;
}

/** " to Cat Engineer" of what was assigned. */
function givenTo({ action, before, after }: AuditLine, { names }: HistoryReader): string {
  if (!action.endsWith("assigned") || !after) return "";
  const found = GIVEN_TO.flatMap((key) => {
    const name = typeof after[key] === "number" ? names.get(after[key]) : undefined;
    return name ? [name] : [];
  });
  if (found.length > 0) return ` to ${found.join(" and ")}`;
  return GIVEN_TO.some((key) => after[key] === null && before?.[key] != null) ? " to nobody" : "";
}

/** What is different now, the short things first, so that a long text is what a narrow table cuts. */
function detailsOf(
  { action, before, after }: AuditLine,
  kind: string,
  reader: HistoryReader,
): string[] {
  const changes = Object.entries(after ?? {}).map(([key, value]) => ({
    key,
    value,
    was: before?.[key],
    isNew: before === null,
    kind,
  }));
  const isSaid = ({ key }: Change) => action.endsWith("assigned") && GIVEN_TO.includes(key);
  const [written, others] = [
    changes.filter(({ key }) => WRITTEN.includes(key)),
    changes.filter((change) => !WRITTEN.includes(change.key) && !isSaid(change)),
  ];
  return [...others, ...written].flatMap((change) => detail(change, reader) ?? []);
}

type Change = { key: string; value: unknown; was: unknown; isNew: boolean; kind: string };

/** One field as it is now; null where that tells nobody anything. */
function detail(change: Change, reader: HistoryReader): string | null {
  const { key, value, was, isNew } = change;
  if (key === "contactId" && !isNew) return isNothing(was) ? "contact added" : "contact changed";
  // Of all moments only this one is about another time than the line's own.
  if (key === "startsAt" && typeof value === "string")
    return formatInstant(new Date(value), reader);
  if (UNSAID.includes(key) || ROWS_AND_MOMENTS.test(key)) return null;
  if (isNothing(value)) return isNothing(was) ? null : `${nameOf(change)} removed`;
  const words = inWords(key, value, reader);
  if (words === null) return isNew ? null : `${nameOf(change)} changed`;
  if (WRITTEN.includes(key)) return `“${cut(words, LONGEST)}”`;
  return PLAIN.includes(key) || key in COUNTED ? words : `${nameOf(change)} ${words}`;
}

/** A value in words; null for lists and whatever else takes more room than a line has. */
function inWords(key: string, value: unknown, { today }: HistoryReader): string | null {
  const money = moneySchema.safeParse(value);
  if (money.success) return formatMoney(money.data, "plain");
  const unit = COUNTED[key];
  if (typeof value === "number") return unit ? plural(value, unit) : String(value);
  if (typeof value !== "string") return null;
  if (isDay(value)) return formatDayShort(value, today);
  if (/^[a-z]+(_[a-z0-9]+)+$/.test(value)) return value.replaceAll("_", " ");
  return value.length <= LONGEST || WRITTEN.includes(key) ? value : null;
}

/** "close date" of `closeDate`; after the verb "signed" only "on" of `signedOn`. */
function nameOf({ key, kind }: Change): string {
  const words = SPELT[key] ?? key.replaceAll(/([A-Z])/g, " $1").toLowerCase();
  return words.startsWith(`${kind} `) ? words.slice(kind.length + 1) : words;
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}
