/// <reference lib="dom" />
import type { PageState } from "../page-state.ts";
import { act, place, upload } from "./api.ts";
import { byId, h } from "./dom.ts";
import { threadWords } from "./messages.ts";

const said: string[] = [];
let recalled = 0;
let drawnFor = "";

/** Draws the composer; it is left alone while person, channel and thread stay the same. */
export function drawComposer(state: PageState, leaveThread: () => void): void {
  const key = `${state.me.id} ${state.channel} ${place.thread}`;
  if (key === drawnFor) return;
  drawnFor = key;
  recalled = said.length;
  const channel = state.channels.find((each) => each.id === state.channel);
  const name = channel ? `${channel.isIm ? "" : "#"}${channel.name}` : "";
  const label = place.thread ? threadWords(state) : `Message ${name} as ${state.me.name}`;
  const box = h("textarea", { rows: 1, placeholder: label, "aria-label": label });
  const files = h("input", { type: "file", multiple: true });
  const attached = h("span", {}, "Attach");
  const sayAttached = () => {
    const names = [...(files.files ?? [])].map((file) => file.name);
    attached.textContent = names.join(", ") || "Attach";
  };
  files.addEventListener("change", sayAttached);
  const grow = () => {
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight, 180)}px`;
  };
  const write = (text: string) => {
    box.value = text;
    grow();
  };
  const send = async () => {
    const text = box.value.trim();
    const chosen = [...(files.files ?? [])];
    if (text === "" && chosen.length === 0) return;
    if (text !== "") said.push(text);
    recalled = said.length;
    write("");
    files.value = "";
    sayAttached();
    const ids = await Promise.all(chosen.map(upload));
    await act({ kind: "say", channel: state.channel, text, threadTs: place.thread, files: ids });
  };
  box.addEventListener("input", grow);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      void send();
    } else if (event.key === "ArrowUp" && (box.value === "" || box.value === said[recalled])) {
      event.preventDefault();
      recalled = Math.max(0, recalled - 1);
      write(said[recalled] ?? "");
    } else if (event.key === "ArrowDown" && box.value === said[recalled]) {
      event.preventDefault();
      recalled = Math.min(said.length, recalled + 1);
      write(said[recalled] ?? "");
    }
  });
  const form = byId("composer") as HTMLFormElement;
  form.onsubmit = (event) => {
    event.preventDefault();
    void send();
  };
  const shortcuts = state.shortcuts.filter((each) => each.type === "global");
  form.replaceChildren(
    ...(place.thread
      ? [
          h(
            "div",
            { class: "in-thread" },
            label,
            h("button", { type: "button", class: "plain", onclick: leaveThread }, "Leave thread"),
          ),
        ]
      : []),
    box,
    h(
      "div",
      { class: "row" },
      ...(shortcuts.length > 0 ? [shortcutMenu(shortcuts)] : []),
      h("label", { class: "attach" }, attached, files),
      h("span", { class: "grow hint" }, "Enter sends · Shift+Enter new line · ↑ the last one"),
      h("button", { type: "submit", class: "button primary" }, "Send"),
    ),
  );
}

function shortcutMenu(shortcuts: PageState["shortcuts"]): HTMLElement {
  return h(
    "select",
    {
      "aria-label": "Shortcuts",
      onchange: (event) => {
        const select = event.target as HTMLSelectElement;
        const callbackId = select.value;
        select.value = "";
        if (callbackId) void act({ kind: "shortcut", callbackId });
      },
    },
    h("option", { value: "" }, "⚡ Shortcuts"),
    ...shortcuts.map((each) => h("option", { value: each.callback_id }, each.name)),
  );
}
