import { addDays, type Day, daysBetween } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";
import type { Settings } from "../../../kernel/settings.ts";
import { cut, plural } from "../../../kernel/text.ts";
import { cleanText } from "./lines.ts";

/** How large a proof of concept may be, by the workspace's settings. */
export type Limits = Pick<Settings["poc"], "maxFeatures" | "maxIntegrations" | "maxUsers">;

/** What a proof of concept tries: what is set when it is scoped and may be edited until it starts. */
export type Scope = {
  title: string;
  description: string | null;
  scope: string | null;
  features: readonly string[];
  integrations: readonly string[];
  users: number;
  startsOn: Day;
  endsOn: Day;
};

/** Longest title, and longest line of a list, in characters. */
export const MAX_TITLE = 120;
/** A proof of concept that is meant to run longer than this, in days, is a slip of the calendar. */
export const MAX_DAYS = 366;

/** A sentence for each part of a scope that is wrong, by the part's name; an empty object when nothing is. */
export type ScopeProblems = Partial<Record<keyof Scope, string>>;

/** Checks a scope part by part against the limits. */
export function problemsOf(scope: Scope, limits: Limits): ScopeProblems {
  const { features, integrations, users, startsOn, endsOn } = scope;
  const title = cleanText(scope.title);
  const problems: { [K in keyof Scope]?: string | null } = {
    title:
      title === ""
        ? "A proof of concept needs a title."
        : title.length > MAX_TITLE
          ? `That title has ${title.length} characters; ${MAX_TITLE} fit.`
          : null,
    features:
      features.length === 0
        ? "Name at least one feature that is tried."
        : tooMany(features.length, limits.maxFeatures, "feature"),
    integrations: tooMany(integrations.length, limits.maxIntegrations, "integration"),
    users:
      users < 1 || !Number.isInteger(users)
        ? "At least one user takes part."
        : tooMany(users, limits.maxUsers, "user"),
    endsOn: datesProblem(startsOn, endsOn),
  };
  return Object.fromEntries(
    Object.entries(problems).filter(([, problem]) => typeof problem === "string"),
  );
}

/**
 * Refuses a scope that is over a limit or ends before it starts.
 * @throws AppError bad_input with every problem in one message
 */
export function checkScope(scope: Scope, limits: Limits): void {
  const problems = Object.values(problemsOf(scope, limits));
  if (problems.length > 0)
    throw new AppError(
      "bad_input",
      problems.join(" "),
      "A small proof of concept ends on time: leave out what does not decide the deal.",
    );
}

/** What is wrong with these dates, or null. */
export function datesProblem(startsOn: Day, endsOn: Day): string | null {
  const days = daysBetween(startsOn, endsOn);
  if (days < 0) return "It would end before it starts.";
  if (days > MAX_DAYS) return `It would run ${plural(days, "day")}; a year is the most.`;
  return null;
}

/** "6 features are over the limit of 5.", or null. */
function tooMany(n: number, most: number, one: string): string | null {
  if (n <= most) return null;
  return `${plural(n, one)} ${n === 1 ? "is" : "are"} over the limit of ${most}.`;
}

/** When a proof of concept that is scoped today starts and ends unless somebody says otherwise. */
export function usualDates(
  today: Day,
  { startsInWeeks, weeks }: Pick<Settings["poc"], "startsInWeeks" | "weeks">,
): { startsOn: Day; endsOn: Day } {
  const startsOn = addDays(today, 7 * startsInWeeks);
  return { startsOn, endsOn: addDays(startsOn, 7 * weeks) };
}

/** What a proof of concept on a deal is called unless somebody says otherwise. */
export function usualTitle(dealTitle: string): string {
  return cut(`Proof of concept: ${dealTitle}`, MAX_TITLE);
}
