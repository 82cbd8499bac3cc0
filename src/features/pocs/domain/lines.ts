/** Longest entry of a list, in characters. */
export const MAX_LINE = 200;

/** One line of text: white space in a row becomes one space. */
export function cleanText(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/**
 * The entries of a list as people type one: one a line, bullets and numbers in front are dropped, blank lines and what was said
 * before in other letters are left out.
 */
export function entriesOf(text: string): string[] {
  const seen = new Set<string>();
  return text
    .split(/\r?\n/)
    .map((line) => cleanText(line.replace(/^\s*(?:[-–•*]|\d{1,2}[.)])\s+/, "")))
    .filter((line) => {
      const key = line.toLowerCase();
      if (line === "" || seen.has(key)) return false;
      seen.add(key);
      return true;
    });
}
