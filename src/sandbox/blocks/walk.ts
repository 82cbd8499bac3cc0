import type { Interactive } from "./elements.ts";
import type { Block, BlockOf } from "./schema.ts";

/** An element one can act on, with the block it stands in and, for an input, that block's label. */
export type Placed = { element: Interactive; block: Block; blockId: string; actionId: string };

/** A block and those inside it, outermost first. */
export function withChildren(blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block): Block[] => {
    if (block.type === "container") return [block, ...withChildren(block.child_blocks)];
    if (block.type === "carousel") return [block, ...block.elements];
    return [block];
  });
}

/** The elements directly in one block. */
export function elementsIn(block: Block): Interactive[] {
  switch (block.type) {
    case "section":
      return block.accessory && block.accessory.type !== "image" ? [block.accessory] : [];
    case "actions":
      return block.elements;
    case "input":
      return [block.element];
    case "card":
      return block.actions ?? [];
    default:
      return [];
  }
}

/** Every element one can act on, in reading order. Ids are empty until `withIds` gave them. */
export function placedElements(blocks: readonly Block[]): Placed[] {
  return withChildren(blocks).flatMap((block) =>
    elementsIn(block).map((element) => ({
      element,
      block,
      blockId: block.block_id ?? "",
      actionId: element.action_id ?? "",
    })),
  );
}

/** The input blocks, in reading order. */
export function inputBlocks(blocks: readonly Block[]): BlockOf<"input">[] {
  return withChildren(blocks).filter((block) => block.type === "input");
}
