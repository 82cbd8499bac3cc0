import { checkView, type ViewInput } from "../blocks/validate.ts";
import { inputBlocks, placedElements } from "../blocks/walk.ts";
import type { Engine } from "../engine/engine.ts";
import { payloadOfView } from "../engine/payload.ts";
import type { View } from "../engine/state.ts";
import { issueResponseUrl, issueTrigger } from "../engine/triggers.ts";
import { canPush, closeModals, openModal, updateView } from "../engine/views.ts";
import { handleOf } from "./command.ts";
import { complaint, heldValue } from "./element-state.ts";
import { fill, type Raw } from "./fill.ts";
import { common, placeOf } from "./origin.ts";

/** One field filled in by a person. */
export type Fill = { blockId: string; actionId: string; raw: Raw };

/** What became of a submission. `errors` are by block id; those of `incomplete` are the client's own. */
export type Submitted =
  | { kind: "closed" }
  | { kind: "updated" | "pushed"; viewId: string }
  | { kind: "errors" | "incomplete"; errors: Record<string, string> }
  | { kind: "failed"; error: string };

/** What Slack shows in a modal whose submission nobody answered rightly. */
const TROUBLE = "We had some trouble connecting. Try again?";

/** Fills in the fields and submits, as the button of the modal does. */
export async function submitModal(
  engine: Engine,
  user: string,
  viewId: string,
  fills: readonly Fill[],
): Promise<Submitted> {
  const view = engine.state.views.get(viewId);
  if (view?.user !== user || view.type !== "modal")
    return { kind: "failed", error: "That modal is not open any more." };
  const errors = fillIn(engine, view, fills);
  for (const block of inputBlocks(view.blocks)) {
    const id = block.block_id ?? "";
    const held = view.values[id]?.[block.element.action_id ?? ""];
    const message = complaint(block, held);
    if (message) errors[id] ??= message;
  }
  if (Object.keys(errors).length > 0) return { kind: "incomplete", errors };
  engine.log.add("person", `${handleOf(engine, user)} submitted ${view.callbackId}`, view.values);
  const delivered = await engine.deliver({
    type: "interactive",
    payload: {
      type: "view_submission",
      ...common(engine, user),
      trigger_id: issueTrigger(engine, user, view.id),
      view: payloadOfView(engine, view),
      response_urls: responseUrls(engine, view),
    },
  });
  if (!delivered.ok) return { kind: "failed", error: TROUBLE };
  return answered(engine, view, delivered.payload);
}

function fillIn(engine: Engine, view: View, fills: readonly Fill[]): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { blockId, actionId, raw } of fills) {
    const placed = placedElements(view.blocks).find(
      (each) => each.blockId === blockId && each.actionId === actionId,
    );
    if (!placed) {
      errors[blockId] = "There is no such field any more.";
      continue;
    }
    const place = placeOf({ kind: "view", view }, blockId, actionId);
    const filled = fill(engine, placed.element, raw, place);
    if (filled.ok) view.values[blockId] = { ...view.values[blockId], [actionId]: filled.state };
    else errors[blockId] = filled.error;
  }
  return errors;
}

/** Menus of channels may ask for an address to answer to in what was chosen. */
function responseUrls(engine: Engine, view: View): Record<string, string>[] {
  return placedElements(view.blocks).flatMap(({ element, blockId, actionId }) => {
    if (!("response_url_enabled" in element) || !element.response_url_enabled) return [];
    const channel = heldValue(view.values[blockId]?.[actionId]);
    if (typeof channel !== "string") return [];
    const response_url = issueResponseUrl(engine, {
      user: view.user,
      channel,
      threadTs: null,
      kind: "view",
      original: null,
    });
    return [{ block_id: blockId, action_id: actionId, channel_id: channel, response_url }];
  });
}

function answered(engine: Engine, view: View, payload: unknown): Submitted {
  const answer: Record<string, unknown> =
    typeof payload === "object" && payload !== null
      ? Object.fromEntries(Object.entries(payload))
      : {};
  const refuse = (error: string, messages: string[]): Submitted => {
    engine.log.refuse({ method: "view_submission", error, messages, detail: payload });
    return { kind: "failed", error: TROUBLE };
  };
  switch (answer.response_action) {
    case undefined:
      if (Object.keys(answer).length > 0)
        return refuse("invalid_response", ["the acknowledgement has no response_action"]);
      closeModals(engine, view.user, false);
      return { kind: "closed" };
    case "clear":
      closeModals(engine, view.user, true);
      return { kind: "closed" };
    case "errors":
      return shownErrors(view, answer.errors, refuse);
    case "update":
    case "push": {
      const checked = checkView(answer.view);
      if (!checked.ok) return refuse("invalid_arguments", checked.messages);
      return shown(engine, view, checked.value, answer.response_action, refuse);
    }
    default:
      return refuse("invalid_response_action", [String(answer.response_action)]);
  }
}

function shown(
  engine: Engine,
  view: View,
  next: ViewInput,
  how: "update" | "push",
  refuse: (error: string, messages: string[]) => Submitted,
): Submitted {
  if (next.type !== "modal") return refuse("invalid_arguments", ["must be a modal view"]);
  if (how === "update") {
    updateView(engine, view, next);
    return { kind: "updated", viewId: view.id };
  }
  if (!canPush(engine, view.user)) return refuse("push_limit_reached", []);
  return { kind: "pushed", viewId: openModal(engine, view.user, next, true).id };
}

/** Slack shows an error only under an input block of this view. */
function shownErrors(
  view: View,
  given: unknown,
  refuse: (error: string, messages: string[]) => Submitted,
): Submitted {
  const ids = inputBlocks(view.blocks).map((block) => block.block_id ?? "");
  const errors = Object.entries(Object(given));
  const messages = errors.flatMap(([id, text]) => [
    ...(ids.includes(id) ? [] : [`there is no input block "${id}" in this view`]),
    ...(typeof text === "string" && text !== "" ? [] : [`the error of "${id}" says nothing`]),
  ]);
  if (errors.length === 0) messages.push("errors is empty");
  if (messages.length > 0) return refuse("invalid_errors", messages);
  return {
    kind: "errors",
    errors: Object.fromEntries(errors.map(([id, text]) => [id, String(text)])),
  };
}

/** The person closes the modal on top (`all` closes the whole stack); tells the app where it asked to be told. */
export async function closeModal(
  engine: Engine,
  user: string,
  viewId: string,
  all = false,
): Promise<void> {
  const view = engine.state.views.get(viewId);
  if (view?.user !== user || view.type !== "modal") return;
  const closed = closeModals(engine, user, all || view.clearOnClose);
  for (const each of closed)
    if (each.notifyOnClose)
      await engine.deliver({
        type: "interactive",
        payload: {
          type: "view_closed",
          ...common(engine, user),
          view: payloadOfView(engine, each),
          is_cleared: all || view.clearOnClose,
        },
      });
}
