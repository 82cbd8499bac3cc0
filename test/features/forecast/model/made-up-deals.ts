import type {
  DealRow,
  FeatureSchema,
} from "../../../../src/features/forecast/domain/model/features.ts";
import { seededRandom } from "../../../../src/features/forecast/domain/model/random.ts";

/** What the made-up deals tell about themselves. */
export const SCHEMA: FeatureSchema = [
  { name: "source", kind: "category" },
  { name: "amount", kind: "money" },
  { name: "age", kind: "number" },
];

/** Closed deals: referrals win more, old deals less, by a chance that is known; some facts are missing. */
export function madeUpDeals(count: number, seed = 7): { rows: DealRow[]; won: boolean[] } {
  const random = seededRandom(seed);
  const rows: DealRow[] = [];
  const won: boolean[] = [];
  for (let at = 0; at < count; at++) {
    const source = ["referral", "web", "event", null][Math.floor(random() * 4)] ?? null;
    const age = random() < 0.1 ? null : Math.floor(random() * 200);
    const amount = random() < 0.4 ? 10_000 : Math.floor(random() * 90_000);
    const margin = (source === "referral" ? 2 : -0.5) - ((age ?? 100) - 100) / 50;
    rows.push({ source, amount, age });
    won.push(random() < 1 / (1 + Math.exp(-margin)));
  }
  return { rows, won };
}
