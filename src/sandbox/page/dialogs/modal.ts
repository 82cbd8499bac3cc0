/// <reference lib="dom" />
import type { StateValues } from "../../engine/state.ts";
import type { Raw } from "../../interactions/fill.ts";
import type { PageState, PageView } from "../../page-state.ts";
import { act } from "../api.ts";
import { drawBlocks } from "../blocks/blocks.ts";
import { plain } from "../blocks/mrkdwn.ts";
import { expectReply, replyShown } from "../traffic/reply-time.ts";
import { byId, h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { toast } from "../ui/toast.ts";

type Fill = { blockId: string; actionId: string; raw: Raw };
/** What was put into the fields of the modal on top, by "block action". */
let fills = new Map<string, Fill>();
let shown = { key: "", viewId: "" };

/** Shows the modal on top, or none. What is being typed is left alone while the modal stays the same. */
export function drawModal(state: PageState): void {
  const dialog = byId("modal") as HTMLDialogElement;
  const view = state.modal;
  const key = view ? `${state.me.id} ${view.id} ${view.hash}` : "";
  if (key === shown.key) return;
  const isSame = view?.id === shown.viewId;
  shown = { key, viewId: view?.id ?? "" };
  replyShown();
  if (!view) {
    fills = new Map();
    dialog.close();
    dialog.replaceChildren();
    return;
  }
  if (!isSame) fills = new Map();
  const values = isSame ? withTyped(view.values) : view.values;
  const focused = document.activeElement?.getAttribute("data-key");
  const scrolled = dialog.querySelector(".body")?.scrollTop ?? 0;
  dialog.replaceChildren(form(dialog, { ...view, values }, state));
  if (!dialog.open) dialog.showModal();
  const body = dialog.querySelector<HTMLElement>(".body");
  if (isSame && body) body.scrollTop = scrolled;
  const again = isSame && focused ? `[data-key="${CSS.escape(focused)}"]` : null;
  const first = dialog.querySelector<HTMLElement>("[data-focus]") ?? firstField(dialog);
  ((again && dialog.querySelector<HTMLElement>(again)) || first)?.focus();
}

/** A modal may change while somebody types: what they typed is newer than what the server knows. */
function withTyped(values: StateValues): StateValues {
  const merged = structuredClone(values);
  for (const { blockId, actionId, raw } of fills.values()) {
    const held = merged[blockId]?.[actionId];
    if (held && "value" in held && typeof raw === "string") held.value = raw;
  }
  return merged;
}

function firstField(dialog: HTMLElement): HTMLElement | null {
  return (
    dialog.querySelector<HTMLElement>(".body :is(input, textarea, .picker)") ??
    dialog.querySelector<HTMLElement>("footer .button:last-child")
  );
}

function form(dialog: HTMLDialogElement, view: PageView, state: PageState): HTMLElement {
  const scene = {
    at: { viewId: view.id },
    state,
    values: view.values,
    put(blockId: string, actionId: string, raw: Raw) {
      fills.set(`${blockId} ${actionId}`, { blockId, actionId, raw });
    },
  };
  const close = () => void act({ kind: "close", viewId: view.id });
  const words = plain(view.submit ?? "");
  const submit = h("button", { type: "submit", class: "button primary" }, words);
  const isDeep = view.depth > 1;
  const made = h(
    "form",
    { novalidate: true },
    h(
      "header",
      {},
      h("h2", { id: "modal-title" }, plain(view.title)),
      h(
        "button",
        {
          type: "button",
          class: "icon-button",
          "aria-label": isDeep ? "Back" : "Close",
          onclick: close,
        },
        icon(isDeep ? "left" : "close"),
      ),
    ),
    h("div", { class: "body" }, ...drawBlocks(view.blocks, scene)),
    h(
      "footer",
      { class: "row end" },
      h(
        "button",
        { type: "button", class: "button", onclick: close },
        plain(view.close ?? (isDeep ? "Back" : view.submit ? "Cancel" : "Close")),
      ),
      view.submit ? submit : null,
    ),
  );
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!view.submit || submit.disabled) return;
    submit.disabled = true;
    submit.setAttribute("aria-busy", "true");
    void send(dialog, view, words).finally(() => {
      submit.disabled = false;
      submit.removeAttribute("aria-busy");
    });
  });
  made.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) made.requestSubmit();
  });
  dialog.oncancel = (event) => {
    event.preventDefault();
    close();
  };
  return made;
}

async function send(dialog: HTMLDialogElement, view: PageView, words: string): Promise<void> {
  expectReply(words);
  const answer = await act({ kind: "submit", viewId: view.id, fills: [...fills.values()] });
  if (answer.kind !== "errors" && answer.kind !== "incomplete") return;
  const errors = Object.fromEntries(
    Object.entries(Object(answer.errors)).map(([block, text]) => [block, String(text)]),
  );
  const left = showErrors(dialog, errors);
  replyShown();
  dialog
    .querySelector<HTMLElement>(".wrong :is(input:not(.unseen), select, textarea, .picker)")
    ?.focus();
  if (left.length > 0) toast(left.join(" "));
}

/** Puts errors under their fields without drawing the fields anew: what was typed stays. Answers with those that have no field. */
function showErrors(dialog: HTMLDialogElement, errors: Record<string, string>): string[] {
  const left = new Map(Object.entries(errors));
  for (const old of dialog.querySelectorAll(".error")) old.remove();
  for (const box of dialog.querySelectorAll<HTMLElement>(".input")) {
    const error = errors[box.dataset.block ?? ""];
    left.delete(box.dataset.block ?? "");
    box.classList.toggle("wrong", error !== undefined);
    for (const field of box.querySelectorAll(":is(input, textarea, .picker)"))
      field.setAttribute("aria-invalid", String(error !== undefined));
    if (error) box.append(h("div", { class: "error", role: "alert" }, error));
  }
  return [...left.values()];
}
