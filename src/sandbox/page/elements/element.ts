/// <reference lib="dom" />
import type { Interactive } from "../../blocks/elements.ts";
import type { StateValues } from "../../engine/state.ts";
import type { Raw } from "../../interactions/fill.ts";
import type { OriginRef } from "../../interactions/origin.ts";
import type { PageState } from "../../page-state.ts";
import { act, keep } from "../api.ts";
import { plain } from "../blocks/mrkdwn.ts";
import { isConfirmed } from "../dialogs/confirm.ts";
import { expectReply } from "../traffic/reply-time.ts";
import { button, overflow } from "./button.ts";
import { choices } from "./choices.ts";
import { fileInput } from "./file-input.ts";
import { heldText, heldTexts } from "./held.ts";
import { picker } from "./picker.ts";
import { dateField, textField } from "./text-field.ts";

/** Where an element stands, and what is done with what is put into it. */
export type Spot = {
  at: OriginRef;
  blockId: string;
  state: PageState;
  values: StateValues;
  /** In an input block the choice waits for the submission; elsewhere it is sent at once. */
  waits: boolean;
  /** May be left or made empty. */
  isOptional: boolean;
  /** Told of each value put in, for the submission. */
  put(actionId: string, raw: Raw): void;
  /** The ids of what names the control, and of its hint, for screen readers. */
  labelledBy?: string | undefined;
  describedBy?: string | undefined;
};

/** What every kind of control needs to know of its place. */
export type Control<Kind extends Interactive["type"] = Interactive["type"]> = {
  element: Extract<Interactive, { type: Kind }>;
  spot: Spot;
  actionId: string;
  /** What is in it now, in the shape of `view.state.values`. */
  held: unknown;
  placeholder: string;
  /** Attributes that name it and let it keep the focus over a redraw. */
  named: Record<string, string | null | undefined>;
  put(raw: Raw): Promise<void>;
};

/** Draws an element one can act on. */
export function drawElement(element: Interactive, spot: Spot): HTMLElement {
  const actionId = element.action_id ?? "";
  const ref = { at: spot.at, blockId: spot.blockId, actionId };
  const state = spot.values[spot.blockId]?.[actionId];
  const held = state ? Object.entries(state).find(([key]) => key !== "type")?.[1] : null;
  const placeholder = "placeholder" in element ? plain(element.placeholder?.text ?? "") : "";
  const control = {
    spot,
    actionId,
    held,
    placeholder,
    named: {
      "aria-labelledby": spot.labelledBy,
      "aria-describedby": spot.describedBy,
      "aria-label": spot.labelledBy ? null : placeholder || element.type.replaceAll("_", " "),
      "data-key": `${spot.blockId}/${actionId}`,
      "data-focus": "focus_on_load" in element && element.focus_on_load ? "" : null,
    },
    async put(raw: Raw) {
      spot.put(actionId, raw);
      if (spot.waits) return keep({ kind: "act", ...ref, raw });
      if (!(await isConfirmed(element))) return;
      expectReply(`${placeholder || actionId}`);
      await act({ kind: "act", ...ref, raw });
    },
  };
  switch (element.type) {
    case "button":
      return button({ ...control, element });
    case "overflow":
      return overflow({ ...control, element });
    case "radio_buttons":
    case "checkboxes":
      return choices({ ...control, element });
    case "datepicker":
    case "timepicker":
    case "datetimepicker":
      return dateField({ ...control, element }, heldText(held));
    case "plain_text_input":
    case "rich_text_input":
    case "email_text_input":
    case "url_text_input":
    case "number_input":
      return textField({ ...control, element }, heldText(held));
    case "file_input":
      return fileInput({ ...control, element });
    default:
      return picker({ ...control, element }, heldTexts(held));
  }
}
