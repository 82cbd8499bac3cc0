import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { AppError } from "../../../kernel/errors.ts";
import { bold, join, md } from "../../../slack/mrkdwn.ts";
import type { DealAct } from "../../deals/index.ts";
import { people } from "../../people/schema.ts";
import { type Demo, demoId, outcomeName } from "../domain/demo.ts";
import {
  assignDemo,
  cancelDemo,
  correctDelivery,
  type Delivery,
  type DemoEdit,
  deliverDemo,
  editDemo,
  missDemo,
  type Preparation,
  prepareDemo,
  scheduleDemo,
} from "../domain/lifecycle.ts";
import { listScheduled } from "../queries/demo.ts";
import { momentForAll } from "../views/moment.ts";
import { changeDemo, type DemoChange } from "./change-demo.ts";

const clockOf = ({ now, actor }: DealAct) => ({ now, timeZone: actor.timeZone });

/**
 * The sales engineer with their calendar, kept for this transaction: two demos can't take the same hour, whoever schedules them at
 * once. Foreign keys to the person don't wait for the lock.
 */
async function lockCalendar(tx: Tx, act: DealAct, seId: number) {
  const { workspaceId } = act.actor;
  const [se] = await tx
    .select({ id: people.id, name: people.name, roles: people.roles })
    .from(people)
    .where(
      and(eq(people.workspaceId, workspaceId), eq(people.id, seId), isNull(people.deactivatedAt)),
    )
    .for("no key update");
  if (!se)
    throw new AppError(
      "rule_broken",
      "That person has left this Slack workspace.",
      "Give the demo to somebody who is here: `/demo assign`.",
    );
  return { se, others: await listScheduled(tx, workspaceId, [seId]), clock: clockOf(act) };
}

function named(demo: Demo) {
  return md`${bold(demo.title)} (${demoId(demo)})`;
}

/** Gives a demo to a sales engineer. @throws AppError what `assignDemo` refuses, and rule_broken for somebody who is none */
export function assign(act: DealAct, id: number, seId: number): Promise<DemoChange> {
  return changeDemo(act, id, async (tx, demo) => {
    const plan = await lockCalendar(tx, act, seId);
    if (!plan.se.roles.includes("se"))
      throw new AppError(
        "rule_broken",
        `${plan.se.name} is no sales engineer.`,
        `\`/demo assign ${demoId(demo)}\` takes the one who fits best. An admin makes somebody one: \`/deal people set @cat role se\`.`,
      );
    return {
      demo: assignDemo(demo, plan),
      action: "demo.assigned",
      words: md`gave the demo ${named(demo)} to ${plan.se.name}`,
    };
  });
}

/** Puts a demo into its sales engineer's calendar, or moves it there; the clash is looked for again under a lock. @throws AppError what `scheduleDemo` refuses */
export function schedule(act: DealAct, id: number, startsAt: Date): Promise<DemoChange> {
  return changeDemo(act, id, async (tx, demo) => {
    const plan =
      demo.seId === null
        ? { se: { id: 0, name: "" }, others: [], clock: clockOf(act) }
        : await lockCalendar(tx, act, demo.seId);
    const next = scheduleDemo(demo, startsAt, plan);
    const when = momentForAll(startsAt, act.now);
    const isMove = demo.status === "scheduled";
    return {
      demo: next,
      action: isMove ? "demo.moved" : "demo.scheduled",
      words: isMove
        ? md`moved the demo ${named(demo)} to ${when}`
        : md`scheduled the demo ${named(demo)} for ${when}, with ${plan.se.name}`,
    };
  });
}

/** Notes that a demo took place, and how it went. @throws AppError what `deliverDemo` refuses */
export function deliver(act: DealAct, id: number, delivery: Delivery): Promise<DemoChange> {
  return changeDemo(act, id, async (_, demo) => ({
    demo: deliverDemo(demo, delivery, clockOf(act)),
    action: "demo.delivered",
    words: join(
      [
        md`gave the demo ${named(demo)}: it was ${outcomeName(delivery.outcome)}`,
        delivery.notes ? md`“${delivery.notes}”` : null,
      ],
      ", ",
    ),
  }));
}

/** Says anew how a delivered demo went. @throws AppError what `correctDelivery` refuses */
export function correct(act: DealAct, id: number, delivery: Delivery): Promise<DemoChange> {
  return changeDemo(act, id, async (_, demo) => ({
    demo: correctDelivery(demo, delivery),
    action: "demo.corrected",
    words:
      demo.outcome === delivery.outcome
        ? md`added to how the demo ${named(demo)} went`
        : md`corrected how the demo ${named(demo)} went: it was ${outcomeName(delivery.outcome)}`,
  }));
}

/** Notes that the customer did not come. @throws AppError what `missDemo` refuses */
export function markMissed(act: DealAct, id: number): Promise<DemoChange> {
  return changeDemo(act, id, async (_, demo) => ({
    demo: missDemo(demo, clockOf(act)),
    action: "demo.missed",
    words: md`noted that nobody came to the demo ${named(demo)}`,
  }));
}

/** Cancels a demo with the reason. @throws AppError what `cancelDemo` refuses */
export function cancel(act: DealAct, id: number, reason: string): Promise<DemoChange> {
  return changeDemo(act, id, async (_, demo) => ({
    demo: cancelDemo(demo, reason),
    action: "demo.cancelled",
    words: md`cancelled the demo ${named(demo)}: “${reason}”`,
    reason,
  }));
}

/** Changes what a demo shows and how long it takes. @throws AppError what `editDemo` refuses */
export function edit(act: DealAct, id: number, change: DemoEdit): Promise<DemoChange> {
  return changeDemo(act, id, async (tx, demo) => {
    const plan =
      demo.seId === null
        ? { se: null, others: [], clock: clockOf(act) }
        : await lockCalendar(tx, act, demo.seId);
    return {
      demo: editDemo(demo, change, plan),
      action: "demo.edited",
      words: md`changed what the demo ${named(demo)} shows`,
    };
  });
}

/** Notes how the demo environment is prepared for this customer. @throws AppError what `prepareDemo` refuses */
export function prepare(act: DealAct, id: number, preparation: Preparation): Promise<DemoChange> {
  return changeDemo(act, id, async (_, demo) => ({
    demo: prepareDemo(demo, preparation),
    action: "demo.prepared",
    words: md`prepared the environment of the demo ${named(demo)}`,
  }));
}
