/// <reference lib="dom" />
import type { LogEntry, LogKind } from "../../traffic-log.ts";
import { loadLog } from "../api.ts";
import { byId, h, setChildren } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { jsonTree } from "./json-tree.ts";
import { onReplyTime } from "./reply-time.ts";

type Kind = LogKind | "reply";
const MOST = 600;
const SHOWN_AT_START = 200;
const FILTERS: readonly { name: string; kinds: readonly Kind[] }[] = [
  { name: "All", kinds: [] },
  { name: "People", kinds: ["person", "reply"] },
  { name: "To the bot", kinds: ["envelope", "ack", "socket"] },
  { name: "From the bot", kinds: ["api", "response_url"] },
  { name: "Problems", kinds: ["refusal", "warning"] },
];
const NAMES: Record<Kind, string> = {
  person: "person",
  envelope: "to bot",
  ack: "ack",
  api: "api",
  response_url: "reply url",
  refusal: "refused",
  warning: "warning",
  socket: "socket",
  reply: "screen",
};

let last = 0;
let filter = FILTERS[0];
let query = "";
const rows: { kind: Kind; at: string; text: string; node: HTMLElement }[] = [];
let list: HTMLElement | null = null;

/** Listens from the start, so that the times of replies are there when the pane is opened. */
export function startInspector(): void {
  onReplyTime(({ what, ms, at }) => {
    add({ kind: "reply", at, summary: `reply in ${ms} ms: ${what}`, detail: null });
    show();
  });
}

/** Opens or closes the pane that lists what passed between the bot and the sandbox. */
export function toggleInspector(open?: boolean): void {
  const pane = byId("inspector");
  pane.hidden = open === undefined ? !pane.hidden : !open;
  document.body.classList.toggle("inspecting", !pane.hidden);
  byId("traffic-button").setAttribute("aria-expanded", String(!pane.hidden));
  void drawInspector();
}

/** Adds what passed since the last time; does nothing while the pane is closed. */
export async function drawInspector(): Promise<void> {
  if (byId("inspector").hidden) return;
  list ??= frame();
  const entries = (await loadLog(last)).filter((each) => each.n > last);
  const isFirst = last === 0;
  last = entries.at(-1)?.n ?? last;
  for (const entry of isFirst ? entries.slice(-SHOWN_AT_START) : entries) add(entry);
  show();
}

function frame(): HTMLElement {
  const entries = h("ol", { class: "traffic", "aria-label": "Traffic, newest first" });
  const buttons = FILTERS.map((each) =>
    h(
      "button",
      {
        type: "button",
        class: "chip",
        "aria-pressed": String(each === filter),
        onclick: (event) => {
          filter = each;
          for (const other of buttons) other.setAttribute("aria-pressed", "false");
          (event.currentTarget as HTMLElement).setAttribute("aria-pressed", "true");
          show();
        },
      },
      each.name,
    ),
  );
  byId("inspector").append(
    h(
      "div",
      { class: "pane-head" },
      h("h2", {}, "Traffic"),
      h("span", { class: "grow" }),
      h("button", { type: "button", class: "plain", onclick: clear }, "Clear"),
      h(
        "button",
        {
          type: "button",
          class: "icon-button",
          "aria-label": "Close traffic",
          onclick: () => toggleInspector(false),
        },
        icon("close"),
      ),
    ),
    h(
      "div",
      { class: "filters" },
      h("div", { class: "row", role: "group", "aria-label": "Show" }, ...buttons),
      h("input", {
        type: "search",
        placeholder: "Filter by words, like views.open",
        "aria-label": "Filter by words",
        oninput: (event) => {
          query = (event.target as HTMLInputElement).value.trim().toLowerCase();
          show();
        },
      }),
    ),
    entries,
  );
  return entries;
}

function clear(): void {
  rows.length = 0;
  show();
}

function show(): void {
  if (!list) return;
  const kinds = filter?.kinds ?? [];
  const fitting = rows.filter(
    (each) =>
      (kinds.length === 0 || kinds.includes(each.kind)) && (!query || each.text.includes(query)),
  );
  setChildren(
    list,
    fitting.map((each) => each.node),
  );
}

function add(entry: Pick<LogEntry, "at" | "summary" | "detail"> & { kind: Kind }): void {
  const head = [
    h("time", {}, entry.at.slice(11, 23)),
    h("span", { class: "kind" }, NAMES[entry.kind]),
    h("span", { class: "grow" }, entry.summary, ...complaints(entry.detail)),
  ];
  const node = h("li", { class: `entry is-${entry.kind}` });
  if (entry.detail === null || entry.detail === undefined)
    node.append(h("div", { class: "entry-head" }, ...head));
  else {
    const box = h("details", {}, h("summary", { class: "entry-head" }, ...head));
    box.addEventListener("toggle", () => {
      // Drawn when it is looked at: most never are.
      if (box.open && box.children.length === 1) box.append(jsonTree(entry.detail));
    });
    node.append(box);
  }
  // The page's own times were taken before the pane was opened and the log asked for.
  const place = rows.findIndex((each) => each.at <= entry.at);
  rows.splice(place < 0 ? rows.length : place, 0, {
    kind: entry.kind,
    at: entry.at,
    text: entry.summary.toLowerCase(),
    node,
  });
  rows.length = Math.min(rows.length, MOST);
}

/** Slack's own messages of a refusal, with the place in the JSON they blame. */
function complaints(detail: unknown): HTMLElement[] {
  const messages: unknown = Reflect.get(Object(detail), "messages");
  if (!Array.isArray(messages)) return [];
  return messages.map((each) => h("code", { class: "complaint" }, String(each)));
}
