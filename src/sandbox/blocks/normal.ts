import type { Block } from "./schema.ts";
import { elementsIn, withChildren } from "./walk.ts";

/**
 * The blocks as Slack keeps and sends them back: every block and element has an id, every text object says whether
 * it shows emoji or is taken word for word. `nextId` names what has no id yet.
 */
export function asKept(blocks: readonly Block[], nextId: () => string): Block[] {
  const kept = structuredClone([...blocks]);
  for (const block of withChildren(kept)) {
    block.block_id ??= nextId();
    for (const element of elementsIn(block)) element.action_id ??= nextId();
  }
  fillTexts(kept);
  return kept;
}

function fillTexts(value: unknown): void {
  if (Array.isArray(value)) for (const each of value) fillTexts(each);
  else if (typeof value === "object" && value !== null) {
    if ("type" in value && value.type === "plain_text" && !("emoji" in value))
      Object.assign(value, { emoji: true });
    else if ("type" in value && value.type === "mrkdwn" && !("verbatim" in value))
      Object.assign(value, { verbatim: false });
    for (const each of Object.values(value)) fillTexts(each);
  }
}
