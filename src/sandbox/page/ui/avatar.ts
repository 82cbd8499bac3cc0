/// <reference lib="dom" />
import { h } from "./dom.ts";
import { icon } from "./icons.ts";

const COLOURS = 8;

/** A square with somebody's initials, in a colour that stays theirs. */
export function avatar(of: { id: string; name: string; isBot?: boolean }): HTMLElement {
  const initials = of.name
    .split(" ")
    .map((each) => each[0] ?? "")
    .join("")
    .slice(0, 2);
  // FNV-1a: ids that differ in one letter get colours that differ.
  const hash = [...of.id].reduce(
    (sum, each) => Math.imul(sum ^ each.charCodeAt(0), 0x01000193) >>> 0,
    0x811c9dc5,
  );
  return h(
    "span",
    { class: `avatar ${of.isBot ? "bot" : `a${(hash >>> 11) % COLOURS}`}`, "aria-hidden": "true" },
    of.isBot ? icon("bolt") : initials,
  );
}
