import { checkView, type ViewInput } from "../blocks/validate.ts";
import { payloadOfView } from "../engine/payload.ts";
import type { View } from "../engine/state.ts";
import { spendTrigger } from "../engine/triggers.ts";
import {
  canPush,
  homeOf,
  openModal,
  openModals,
  publishHome,
  updateView,
} from "../engine/views.ts";
import { type Call, jsonArg, type Method, requiredText, SlackRefusal, textArg } from "./call.ts";

function viewArg(call: Call, type: View["type"]): ViewInput {
  const given = jsonArg(call, "view");
  if (given === undefined)
    throw new SlackRefusal("invalid_arguments", ["[ERROR] missing required field: view"]);
  const checked = checkView(given);
  if (!checked.ok) throw new SlackRefusal("invalid_arguments", checked.messages);
  if (checked.value.type !== type)
    throw new SlackRefusal("invalid_arguments", [
      `[ERROR] must be a ${type} view [json-pointer:/view/type]`,
    ]);
  uniqueExternalId(call, checked.value);
  return checked.value;
}

function uniqueExternalId(call: Call, input: ViewInput): void {
  const taken = [...call.engine.state.views.values()].some(
    (each) => each.externalId !== "" && each.externalId === input.external_id,
  );
  if (taken && call.method !== "views.update" && call.method !== "views.publish")
    throw new SlackRefusal("duplicate_external_id");
}

function opened(call: Call, onTop: boolean): Record<string, unknown> {
  const { engine } = call;
  const trigger = textArg(call, "trigger_id");
  const known = engine.triggers.get(trigger);
  const input = viewArg(call, "modal");
  if (onTop && known) {
    if (openModals(engine, known.user).length === 0) throw new SlackRefusal("invalid_trigger_id");
    if (!canPush(engine, known.user)) throw new SlackRefusal("push_limit_reached");
  }
  const spent = spendTrigger(engine, trigger);
  if (!spent.ok) throw new SlackRefusal(spent.error);
  return { view: payloadOfView(engine, openModal(engine, spent.user, input, onTop)) };
}

function checkHash(call: Call, view: View | null): void {
  const hash = textArg(call, "hash");
  if (hash !== "" && view && view.hash !== hash) throw new SlackRefusal("hash_conflict");
}

const update: Method = (call) => {
  const { views } = call.engine.state;
  const externalId = textArg(call, "external_id");
  const view =
    views.get(textArg(call, "view_id")) ??
    [...views.values()].find((each) => externalId !== "" && each.externalId === externalId);
  if (!view) throw new SlackRefusal("not_found");
  checkHash(call, view);
  updateView(call.engine, view, viewArg(call, view.type));
  return { view: payloadOfView(call.engine, view) };
};

const publish: Method = (call) => {
  const user = requiredText(call, "user_id");
  if (!call.engine.state.people.has(user)) throw new SlackRefusal("user_not_found");
  checkHash(call, homeOf(call.engine, user));
  return {
    view: payloadOfView(call.engine, publishHome(call.engine, user, viewArg(call, "home"))),
  };
};

/** views.*: modals and home tabs. */
export const viewsMethods: Record<string, Method> = {
  "views.open": (call) => opened(call, false),
  "views.push": (call) => opened(call, true),
  "views.update": update,
  "views.publish": publish,
};
