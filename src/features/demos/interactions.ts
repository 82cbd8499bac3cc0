import { inWorkspace } from "../../db/workspace.ts";
import { authorize } from "../../kernel/access.ts";
import { onAction } from "../../slack/action.ts";
import type { Call } from "../../slack/call.ts";
import type { ModalOpening } from "../../slack/modal.ts";
import { md } from "../../slack/mrkdwn.ts";
import type { Reply } from "../../slack/reply.ts";
import { defineShortcut } from "../../slack/shortcut.ts";
import { requestDemo as requestDoor } from "../deals/index.ts";
import {
  askAssign,
  askDelivered,
  askRequest,
  askTime,
  assignTo,
  editEnvironment,
  listAgain,
  type MORE,
  markNoShow,
  moreOnDemo,
  refreshNow,
  showDemo,
  showEnvironment,
  showTimes,
  takeSlot,
} from "./actions.ts";
import {
  answerDemo,
  answerMissed,
  showCard,
  showDemoList,
  showEnvironmentCard,
} from "./answers.ts";
import { whyText } from "./domain/assignment.ts";
import type { Demo } from "./domain/demo.ts";
import { checkAct, checkDelivery, type DemoAct } from "./domain/lifecycle.ts";
import { whenText } from "./domain/when.ts";
import { openEditDemo, preparationInitial, prepareDemoModal } from "./modals/edit-demo.ts";
import {
  anotherTimeModal,
  assignDemoModal,
  cancelDemoModal,
  environmentModal,
  openDelivered,
} from "./modals/one-thing.ts";
import { openRequestDemo } from "./modals/request-demo.ts";
import { assign, markMissed, schedule } from "./operations/demo-acts.ts";
import { getEnvironment } from "./queries/environment.ts";
import { clockOf, seeDemo } from "./reading.ts";
import { askForRefresh } from "./refreshing.ts";

/** The form of the demo environment, with what is known of it. */
export async function openEnvironment(call: Call): Promise<ModalOpening> {
  authorize(call.actor, "engineering.work");
  const { workspaceId } = call.actor;
  const environment = await inWorkspace(call.deps.db, workspaceId, (tx) =>
    getEnvironment(tx, workspaceId),
  );
  return environmentModal.open(
    {},
    {
      initial: {
        kind: { value: environment.kind },
        dataSource: { value: environment.dataSource },
        ...preparationInitial(environment),
      },
    },
  );
}

async function more(call: Call, id: number, what: (typeof MORE)[number]): Promise<Reply | null> {
  const demo = await beforeForm(call, id, what === "assign" || what === "cancel" ? what : null);
  if (what === "edit") await call.open(openEditDemo(demo));
  else if (what === "assign") await call.open(assignDemoModal.open({ id }));
  else if (what === "cancel") await call.open(cancelDemoModal.open({ id }));
  else
    await call.open(
      prepareDemoModal.open({ id, title: demo.title }, { initial: preparationInitial(demo) }),
    );
  return null;
}

/**
 * A demo before its form is opened: nobody fills in what will be refused. The change asks again.
 * @throws AppError when the act is not legal now, or not for this person
 */
export async function beforeForm(call: Call, id: number, act: DemoAct | null): Promise<Demo> {
  const { demo, relations } = await seeDemo(call, id);
  authorize(call.actor, "engineering.work", relations);
  if (act) checkAct(demo, act);
  return demo;
}

/** A demo before the form that asks how it went: one that has begun, or is delivered and said anew. */
export async function beforeDelivery(call: Call, id: number): Promise<Demo> {
  const demo = await beforeForm(call, id, null);
  if (demo.status !== "delivered") checkDelivery(demo, clockOf(call));
  return demo;
}

/** Opens a form about a demo once it is known that the actor may send it. */
async function openFor(call: Call, id: number, modal: ModalOpening): Promise<null> {
  await beforeForm(call, id, null);
  await call.open(modal);
  return null;
}

/** What each button of demos does. */
export const demoActions = [
  onAction(requestDoor, async ({ id }, call) => {
    await call.open(openRequestDemo(call, id));
    return null;
  }),
  onAction(askRequest, async (_, call) => {
    await call.open(openRequestDemo(call, null));
    return null;
  }),
  onAction(showDemo, ({ id }, call) => showCard(call, id)),
  onAction(assignTo, async ({ id, seId }, call) => {
    const seen = await seeDemo(call, id, { candidates: true });
    const change = await assign(call, id, seId);
    const chosen = seen.candidates.find(({ candidate }) => candidate.id === seId);
    const why = chosen
      ? `: ${whyText(chosen, { ...clockOf(call), preferredAt: seen.demo.preferredAt })}`
      : "";
    return answerDemo(
      call,
      change,
      (name) => md`Gave ${name} to ${chosen?.candidate.name ?? "them"}${why}.`,
    );
  }),
  onAction(askAssign, ({ id }, call) => openFor(call, id, assignDemoModal.open({ id }))),
  onAction(takeSlot, async ({ id, startsAt }, call) => {
    const change = await schedule(call, id, new Date(startsAt));
    const verb = change.before.status === "scheduled" ? "Moved" : "Scheduled";
    const when = whenText(new Date(startsAt), clockOf(call));
    return answerDemo(call, change, (name) => md`${verb} ${name}: ${when}.`);
  }),
  onAction(askTime, ({ id }, call) => openFor(call, id, anotherTimeModal.open({ id }))),
  onAction(showTimes, ({ id }, call) => showCard(call, id, { times: true })),
  onAction(askDelivered, async ({ id }, call) => {
    await call.open(openDelivered(await beforeDelivery(call, id)));
    return null;
  }),
  onAction(markNoShow, async ({ id }, call) => answerMissed(call, await markMissed(call, id))),
  onAction(moreOnDemo, ({ id, what }, call) => more(call, id, what)),
  onAction(listAgain, (filter, call) => showDemoList(call, filter)),
  onAction(showEnvironment, (_, call) => showEnvironmentCard(call)),
  onAction(editEnvironment, async (_, call) => {
    await call.open(openEnvironment(call));
    return null;
  }),
  onAction(refreshNow, (_, call) => askForRefresh(call)),
];

/** ⚡ Request demo. */
export const demoShortcuts = [
  defineShortcut({
    id: "demos.request",
    type: "global",
    name: "Request demo",
    description: "Ask for a demo of a deal",
    permission: "engineering.work",
    async run(call) {
      await call.open(openRequestDemo(call, null));
      return null;
    },
  }),
];
