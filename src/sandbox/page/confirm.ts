/// <reference lib="dom" />
import type { Interactive } from "../blocks/elements.ts";
import type { Confirm } from "../blocks/objects.ts";
import { byId, h } from "./dom.ts";
import { plain } from "./mrkdwn.ts";

/** Asks "are you sure" where the element wants it. */
export async function isConfirmed(element: Interactive): Promise<boolean> {
  const confirm: Confirm | undefined = "confirm" in element ? element.confirm : undefined;
  if (!confirm) return true;
  const dialog = byId("confirm") as HTMLDialogElement;
  return new Promise((resolve) => {
    const answer = (sure: boolean) => () => {
      dialog.close();
      resolve(sure);
    };
    dialog.replaceChildren(
      h("h2", {}, plain(confirm.title?.text ?? "Are you sure?")),
      h("p", {}, plain(confirm.text.text)),
      h(
        "div",
        { class: "row end" },
        h(
          "button",
          { type: "button", class: "button", onclick: answer(false) },
          confirm.deny?.text ?? "No",
        ),
        h(
          "button",
          { type: "button", class: `button ${confirm.style ?? "primary"}`, onclick: answer(true) },
          confirm.confirm?.text ?? "Yes",
        ),
      ),
    );
    dialog.oncancel = answer(false);
    dialog.showModal();
  });
}
