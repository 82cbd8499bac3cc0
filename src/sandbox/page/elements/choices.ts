/// <reference lib="dom" />
import type { AnyText } from "../../blocks/text.ts";
import { mrkdwn, plain } from "../blocks/mrkdwn.ts";
import { type Child, h } from "../ui/dom.ts";
import type { Control } from "./element.ts";
import { heldTexts } from "./held.ts";

/** Radio buttons, or boxes to tick. */
export function choices({
  element,
  spot,
  held,
  named,
  actionId,
  put,
}: Control<"radio_buttons" | "checkboxes">): HTMLElement {
  const isMany = element.type === "checkboxes";
  const chosen = heldTexts(held).map((each) => each.value);
  const words = (text: AnyText): Child =>
    text.type === "mrkdwn" ? mrkdwn(text.text, spot.state) : plain(text.text);
  const boxes = element.options.map((each) =>
    h("input", {
      type: isMany ? "checkbox" : "radio",
      name: `${spot.blockId}-${actionId}`,
      value: each.value,
      checked: chosen.includes(each.value),
      "data-key": `${named["data-key"]}/${each.value}`,
      onchange: () => {
        const values = boxes.filter((box) => box.checked).map((box) => box.value);
        void put(isMany ? values : (values[0] ?? null));
      },
    }),
  );
  return h(
    "fieldset",
    {
      class: "choices",
      role: isMany ? "group" : "radiogroup",
      "aria-labelledby": named["aria-labelledby"],
      "aria-describedby": named["aria-describedby"],
    },
    ...element.options.map((each, index) =>
      h(
        "label",
        {},
        boxes[index],
        h(
          "span",
          {},
          words(each.text),
          each.description ? h("small", {}, words(each.description)) : null,
        ),
      ),
    ),
  );
}
