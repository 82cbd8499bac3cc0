/// <reference lib="dom" />
import type { Raw } from "../interactions/fill.ts";
import type { PageState, PageView } from "../page-state.ts";
import { act, toast } from "./api.ts";
import { drawBlocks } from "./blocks.ts";
import { byId, h } from "./dom.ts";
import { plain } from "./mrkdwn.ts";

/** What stands in the fields of the modal, by "block action", since it was drawn. */
let fills = new Map<string, { blockId: string; actionId: string; raw: Raw }>();
let shown = "";

/** Shows the modal on top, or none. What is being typed is left alone while the modal stays the same. */
export function drawModal(state: PageState): void {
  const dialog = byId("modal") as HTMLDialogElement;
  const view = state.modal;
  const key = view ? `${state.me.id} ${view.id} ${view.hash}` : "";
  if (key === shown) return;
  shown = key;
  fills = new Map();
  if (!view) {
    dialog.close();
    return;
  }
  fillDialog(dialog, view, state, {});
  if (!dialog.open) dialog.showModal();
}

function fillDialog(
  dialog: HTMLDialogElement,
  view: PageView,
  state: PageState,
  errors: Record<string, string>,
): void {
  const scene = {
    at: { viewId: view.id },
    state,
    values: view.values,
    errors,
    put(blockId: string, actionId: string, raw: Raw) {
      fills.set(`${blockId} ${actionId}`, { blockId, actionId, raw });
    },
  };
  const close = () => void act({ kind: "close", viewId: view.id });
  const submit = h("button", { type: "submit", class: "button primary" }, plain(view.submit ?? ""));
  const form = h(
    "form",
    { novalidate: true },
    h(
      "header",
      {},
      h("h2", { id: "modal-title" }, plain(view.title)),
      h("button", { type: "button", class: "plain", "aria-label": "Close", onclick: close }, "✕"),
    ),
    h("div", { class: "body" }, ...drawBlocks(view.blocks, scene)),
    h(
      "footer",
      { class: "row end" },
      h(
        "button",
        { type: "button", class: "button", onclick: close },
        plain(view.close ?? (view.depth > 1 ? "Back" : "Cancel")),
      ),
      view.submit ? submit : null,
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit.disabled = true;
    void send(dialog, view).finally(() => {
      submit.disabled = false;
    });
  });
  dialog.oncancel = (event) => {
    event.preventDefault();
    close();
  };
  dialog.replaceChildren(form);
}

async function send(dialog: HTMLDialogElement, view: PageView): Promise<void> {
  const answer = await act({ kind: "submit", viewId: view.id, fills: [...fills.values()] });
  if (answer.kind !== "errors" && answer.kind !== "incomplete") return;
  const errors = Object.fromEntries(
    Object.entries(Object(answer.errors)).map(([block, text]) => [block, String(text)]),
  );
  showErrors(dialog, errors);
  const first = dialog.querySelector(".wrong input, .wrong select, .wrong textarea");
  if (first instanceof HTMLElement) first.focus();
  else toast(Object.values(errors).join(" "));
}

/** Puts errors under their fields without drawing the fields anew: what was typed stays. */
function showErrors(dialog: HTMLDialogElement, errors: Record<string, string>): void {
  for (const old of dialog.querySelectorAll(".error")) old.remove();
  for (const box of dialog.querySelectorAll<HTMLElement>(".input")) {
    const error = errors[box.dataset.block ?? ""];
    box.classList.toggle("wrong", error !== undefined);
    if (error) box.append(h("div", { class: "error", role: "alert" }, error));
  }
}
