/** The kinds of things people type ids of; each is counted from 1 in its workspace. */
export const ID_KINDS = [
  "opp",
  "lead",
  "obj",
  "demo",
  "poc",
  "quote",
  "contract",
  "approval",
  "fb",
] as const;
export type IdKind = (typeof ID_KINDS)[number];

/** `formatId("opp", 123)` is `opp_123`: what people read, copy and type. */
export function formatId(kind: IdKind, n: number): string {
  return `${kind}_${n}`;
}

/** The number in `opp_123`, `OPP-123`, `#123` or `123`; null when the text is no id of that kind. */
export function parseId(kind: IdKind, text: string): number | null {
  const match = new RegExp(`^(?:#|${kind}[_-]?)?(\\d{1,9})$`, "i").exec(text.trim());
  const n = match ? Number(match[1]) : 0;
  return n > 0 ? n : null;
}
