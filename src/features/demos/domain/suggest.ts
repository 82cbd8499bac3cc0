import { cut } from "../../../kernel/text.ts";
import { namesSkill } from "./skills.ts";

/** What a request's form is filled with before anybody types. */
export type Suggestion = { features: string[]; useCases: string[]; skills: string[] };

const MOST = 6;
const LONGEST = 80;
/** "- ", "• ", "2. ", "3) "; a line that begins with a figure ("99.9 % uptime") keeps it. */
const BULLET = /^(?:[-–*•]\s*|\d{1,2}[.)]\s+)+/;

/** A requirement that says what people do, rather than what the product has. */
const USE_CASE =
  /^(?:as an? |when |how |their |our |the team)|\b(?:workflow|use case|process|onboard\w*|off-?board\w*|report(?:s|ing)|approv\w+|migrat\w+|users? (?:can|must|should|need)|wants? to|needs? to|be able to)\b/i;

/**
 * What to show, from what the customer needs: the first line of each requirement, those that tell of people at work as use cases, the others as features. Skills
 * are those of the team that requirements or products name.
 */
export function suggestFrom(known: {
  requirements: readonly string[];
  products: readonly string[];
  /** What the team's sales engineers know. */
  teamSkills: readonly string[];
}): Suggestion {
  const lines = [...new Set(known.requirements.map(firstLine).filter(Boolean))];
  const said = [...known.requirements, ...known.products];
  return {
    features: lines.filter((line) => !USE_CASE.test(line)).slice(0, MOST),
    useCases: lines.filter((line) => USE_CASE.test(line)).slice(0, MOST),
    skills: known.teamSkills
      .filter((skill) => said.some((text) => namesSkill(text, skill)))
      .slice(0, MOST),
  };
}

/** The first line or sentence, without a bullet before it or a full stop after it. */
function firstLine(text: string): string {
  const line = text.split("\n").find((one) => one.trim() !== "") ?? "";
  const sentence = /^.*?[.;!?](?=\s|$)/.exec(line.trim())?.[0] ?? line.trim();
  return cut(sentence.replace(BULLET, "").replace(/[.;:\s]+$/, ""), LONGEST);
}

/** The lines of a form as a list: each once, bullets gone, at most twelve. */
export function readList(text: string | undefined): string[] {
  const items = (text ?? "")
    .split(/\n|;/)
    .map((line) => cut(line.trim().replace(/^[-*•]\s*/, ""), 150))
    .filter(Boolean);
  return [...new Set(items)].slice(0, 12);
}
