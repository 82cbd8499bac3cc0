/** Letters that Unicode doesn't take apart into a plain letter and a mark. */
const PLAIN: Record<string, string> = { ß: "ss", ø: "o", æ: "ae", œ: "oe", ł: "l", đ: "d", ı: "i" };

const COMPANY_FORMS = new Set(
  "inc incorporated ltd limited gmbh corp corporation llc llp plc ag sa kg kgaa bv nv srl sarl spa pty co company and".split(
    " ",
  ),
);

/** Lower case without diacritics: "Łódź" is "lodz". Scripts that have other marks keep them. */
function fold(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[ßøæœłđı]/g, (letter) => PLAIN[letter] ?? letter)
    .normalize("NFC");
}

/**
 * What two spellings of one company have in common, to match accounts by: "Müller & Söhne GmbH" and "MULLER AND SOHNE"
 * are both "muller and sohne". Drops the legal form at the end, unless nothing else is left.
 */
export function nameKey(text: string): string {
  const words = fold(text)
    .replace(/[.'’]/g, "")
    .replaceAll("&", " and ")
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter(Boolean);
  while (words.length > 1 && COMPANY_FORMS.has(words.at(-1) ?? "")) words.pop();
  return words.join(" ");
}

/**
 * The text as a part of a channel's name: a–z, 0–9 and single hyphens, at most `max` characters.
 * Empty when no letter of it is Latin: the caller falls back to an id.
 */
export function slug(text: string, max: number): string {
  return fold(text)
    .replace(/['’]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-/, "")
    .slice(0, max)
    .replace(/-$/, "");
}
