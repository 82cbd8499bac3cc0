import { createHash } from "node:crypto";
import { asKept } from "../blocks/normal.ts";
import type { ViewInput } from "../blocks/validate.ts";
import { keptState } from "../interactions/element-state.ts";
import { LIMIT } from "../limits.ts";
import { announce, type Engine, nextBlockId, nextId } from "./engine.ts";
import type { View } from "./state.ts";

/** Shows a modal: alone, or on top of those already open. */
export function openModal(engine: Engine, user: string, input: ViewInput, onTop: boolean): View {
  const stack = onTop ? openModals(engine, user) : [];
  if (!onTop) for (const view of openModals(engine, user)) engine.state.views.delete(view.id);
  const id = nextId(engine, "V");
  const previous = stack.at(-1);
  const view = build(engine, { id, user, input, values: {} });
  view.rootViewId = stack[0]?.id ?? id;
  view.previousViewId = previous?.id ?? null;
  engine.state.views.set(id, view);
  engine.state.modals.set(user, [...stack.map((each) => each.id), id]);
  announce(engine, { kind: "modal", audience: [user], viewId: id });
  return view;
}

/** Whether one more modal fits on the stack of a person. */
export function canPush(engine: Engine, user: string): boolean {
  return openModals(engine, user).length < LIMIT.viewsDeep;
}

/** Replaces what a view shows; what was filled in stays where block and action keep their ids. */
export function updateView(engine: Engine, view: View, input: ViewInput): void {
  const next = build(engine, { id: view.id, user: view.user, input, values: view.values });
  Object.assign(view, next, { rootViewId: view.rootViewId, previousViewId: view.previousViewId });
  announce(engine, {
    kind: view.type === "home" ? "home" : "modal",
    audience: [view.user],
    viewId: view.id,
  });
}

/** Puts a view on a person's home tab. */
export function publishHome(engine: Engine, user: string, input: ViewInput): View {
  const current = homeOf(engine, user);
  if (current) {
    updateView(engine, current, input);
    return current;
  }
  const id = nextId(engine, "V");
  const view = build(engine, { id, user, input, values: {} });
  engine.state.views.set(id, view);
  engine.state.homes.set(user, id);
  announce(engine, { kind: "home", audience: [user], viewId: id });
  return view;
}

/** What stands on a person's home tab. */
export function homeOf(engine: Engine, user: string): View | null {
  const id = engine.state.homes.get(user);
  return (id && engine.state.views.get(id)) || null;
}

/** The modals a person has open, the one on top last. */
export function openModals(engine: Engine, user: string): View[] {
  return (engine.state.modals.get(user) ?? []).flatMap((id) => engine.state.views.get(id) ?? []);
}

/** Closes the modal on top, or all of them; tells which were closed. */
export function closeModals(engine: Engine, user: string, all: boolean): View[] {
  const stack = openModals(engine, user);
  const closed = all ? stack : stack.slice(-1);
  for (const view of closed) engine.state.views.delete(view.id);
  engine.state.modals.set(
    user,
    stack.slice(0, stack.length - closed.length).map((view) => view.id),
  );
  announce(engine, { kind: "closed", audience: [user] });
  return closed;
}

function build(
  engine: Engine,
  of: { id: string; user: string; input: ViewInput; values: View["values"] },
): View {
  const { input } = of;
  const blocks = asKept(input.blocks, () => nextBlockId(engine));
  engine.state.lastId += 1;
  return {
    id: of.id,
    type: input.type,
    user: of.user,
    hash: `${nowHash(engine)}.${createHash("sha256").update(JSON.stringify(input)).digest("hex").slice(0, 8)}`,
    callbackId: input.callback_id ?? "",
    externalId: input.external_id ?? "",
    privateMetadata: input.private_metadata ?? "",
    title: input.type === "modal" ? input.title : null,
    submit: (input.type === "modal" ? input.submit : null) ?? null,
    close: (input.type === "modal" ? input.close : null) ?? null,
    clearOnClose: (input.type === "modal" && input.clear_on_close) || false,
    notifyOnClose: (input.type === "modal" && input.notify_on_close) || false,
    blocks,
    rootViewId: of.id,
    previousViewId: null,
    values: keptState(blocks, of.values),
  };
}

/** Two renderings of the same view are two hashes. */
function nowHash(engine: Engine): string {
  return `${Math.floor(engine.clock.now().getTime() / 1000)}${engine.state.lastId}`;
}
