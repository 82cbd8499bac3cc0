/// <reference lib="dom" />
import type { Block } from "../../blocks/schema.ts";
import type { AnyText } from "../../blocks/text.ts";
import type { Spot } from "../elements/element.ts";
import { type Child, h } from "../ui/dom.ts";
import { mrkdwn, plain } from "./mrkdwn.ts";

/** Where blocks stand: what a spot needs besides its block. */
export type Scene = Pick<Spot, "at" | "state" | "values"> & {
  put(blockId: string, actionId: string, raw: Parameters<Spot["put"]>[1]): void;
};

/** The place of a block's elements. Outside of input blocks a choice is sent at once. */
export function spotOf(block: Block, scene: Scene): Spot {
  const blockId = block.block_id ?? "";
  return {
    at: scene.at,
    state: scene.state,
    values: scene.values,
    blockId,
    waits: false,
    isOptional: true,
    put: (actionId, raw) => scene.put(blockId, actionId, raw),
  };
}

/** A text object of either kind. */
export function words(text: AnyText | undefined, scene: Scene): Child {
  if (!text) return null;
  return text.type === "mrkdwn"
    ? mrkdwn(text.text, scene.state)
    : h("div", { class: "text" }, plain(text.text));
}
