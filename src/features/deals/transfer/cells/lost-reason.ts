import { LOST_REASONS, type LostReason } from "../../domain/deal.ts";
import { labelKey } from "../columns/field.ts";

/** Words that tell a reason, in the order they are looked for. */
const WORDS: readonly (readonly [RegExp, LostReason])[] = [
  [/competit|konkurren|rival/, "competitor"],
  [/price|pricing|budget|cost|expensive|cheap/, "price"],
  [/feature|function|product|gap|fit/, "feature_gap"],
  [/securit|complian|privacy/, "security"],
  [/integrat/, "integration"],
  [/timing|too late|delay|postpon|not now/, "timing"],
  [/no decision|no response|unresponsive|ghost|stalled|no longer|silent|went dark/, "no_decision"],
];

/** Our reason for what a CRM says in its own words; `other` when none of them fits. */
export function lostReasonOf(written: string): LostReason {
  const key = labelKey(written);
  const own = LOST_REASONS.find((reason) => labelKey(reason) === key);
  if (own) return own;
  const text = written.toLowerCase();
  return WORDS.find(([pattern]) => pattern.test(text))?.[1] ?? "other";
}
