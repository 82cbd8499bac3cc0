/// <reference lib="dom" />
import { h } from "../ui/dom.ts";

/** Lines of a label: what, and how much. */
export type Lines = readonly (readonly [string, string])[];

/** Shows what lies under the pointer, beside it and inside the chart. */
export function followPointer(element: SVGElement, words: HTMLElement, lines: Lines): void {
  element.addEventListener("pointermove", (event) => {
    const box = words.parentElement?.getBoundingClientRect();
    if (box) say(words, "", lines, { x: event.clientX - box.left, y: event.clientY - box.top });
  });
  element.addEventListener("pointerleave", () => {
    words.hidden = true;
  });
}

/** Fills the label and puts it at a place of the chart. */
export function say(
  words: HTMLElement,
  title: string,
  lines: Lines,
  at: { x: number; y: number },
): void {
  words.replaceChildren(
    ...(title ? [h("strong", {}, title)] : []),
    ...lines.map(([name, value]) => h("div", {}, h("span", {}, name), h("span", {}, value))),
  );
  words.hidden = false;
  const room = words.parentElement?.clientWidth ?? 0;
  const { offsetWidth: width, offsetHeight: height } = words;
  const left = at.x + 14 + width > room ? at.x - 14 - width : at.x + 14;
  words.style.left = `${Math.max(0, left)}px`;
  words.style.top = `${Math.max(0, at.y - height - 6)}px`;
}
