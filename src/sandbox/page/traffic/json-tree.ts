/// <reference lib="dom" />
import { type Child, h } from "../ui/dom.ts";

/** JSON that opens level by level; what lies deeper is only drawn when it is opened. */
export function jsonTree(value: unknown, name?: string, isOpen = true): HTMLElement {
  const key: Child = name === undefined ? null : h("span", { class: "json-key" }, `${name}: `);
  if (typeof value !== "object" || value === null)
    return h("div", { class: "json-leaf" }, key, leaf(value));
  const entries = Object.entries(value);
  const [open, shut] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  if (entries.length === 0) return h("div", { class: "json-leaf" }, key, `${open}${shut}`);
  const inside = h("div", { class: "json-inside" });
  const box = h(
    "details",
    { class: "json", open: isOpen },
    h("summary", {}, key, `${open}${glimpse(entries, Array.isArray(value))}${shut}`),
    inside,
  );
  const fill = () => {
    if (box.open && !inside.hasChildNodes())
      inside.append(...entries.map(([each, inner]) => jsonTree(inner, each, entries.length === 1)));
  };
  box.addEventListener("toggle", fill);
  fill();
  return box;
}

function leaf(value: unknown): HTMLElement {
  const kind = value === null || value === undefined ? "null" : typeof value;
  return h("span", { class: `json-${kind}` }, JSON.stringify(value) ?? "undefined");
}

/** A few words of what is inside, to find the right one without opening it. */
function glimpse(entries: readonly [string, unknown][], isList: boolean): string {
  if (isList) return `${entries.length}`;
  const telling =
    entries.find(([key]) => ["type", "id", "name", "text"].includes(key)) ?? entries[0];
  const text = telling && typeof telling[1] === "string" ? `${telling[0]}: ${telling[1]}` : "";
  return text ? ` ${text.slice(0, 40)}… ` : "…";
}
