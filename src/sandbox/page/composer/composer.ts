/// <reference lib="dom" />
import type { PageState } from "../../page-state.ts";
import { act, upload } from "../api.ts";
import { expectReply } from "../traffic/reply-time.ts";
import { h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { menuButton } from "../ui/menu.ts";
import { completionFor } from "./completion.ts";

/** Where one writes: a channel, or a thread in it. */
export type Composer = {
  draw(state: PageState): void;
  focus(): void;
  /** Puts a line into the field, to be sent or changed. */
  offer(text: string): void;
};

const TALLEST = 200;
/** What was sent, oldest first, for ↑. */
const said: string[] = [];
/** What was begun and not sent, by person, channel and thread. */
const drafts = new Map<string, string>();

/** Fills a form with a field, its suggestions and its buttons. */
export function composer(form: HTMLFormElement, inThread: boolean): Composer {
  let state: PageState | null = null;
  let place = "";
  let recalled = 0;
  const field = h("textarea", {
    rows: 1,
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-haspopup": "listbox",
    autocomplete: "off",
  });
  const files = h("input", { type: "file", multiple: true, "aria-label": "Attach files" });
  const attached = h("span", { class: "attached" });
  const send = h(
    "button",
    { type: "submit", class: "icon-button send", "aria-label": "Send", title: "Send (Enter)" },
    icon("send"),
  );
  const write = (text: string, cursor = text.length) => {
    field.value = text;
    field.setSelectionRange(cursor, cursor);
    changed();
  };
  const completion = completionFor(
    field,
    () => state as PageState,
    (from, value) => {
      const after = field.value.slice(field.selectionStart);
      write(field.value.slice(0, from) + value + after, from + value.length);
      field.focus();
    },
  );
  const isEmpty = () => field.value.trim() === "" && (files.files?.length ?? 0) === 0;
  function changed(): void {
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, TALLEST)}px`;
    drafts.set(place, field.value);
    send.disabled = isEmpty();
  }
  function sayAttached(): void {
    attached.textContent = [...(files.files ?? [])].map((file) => file.name).join(", ");
    send.disabled = isEmpty();
  }
  async function submit(): Promise<void> {
    if (isEmpty() || !state?.channel) return;
    const text = field.value.trim();
    const chosen = [...(files.files ?? [])];
    const threadTs = inThread ? (state.thread[0]?.ts ?? null) : null;
    const { id: channel, isIm } = state.channel;
    if (text.startsWith("/") || isIm) expectReply(text.split("\n")[0] ?? "");
    if (text !== "" && said.at(-1) !== text) said.push(text);
    recalled = said.length;
    write("");
    completion.close();
    files.value = "";
    sayAttached();
    const ids = await Promise.all(chosen.map(upload));
    const answer = await act({ kind: "say", channel, text, threadTs, files: ids });
    // What could not be sent is not lost.
    if (answer.error && field.value === "") write(text);
  }
  function recall(by: number): boolean {
    const isRecalled = field.value === said[recalled];
    if (by < 0 ? field.value !== "" && !isRecalled : !isRecalled) return false;
    recalled = Math.min(said.length, Math.max(0, recalled + by));
    write(said[recalled] ?? "");
    completion.close();
    return true;
  }

  files.addEventListener("change", sayAttached);
  field.addEventListener("input", () => {
    changed();
    void completion.update();
  });
  field.addEventListener("blur", () => completion.close());
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (completion.takes(event)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      void submit();
    } else if (event.key === "ArrowUp" && recall(-1)) event.preventDefault();
    else if (event.key === "ArrowDown" && recall(1)) event.preventDefault();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void submit();
  });
  const shortcuts = menuButton(
    { label: "Shortcuts", class: "icon-button", above: true },
    [icon("bolt")],
    () => [
      state?.bot.name ?? "",
      ...(state?.shortcuts ?? [])
        .filter((each) => each.type === "global")
        .map((each) => ({
          text: each.name,
          run() {
            expectReply(each.name);
            void act({ kind: "shortcut", callbackId: each.callback_id });
          },
        })),
    ],
  );
  form.append(
    completion.element,
    field,
    h(
      "div",
      { class: "composer-row" },
      inThread ? null : shortcuts,
      h("label", { class: "icon-button attach", title: "Attach files" }, icon("clip"), files),
      attached,
      h("span", { class: "grow" }),
      h("small", { class: "keys" }, inThread ? "" : "/ for commands · ↑ the last one"),
      send,
    ),
  );

  return {
    focus: () => field.focus(),
    offer(text) {
      write(text);
      field.focus();
    },
    draw(next) {
      state = next;
      const key = `${next.me.id} ${next.channel?.id} ${inThread ? next.thread[0]?.ts : ""}`;
      if (key === place) return;
      place = key;
      recalled = said.length;
      const { channel, thread } = next;
      const name = channel?.isIm ? channel.name : `#${channel?.name}`;
      const label = inThread
        ? `Reply to ${thread[0]?.name ?? ""}`
        : `Message ${name} as ${next.me.name}`;
      field.placeholder = label;
      field.setAttribute("aria-label", label);
      completion.close();
      write(drafts.get(key) ?? "");
    },
  };
}
