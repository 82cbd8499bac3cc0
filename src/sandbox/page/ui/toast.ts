/// <reference lib="dom" />
import { byId } from "./dom.ts";

let hiding = 0;

/** A short word at the head of the page. A dialog hides what lies under it, so the word moves into the one that is open. */
export function toast(text: string): void {
  const box = byId("toast");
  const dialog = [...document.querySelectorAll("dialog[open]")].at(-1);
  (dialog ?? document.body).append(box);
  box.textContent = text;
  window.clearTimeout(hiding);
  hiding = window.setTimeout(() => {
    box.textContent = "";
    document.body.append(box);
  }, 6_000);
}

/** Says something to those who hear the page instead of seeing it. */
export function announce(text: string): void {
  byId("announcer").textContent = text;
}
