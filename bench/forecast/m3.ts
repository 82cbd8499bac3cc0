import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import type { Period } from "../../src/features/forecast/domain/series/series.ts";

/** A series of the M3 competition: what was known, and what came. */
export type M3Series = {
  id: string;
  period: Period;
  train: number[];
  test: number[];
  text: string;
};

/** What a published method reached on these series. */
export type Published = { period: string; method: string; smape: number; mase: number };

const numbers = z.string().transform((text) => text.trim().split(/\s+/).map(Number));
const m3Row = z.object({
  series_id: z.string(),
  period: z.enum(["monthly", "quarterly"]),
  description: z.string(),
  train: numbers,
  test: numbers,
});
const publishedRow = z.object({
  period: z.string(),
  method: z.string(),
  smape: z.coerce.number(),
  mase: z.coerce.number(),
});

/** Reads the series from a CSV with series_id, period, description, train and test. */
export async function readM3(file: string): Promise<M3Series[]> {
  return z
    .array(m3Row)
    .parse(rowsOf(await readFile(file, "utf8")))
    .map((row) => ({
      id: row.series_id,
      period: row.period === "monthly" ? 12 : 4,
      train: row.train,
      test: row.test,
      text: row.description,
    }));
}

/** Reads the published methods' figures; none when the file is not there. */
export async function readPublished(file: string): Promise<Published[]> {
  const text = await readFile(file, "utf8").catch(() => "");
  return z.array(publishedRow).parse(rowsOf(text));
}

/** Some descriptions hold commas without quotes: the row is read from both its ends. */
function rowsOf(text: string): Record<string, string>[] {
  const [header = [], ...rows] = parse(text, { relaxColumnCount: true, trim: true }) as string[][];
  const description = header.indexOf("description");
  return rows.map((row) => {
    const surplus = row.length - header.length;
    const cells =
      description < 0 || surplus <= 0
        ? row
        : [
            ...row.slice(0, description),
            row.slice(description, description + surplus + 1).join(","),
            ...row.slice(description + surplus + 1),
          ];
    return Object.fromEntries(header.map((name, column) => [name, cells[column] ?? ""]));
  });
}
