/// <reference lib="dom" />
import type { Interactive } from "../../blocks/elements.ts";
import type { Confirm } from "../../blocks/objects.ts";
import { plain } from "../blocks/mrkdwn.ts";
import { byId, h } from "../ui/dom.ts";

/** Asks "are you sure" where the element wants it. */
export async function isConfirmed(element: Interactive): Promise<boolean> {
  const confirm: Confirm | undefined = "confirm" in element ? element.confirm : undefined;
  if (!confirm) return true;
  return ask({
    title: plain(confirm.title?.text ?? "Are you sure?"),
    text: plain(confirm.text.text),
    yes: plain(confirm.confirm?.text ?? "Yes"),
    no: plain(confirm.deny?.text ?? "No"),
    style: confirm.style ?? "primary",
  });
}

/** Asks a question; Escape means no. */
export function ask(of: {
  title: string;
  text: string;
  yes: string;
  no: string;
  style: "primary" | "danger";
}): Promise<boolean> {
  const dialog = byId("confirm") as HTMLDialogElement;
  return new Promise((resolve) => {
    let isSure = false;
    const button = (words: string, style: string, sure: boolean) =>
      h(
        "button",
        {
          type: "button",
          class: `button ${style}`,
          onclick: () => {
            isSure = sure;
            dialog.close();
          },
        },
        words,
      );
    const yes = button(of.yes, of.style, true);
    dialog.replaceChildren(
      h("h2", { id: "confirm-title" }, of.title),
      h("p", {}, of.text),
      h("div", { class: "row end" }, button(of.no, "", false), yes),
    );
    dialog.onclose = () => resolve(isSure);
    dialog.showModal();
    yes.focus();
  });
}
