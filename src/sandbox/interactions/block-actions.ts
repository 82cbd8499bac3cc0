import { z } from "zod";
import type { Interactive } from "../blocks/elements.ts";
import type { Option, OptionGroup } from "../blocks/objects.ts";
import { option, optionGroup } from "../blocks/objects.ts";
import { type Placed, placedElements } from "../blocks/walk.ts";
import type { Engine } from "../engine/engine.ts";
import { actionTs } from "../engine/payload.ts";
import { issueResponseUrl, issueTrigger } from "../engine/triggers.ts";
import { LIMIT } from "../limits.ts";
import { handleOf } from "./command.ts";
import { sentOption } from "./element-state.ts";
import { fill, type Raw } from "./fill.ts";
import {
  blocksOf,
  common,
  findOrigin,
  type Origin,
  type OriginRef,
  originPart,
  placeOf,
  valuesOf,
} from "./origin.ts";

/** Whether an act reached the bot; the error is what Slack would show to the person. */
export type Acted = { ok: true } | { ok: false; error: string };

/** One element where a person acts. */
export type ElementRef = { at: OriginRef; blockId: string; actionId: string };

function locate(
  engine: Engine,
  user: string,
  ref: ElementRef,
): { origin: Origin; placed: Placed } | string {
  const origin = findOrigin(engine, user, ref.at);
  if (!origin) return "That message or modal is not there any more.";
  const placed = placedElements(blocksOf(origin)).find(
    (each) => each.blockId === ref.blockId && each.actionId === ref.actionId,
  );
  return placed
    ? { origin, placed }
    : `There is no element ${ref.actionId} in block ${ref.blockId}.`;
}

/**
 * A press of a button, or a choice in a menu or picker (`raw` is what was chosen).
 * In an input block without dispatch_action the choice is only kept for the submission.
 */
export async function act(
  engine: Engine,
  user: string,
  ref: ElementRef,
  raw: Raw = null,
): Promise<Acted> {
  const found = locate(engine, user, ref);
  if (typeof found === "string") return { ok: false, error: found };
  const { origin, placed } = found;
  const { element, block } = placed;
  const values = valuesOf(engine, user, origin);
  let chosen: Record<string, unknown> = {};
  if (element.type === "overflow") {
    const option = element.options.find((each) => each.value === raw || each.text.text === raw);
    if (!option)
      return {
        ok: false,
        error: `There is no option "${String(raw)}". Options: ${element.options.map((each) => each.text.text).join(", ")}.`,
      };
    chosen = { selected_option: sentOption(option) };
  } else if (element.type !== "button") {
    const filled = fill(engine, element, raw, placeOf(origin, ref.blockId, ref.actionId));
    if (!filled.ok) return filled;
    values[ref.blockId] = { ...values[ref.blockId], [ref.actionId]: filled.state };
    chosen = filled.state;
    if (block.type === "input" && !block.dispatch_action) return { ok: true };
  }
  engine.log.add("person", `${handleOf(engine, user)} used ${ref.actionId}`, { ...ref, raw });
  const action = {
    ...described(element),
    ...chosen,
    type: element.type,
    action_id: ref.actionId,
    block_id: ref.blockId,
    action_ts: actionTs(engine),
  };
  const delivered = await engine.deliver({
    type: "interactive",
    payload: {
      type: "block_actions",
      ...common(engine, user),
      trigger_id: issueTrigger(engine, user, origin.kind === "view" ? origin.view.id : null),
      ...originPart(engine, origin),
      ...(origin.kind === "message"
        ? { state: { values: structuredClone(values) }, response_url: urlFor(engine, user, origin) }
        : {}),
      actions: [action],
    },
  });
  return delivered.ok ? { ok: true } : { ok: false, error: delivered.error };
}

function urlFor(
  engine: Engine,
  user: string,
  origin: Extract<Origin, { kind: "message" }>,
): string {
  const { message } = origin;
  return issueResponseUrl(engine, {
    user,
    channel: message.channel,
    threadTs: message.threadTs,
    kind: "action",
    original: message.ts,
  });
}

/** What an action repeats of its element. */
function described(element: Interactive): Record<string, unknown> {
  if (element.type === "button") {
    const { text, value, url, style, confirm } = element;
    return { text, value, url, style, confirm };
  }
  return {
    ...("placeholder" in element && element.placeholder
      ? { placeholder: element.placeholder }
      : {}),
    ...("initial_option" in element && element.initial_option
      ? { initial_option: sentOption(element.initial_option) }
      : {}),
    ...("initial_date" in element && element.initial_date
      ? { initial_date: element.initial_date }
      : {}),
  };
}

const suggestions = z.union([
  z.strictObject({ options: z.array(option).max(LIMIT.selectOptions) }),
  z.strictObject({ option_groups: z.array(optionGroup).max(LIMIT.selectGroups) }),
]);

/** Asks the app what an external menu offers for what was typed. */
export async function suggest(
  engine: Engine,
  user: string,
  ref: ElementRef,
  query: string,
): Promise<{ ok: true; options: Option[]; groups: OptionGroup[] } | { ok: false; error: string }> {
  const found = locate(engine, user, ref);
  if (typeof found === "string") return { ok: false, error: found };
  const { origin, placed } = found;
  const { element } = placed;
  if (element.type !== "external_select" && element.type !== "multi_external_select")
    return { ok: false, error: `${ref.actionId} takes no suggestions.` };
  const least = element.min_query_length ?? 3;
  if (query.length < least)
    return { ok: false, error: `This menu asks the app only from ${least} characters on.` };
  const delivered = await engine.deliver({
    type: "interactive",
    payload: {
      type: "block_suggestion",
      ...common(engine, user),
      ...originPart(engine, origin),
      action_id: ref.actionId,
      block_id: ref.blockId,
      value: query,
    },
  });
  if (!delivered.ok) return { ok: false, error: delivered.error };
  const parsed = suggestions.safeParse(delivered.payload);
  if (!parsed.success) {
    const messages = parsed.error.issues.map((each) => `${each.path.join("/")} ${each.message}`);
    engine.log.refuse({
      method: "ack",
      error: "invalid_options",
      messages,
      detail: delivered.payload,
    });
    return { ok: false, error: "invalid_options" };
  }
  const answer = {
    options: "options" in parsed.data ? parsed.data.options : [],
    groups: "option_groups" in parsed.data ? parsed.data.option_groups : [],
  };
  engine.offered.set(placeOf(origin, ref.blockId, ref.actionId), answer);
  return { ok: true, ...answer };
}
