import type { Role } from "../../../kernel/access.ts";
import { AppError } from "../../../kernel/errors.ts";
import type { Token } from "../../../kernel/text.ts";
import { type Arg, type PersonRef, person } from "../../../slack/args.ts";
import { readCapacity } from "../domain/capacity.ts";
import { readRoles } from "../domain/roles.ts";
import { readSkills } from "../domain/skills.ts";
import { readWorkingHours, type WorkingHours } from "../domain/working-hours.ts";

/** What is to be different about somebody, as it was written; null takes it away. */
export type PlaceChange = {
  roles?: Role[];
  team?: string | null;
  manager?: PersonRef | null;
  skills?: string[];
  workingHours?: WorkingHours | null;
  weeklyCapacity?: number | null;
};

type Key = keyof PlaceChange;
const KEYWORDS: Readonly<Record<string, Key>> = {
  role: "roles",
  roles: "roles",
  team: "team",
  manager: "manager",
  skill: "skills",
  skills: "skills",
  hours: "workingHours",
  capacity: "weeklyCapacity",
};
const HINT =
  "`role ae,manager`, `team EMEA`, `manager @dan`, `skills okta, sap`, `hours 9:00-17:00` or `capacity 5`; `none` takes it away";

/** `role ae,manager team EMEA manager @dan skills okta, sap hours 9:00-17:00 capacity 5`, in any order. */
export function placeChange(): Arg<PlaceChange> {
  return {
    hint: HINT,
    optional: false,
    words: Number.POSITIVE_INFINITY,
    parse(words, context) {
      const change: PlaceChange = {};
      for (const { key, keyword, value } of phrases(words)) {
        const written = value.map((word) => word.text).join(" ");
        const none = value.length === 1 && /^(none|-)$/i.test(written);
        if (value.length === 0)
          throw new AppError(
            "bad_input",
            `After \`${keyword}\` nothing is written.`,
            `Try ${HINT}.`,
          );
        if (key === "roles") change.roles = readRoles(none ? "none" : written);
        else if (key === "team") change.team = none ? null : written;
        else if (key === "skills") change.skills = none ? [] : readSkills(written);
        else if (key === "workingHours")
          change.workingHours = none ? null : readWorkingHours(written);
        else if (key === "weeklyCapacity")
          change.weeklyCapacity = none ? null : readCapacity(written);
        else change.manager = none ? null : person().parse(value, context);
      }
      return change;
    },
  };
}

/** An argument that ends where a change begins, so that `people set ada role x` blames the role and not the person. */
export function beforeChange<T>(arg: Arg<T>): Arg<T> {
  return {
    ...arg,
    parse(words, context) {
      if (words.some((word, i) => i > 0 && keyOf(word)))
        throw new AppError(
          "bad_input",
          "A name ends before `role`, `team`, `manager`, `skills`, `hours` or `capacity`.",
        );
      return arg.parse(words, context);
    },
  };
}

function keyOf(word: Token | undefined): Key | undefined {
  const text = word?.text.toLowerCase() ?? "";
  return word && !word.quoted && Object.hasOwn(KEYWORDS, text) ? KEYWORDS[text] : undefined;
}

/**
 * The words after each keyword. `manager` is a role as well: it is one directly after `role`, and after a comma or
 * "and" of its list, as in `role manager`, `role ae, manager` and `role manager manager @dan`.
 */
function phrases(words: readonly Token[]): { key: Key; keyword: string; value: Token[] }[] {
  const found: { key: Key; keyword: string; value: Token[] }[] = [];
  for (const word of words) {
    const key = keyOf(word);
    const open = found.at(-1);
    const last = open?.value.at(-1)?.text;
    const continues =
      open?.key === "roles" &&
      key === "manager" &&
      (last === undefined || /,$/.test(last) || last.toLowerCase() === "and");
    if (key && !continues) {
      if (found.some((one) => one.key === key))
        throw new AppError("bad_input", `\`${word.text}\` is written twice.`);
      found.push({ key, keyword: word.text, value: [] });
    } else if (open) open.value.push(word);
    else throw new AppError("bad_input", `I could not read “${word.text}”.`, `Try ${HINT}.`);
  }
  return found;
}
