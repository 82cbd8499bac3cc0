import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import type { DealRow, FeatureSchema } from "../../src/features/forecast/domain/model/features.ts";
import { seededRandom } from "../random.ts";

/** Closed deals to measure with. */
export type Deals = {
  readonly name: string;
  readonly schema: FeatureSchema;
  readonly rows: readonly DealRow[];
  readonly won: readonly boolean[];
  /** The deal's number: rows with the same one are one deal. */
  readonly deals: readonly string[];
};

/**
 * The columns of the public IBM sales win/loss set that are known while a deal is open. “Opportunity Number” is left out: it is
 * an id, and what it tells (numbers were given out over time) would not hold for the next deal. It only keeps rows together.
 */
const IBM: FeatureSchema = [
  { name: "Supplies Subgroup", kind: "category" },
  { name: "Supplies Group", kind: "category" },
  { name: "Region", kind: "category" },
  { name: "Route To Market", kind: "category" },
  { name: "Competitor Type", kind: "category" },
  { name: "Opportunity Amount USD", kind: "money" },
  { name: "Client Size By Revenue", kind: "number" },
  { name: "Client Size By Employee Count", kind: "number" },
  { name: "Revenue From Client Past Two Years", kind: "number" },
];

/** The deals of a file of the IBM set. Throws when it is not there, or a column is missing. */
export async function ibmDeals(path: string): Promise<Deals> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new Error(`${path} can't be read. Without --data, deals are made up.`, { cause });
  });
  const lines: Record<string, string>[] = parse(bytes, { columns: true, bom: true });
  const needed = [...IBM.map(({ name }) => name), "Opportunity Number", "Opportunity Result"];
  const absent = needed.find((name) => lines[0]?.[name] === undefined);
  if (absent) throw new Error(`${path} has no column “${absent}”.`);
  const rows = lines.map((line) =>
    Object.fromEntries(
      IBM.map(({ name, kind }) => {
        const text = line[name] || null;
        return [name, kind === "category" || text === null ? text : Number(text)];
      }),
    ),
  );
  return {
    name: path,
    schema: IBM,
    rows,
    won: lines.map((line) => line["Opportunity Result"] === "Won"),
    deals: lines.map((line) => line["Opportunity Number"] ?? ""),
  };
}

/** Made-up deals whose chance of being won is known, for a machine without the file. */
export function madeUpDeals(count: number): Deals {
  const random = seededRandom(2026);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const schema: FeatureSchema = [
    { name: "source", kind: "category" },
    { name: "owner", kind: "category" },
    { name: "amount", kind: "money" },
    { name: "age", kind: "number" },
    { name: "days since contact", kind: "number" },
  ];
  const rows: DealRow[] = [];
  const won: boolean[] = [];
  for (let at = 0; at < count; at++) {
    const source = pick(["referral", "outbound", "web", "event", null]);
    const owner = Math.floor(random() * 60);
    const amount = random() < 0.5 ? pick([10_000, 25_000, 50_000]) : 5_000 + random() * 90_000;
    const [age, quiet] = [random() * 300, random() < 0.1 ? null : random() * 60];
    const margin =
      (source === "referral" ? 1.2 : -0.4) +
      Math.sin(owner) -
      Math.abs(age - 90) / 60 -
      (quiet ?? 40) / 40 +
      (amount % 1000 === 0 ? -0.8 : 0.8);
    const row = { source, owner: `Rep ${owner}`, amount: Math.round(amount), age };
    rows.push({ ...row, "days since contact": quiet });
    won.push(random() < 1 / (1 + Math.exp(-margin)));
  }
  return {
    name: `made up, ${count} deals`,
    schema,
    rows,
    won,
    deals: rows.map((_, at) => `${at}`),
  };
}
