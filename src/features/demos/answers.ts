import { inWorkspace } from "../../db/workspace.ts";
import { isAllowed } from "../../kernel/access.ts";
import type { Call } from "../../slack/call.ts";
import { bold, type Mrkdwn, md } from "../../slack/mrkdwn.ts";
import type { Reply } from "../../slack/reply.ts";
import { read, viewingOf } from "../deals/index.ts";
import { isInWorkingTime } from "./domain/calendar.ts";
import type { Demo } from "./domain/demo.ts";
import type { DemoFilter } from "./domain/filter.ts";
import type { DemoChange } from "./operations/change-demo.ts";
import { getEnvironment } from "./queries/environment.ts";
import { listDemos } from "./queries/list.ts";
import { clockOf, type SeenDemo, seeDemo } from "./reading.ts";
import { demoCard } from "./views/card.ts";
import { environmentCard } from "./views/environment.ts";
import { demoList } from "./views/list.ts";

/** The card of a demo; one that stands there already is edited. */
export async function showCard(
  call: Call,
  id: number,
  options: { notice?: Mrkdwn; times?: boolean } = {},
): Promise<Reply> {
  const seen = await seeDemo(call, id, { times: options.times === true });
  const reader = {
    actor: call.actor,
    relations: seen.relations,
    ...clockOf(call),
    isOutsideHours: isOutside(seen),
  };
  return { ...demoCard(seen, reader, options.notice), replace: call.inPlace };
}

function isOutside({ demo, se }: SeenDemo): boolean {
  const { startsAt, endsAt } = demo;
  return (
    startsAt !== null &&
    endsAt !== null &&
    se !== null &&
    !isInWorkingTime({ from: startsAt, to: endsAt }, se.calendar)
  );
}

/** Answers a change: the card as it is now, with what happened above it. */
export function answerDemo(
  call: Call,
  change: DemoChange,
  say: (name: Mrkdwn, demo: Demo) => Mrkdwn,
): Promise<Reply> {
  const { demo, isChanged } = change;
  const name = md`${bold(demo.title)}`;
  const notice = isChanged ? say(name, demo) : md`Nothing to change: ${name} is like that already.`;
  return showCard(call, demo.id, { notice });
}

/** A list as somebody asked for it: people in sales see their own open demos, managers their team's. */
export async function showDemoList(call: Call, asked: Partial<DemoFilter>): Promise<Reply> {
  const isManager = !call.actor.roles.some(
    (role) => role === "ae" || role === "sdr" || role === "se",
  );
  const filter: DemoFilter = {
    scope: asked.scope ?? (isManager && call.actor.roles.includes("manager") ? "team" : "mine"),
    when: asked.when ?? "open",
  };
  const { lines, total } = await read(call, (tx) => listDemos(tx, viewingOf(call), filter));
  const mayRequest = call.actor.roles.some((role) =>
    ["ae", "sdr", "se", "manager", "admin"].includes(role),
  );
  return {
    ...demoList({ lines, total, filter, mayRequest }, clockOf(call)),
    replace: call.inPlace,
  };
}

/** The card of the demo environment. */
export async function showEnvironmentCard(call: Call, notice?: Mrkdwn): Promise<Reply> {
  const { workspaceId } = call.actor;
  const environment = await inWorkspace(call.deps.db, workspaceId, (tx) =>
    getEnvironment(tx, workspaceId),
  );
  const card = {
    environment,
    refreshUrl: call.settings.demo.refreshUrl,
    canSign: call.deps.config.webhookSecret !== null,
    mayEdit: isAllowed(call.actor, "engineering.work"),
  };
  return { ...environmentCard(card, clockOf(call), notice), replace: call.inPlace };
}

/** Answers that nobody came: the card offers other times. */
export function answerMissed(call: Call, change: DemoChange): Promise<Reply> {
  return answerDemo(
    call,
    change,
    (name) => md`Noted: nobody came to ${name}. Choose another time, or cancel it.`,
  );
}
