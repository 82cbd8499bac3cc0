import { AppError } from "../../../kernel/errors.ts";

const MOST = 30;
const LONGEST = 40;

/**
 * Skills as they are written, commas or lines between: "Okta, SAP" is okta and sap. In lower case, each once, in the order of
 * writing.
 * @throws AppError bad_input for more than 30, or one longer than 40 characters
 */
export function readSkills(text: string): string[] {
  const skills = [
    ...new Set(
      text
        .split(/[,;\n]/)
        .map((skill) => skill.trim().replace(/\s+/g, " ").toLowerCase())
        .filter(Boolean),
    ),
  ];
  const long = skills.find((skill) => skill.length > LONGEST);
  if (long)
    throw new AppError(
      "bad_input",
      `“${long}” is too long for a skill.`,
      "Put commas between several: `skills okta, sap`.",
    );
  if (skills.length > MOST)
    throw new AppError(
      "bad_input",
      `${skills.length} skills are too many.`,
      `Name at most ${MOST}.`,
    );
  return skills;
}
