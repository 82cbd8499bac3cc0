import { z } from "zod";
import { AppError } from "../../../../kernel/errors.ts";
import { cut } from "../../../../kernel/text.ts";
import { STAGES } from "../../domain/stage.ts";
import type { DraftNote, StageEntry } from "../row/deal-draft.ts";
import { parseJson, parsePersonCell } from "./column-values.ts";

const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const metadataSchema = z.record(z.string(), z.string());
const notesSchema = z.array(
  z.object({ at: moment, by: z.string().min(1), text: z.string().min(1) }),
);
const entrySchema = z.tuple([z.enum(STAGES), moment]);

/** The extra fields of a deal, written as a JSON object of texts; null where there is no such column. */
export function readMetadata(cell: string | null | undefined): Record<string, string> | null {
  if (cell === undefined) return null;
  if (cell === null) return {};
  const read = metadataSchema.safeParse(parseJson(cell));
  if (read.success) return read.data;
  throw new AppError(
    "bad_input",
    `I can't read “${cut(cell, 40)}” as extra fields.`,
    'Write them like {"Region":"EMEA"}.',
  );
}

export function formatMetadata(metadata: Readonly<Record<string, string>>): string {
  const keys = Object.keys(metadata).sort();
  if (keys.length === 0) return "";
  return JSON.stringify(Object.fromEntries(keys.map((key) => [key, metadata[key]])));
}

/** Notes, written as a JSON list of who wrote what and when. */
export function readNotes(cell: string | null | undefined): DraftNote[] {
  if (!cell) return [];
  const read = notesSchema.safeParse(parseJson(cell));
  if (read.success) return read.data.map((note) => ({ ...note, by: parsePersonCell(note.by) }));
  // A list kept by hand has plain text here, of nobody and no time: it is not taken for a note.
  throw new AppError(
    "bad_input",
    `I can't read “${cut(cell, 40)}” as notes.`,
    'Write them like [{"at":"2027-03-31T09:00:00Z","by":"Ada Admin","text":"Budget is approved"}].',
  );
}

export function formatNotes(notes: readonly { at: Date; by: string; text: string }[]): string {
  return notes.length === 0 ? "" : JSON.stringify(notes);
}

/** The stages a deal stood in, written `lead 2027-01-15T09:00:00.000Z; proposal 2027-…`. */
export function readStageHistory(cell: string | null | undefined): StageEntry[] {
  if (!cell) return [];
  return cell.split(";").map((part) => {
    const read = entrySchema.safeParse(part.trim().split(" "));
    if (!read.success)
      throw new AppError(
        "bad_input",
        `I can't read “${cut(part.trim(), 60)}” as a stage and its beginning.`,
        "Write it like `proposal 2027-03-31T09:00:00Z`.",
      );
    return { stage: read.data[0], at: read.data[1] };
  });
}

export function formatStageHistory(entries: readonly StageEntry[]): string {
  return entries.map(({ stage, at }) => `${stage} ${at.toISOString()}`).join("; ");
}
