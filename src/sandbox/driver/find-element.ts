import type { Option } from "../blocks/objects.ts";
import { type Placed, placedElements } from "../blocks/walk.ts";
import type { Engine } from "../engine/engine.ts";
import type { ElementRef } from "../interactions/block-actions.ts";
import { blocksOf, findOrigin, type OriginRef } from "../interactions/origin.ts";
import type { Seen, SeenMessage, SeenView } from "./seen.ts";

/** What a person can act on. */
export type Target = Seen | SeenMessage | SeenView;

/** Tells one of several elements that are called the same. */
export type Which = {
  /** The value of the button, or of the option. */
  value?: string;
  /** Counted from 0, in reading order. */
  nth?: number;
};

/** Where a target stands. */
export function refOf(target: Target): OriginRef {
  if ("viewId" in target) return { viewId: target.viewId };
  if ("ts" in target) return { channel: target.channel, ts: target.ts };
  const inner = target.modal ?? target.home ?? target.message;
  if (!inner) throw new Error(`There is nothing to act on: what was seen is "${target.kind}".`);
  return refOf(inner);
}

/** An element by its action_id, its words, its label or its block_id; an overflow also by one of its options. */
export type FoundElement = ElementRef & { placed: Placed; option: Option | null };

/**
 * Finds what a person means by a label in the message or modal as it stands now.
 * @throws Error that lists what there is, when nothing or more than one thing is called so
 */
export function findElement(
  engine: Engine,
  user: string,
  target: Target,
  label: string,
  which: Which = {},
): FoundElement {
  const at = refOf(target);
  const origin = findOrigin(engine, user, at);
  if (!origin) throw new Error("That message or modal is not there any more.");
  const all = placedElements(blocksOf(origin));
  const same = (text: string | undefined) =>
    text !== undefined && text.trim().toLowerCase() === label.trim().toLowerCase();
  const ways: ((placed: Placed) => boolean)[] = [
    (placed) => placed.actionId === label,
    (placed) => placed.element.type === "button" && same(placed.element.text.text),
    (placed) =>
      placed.element.type === "overflow" &&
      placed.element.options.some((each) => same(each.text.text)),
    (placed) => placed.block.type === "input" && same(placed.block.label.text),
    (placed) => "placeholder" in placed.element && same(placed.element.placeholder?.text),
    (placed) => placed.blockId === label,
    (placed) =>
      placed.block.type === "section" && same(placed.block.text?.text.replace(/[*_]/g, "")),
  ];
  for (const matches of ways) {
    const found = all
      .filter(matches)
      .filter((placed) => which.value === undefined || hasValue(placed, which.value));
    const placed = found[which.nth ?? 0];
    if (!placed) continue;
    if (found.length > 1 && which.nth === undefined)
      throw new Error(
        `"${label}" is ${found.length} elements: name its action_id, or say which with { value } or { nth }. ${listed(all)}`,
      );
    const option =
      placed.element.type === "overflow"
        ? (placed.element.options.find((each) => same(each.text.text)) ?? null)
        : null;
    return { at, blockId: placed.blockId, actionId: placed.actionId, placed, option };
  }
  throw new Error(`There is no "${label}" here. ${listed(all)}`);
}

function hasValue({ element }: Placed, value: string): boolean {
  if (element.type === "button") return element.value === value;
  return "options" in element && (element.options ?? []).some((each) => each.value === value);
}

function listed(all: readonly Placed[]): string {
  const names = all.map(({ element, block, actionId }) => {
    if (element.type === "button") return `[${element.text.text}] (${actionId})`;
    if (element.type === "overflow")
      return `[… ${element.options.map((each) => each.text.text).join(" / ")}] (${actionId})`;
    const label =
      block.type === "input"
        ? block.label.text
        : "placeholder" in element
          ? element.placeholder?.text
          : "";
    return `${label || element.type} (${actionId})`;
  });
  return `Here are: ${names.join(", ") || "no elements"}.`;
}
