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
import { LIMIT } from "../limits.ts";
import {
  type Call,
  jsonArg,
  type Method,
  requiredText,
  SlackRefusal,
  textArg,
  userArg,
} from "./call.ts";

function viewArg(call: Call, type: View["type"]): ViewInput {
  const given = jsonArg(call, "view");
  if (given === undefined)
    throw new SlackRefusal("invalid_arguments", ["[ERROR] missing required field: view"]);
  if (Buffer.byteLength(JSON.stringify(given)) > LIMIT.viewBytes)
    throw new SlackRefusal("view_too_large");
  const checked = checkView(given);
  if (!checked.ok) throw new SlackRefusal("invalid_arguments", checked.messages);
  if (checked.value.type !== type)
    throw new SlackRefusal("invalid_arguments", [
      `[ERROR] must be a ${type} view [json-pointer:/view/type]`,
    ]);
  return checked.value;
}

/** Unique in the whole workspace; `own` is the view that may keep its id. */
function uniqueExternalId(call: Call, input: ViewInput, own: View | null): void {
  const taken = [...call.engine.state.views.values()].some(
    (each) => each !== own && each.externalId !== "" && each.externalId === input.external_id,
  );
  if (taken) throw new SlackRefusal("duplicate_external_id");
}

function opened(call: Call, onTop: boolean): Record<string, unknown> {
  const { engine } = call;
  const trigger = requiredText(call, "trigger_id");
  const known = engine.triggers.get(trigger);
  const input = viewArg(call, "modal");
  uniqueExternalId(call, input, null);
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
  if (externalId === "") requiredText(call, "view_id");
  const view =
    views.get(textArg(call, "view_id")) ??
    [...views.values()].find((each) => externalId !== "" && each.externalId === externalId);
  if (!view) throw new SlackRefusal("not_found");
  checkHash(call, view);
  const input = viewArg(call, view.type);
  uniqueExternalId(call, input, view);
  updateView(call.engine, view, input);
  return { view: payloadOfView(call.engine, view) };
};

const publish: Method = (call) => {
  const { engine } = call;
  if (engine.manifest?.homeTab === false) throw new SlackRefusal("not_enabled");
  const user = userArg(call, "user_id").id;
  const current = homeOf(engine, user);
  checkHash(call, current);
  const input = viewArg(call, "home");
  uniqueExternalId(call, input, current);
  return { view: payloadOfView(engine, publishHome(engine, user, input)) };
};

/** views.*: modals and home tabs. */
export const viewsMethods: Record<string, Method> = {
  "views.open": (call) => opened(call, false),
  "views.push": (call) => opened(call, true),
  "views.update": update,
  "views.publish": publish,
};
