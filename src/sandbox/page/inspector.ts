/// <reference lib="dom" />
import { loadLog } from "./api.ts";
import { byId, h } from "./dom.ts";

let last = 0;
let wasRead = false;

/** Opens or closes the pane that lists what passed between the bot and the sandbox. */
export function toggleInspector(): void {
  const pane = byId("inspector");
  pane.hidden = !pane.hidden;
  void drawInspector();
}

/** Adds what passed since the last time; does nothing while the pane is closed. */
export async function drawInspector(): Promise<void> {
  const pane = byId("inspector");
  if (pane.hidden) return;
  if (!wasRead) {
    pane.append(h("h2", {}, "Traffic"), h("ol", { id: "traffic" }));
    wasRead = true;
  }
  const entries = (await loadLog(last)).filter((each) => each.n > last);
  last = entries.at(-1)?.n ?? last;
  const list = byId("traffic");
  for (const entry of entries)
    list.prepend(
      h(
        "li",
        { class: `entry-${entry.kind}` },
        h(
          "details",
          {},
          h(
            "summary",
            {},
            h("time", {}, entry.at.slice(11, 23)),
            h("span", { class: "kind" }, entry.kind),
            h("span", {}, entry.summary),
          ),
          h("pre", {}, JSON.stringify(entry.detail, null, 2)),
        ),
      ),
    );
}
