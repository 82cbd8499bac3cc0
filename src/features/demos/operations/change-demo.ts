import { and, eq, inArray } from "drizzle-orm";
import { inChange } from "../../../db/change.ts";
import type { Tx } from "../../../db/client.ts";
import { AppError } from "../../../kernel/errors.ts";
import { formatId } from "../../../kernel/ids.ts";
import { nameKey } from "../../../kernel/text.ts";
import { notify } from "../../../notify/notify.ts";
import type { Mrkdwn } from "../../../slack/mrkdwn.ts";
import { record } from "../../audit/index.ts";
import { type DealAct, type LockedDeal, workOnDealIn } from "../../deals/index.ts";
import { people } from "../../people/schema.ts";
import type { Demo } from "../domain/demo.ts";
import { demoChanged } from "../notifications.ts";
import { findDealOf, lockDemo } from "../queries/demo.ts";
import { remindOf } from "../reminders.ts";
import { demos } from "../schema.ts";

/** What a rule made of a demo. The same demo means that nothing had to change. */
export type Decided = {
  demo: Demo;
  /** What it was, for the audit log: "demo.assigned". */
  action: `demo.${string}`;
  /** What was done, to finish "Dan …". */
  words: Mrkdwn;
  reason?: string | undefined;
};

/** The demo before and after. */
export type DemoChange = { before: Demo; demo: Demo; isChanged: boolean };

/** The answer to an id that belongs to nothing. */
export function noSuchDemo(id: number): AppError {
  return new AppError(
    "not_found",
    `There is no demo ${formatId("demo", id)}.`,
    "`/demo list` shows yours, `/demo list all` everybody's.",
  );
}

/**
 * The only way to change a demo: locks its deal and then it, checks the permission, lets a rule decide, and saves it with its audit entry, its reminders and
 * messages, all in one transaction.
 * @throws AppError not_found, forbidden, or whatever the rule refuses; nothing is changed then
 */
export function changeDemo(
  act: DealAct,
  id: number,
  decide: (tx: Tx, demo: Demo, locked: LockedDeal) => Promise<Decided>,
): Promise<DemoChange> {
  const { workspaceId } = act.actor;
  return inChange(act, async (tx) => {
    const dealId = await findDealOf(tx, workspaceId, id);
    if (dealId === null) throw noSuchDemo(id);
    const { result } = await workOnDealIn(
      tx,
      act,
      dealId,
      "engineering.work",
      async (_, locked): Promise<{ result: DemoChange; words: Mrkdwn | null }> => {
        const before = await lockDemo(tx, workspaceId, id);
        if (!before) throw noSuchDemo(id);
        const decided = await decide(tx, before, locked);
        // A form that was sent as it was opened changes nothing.
        if (JSON.stringify(decided.demo) === JSON.stringify(before))
          return { result: { before, demo: before, isChanged: false }, words: null };
        const demo = { ...decided.demo, version: before.version + 1, updatedAt: act.now };
        await save(tx, act, before, demo);
        await audit(tx, act, before, demo, decided);
        const isMoved = demo.startsAt?.getTime() !== before.startsAt?.getTime();
        if (demo.status === "scheduled" && (isMoved || before.status !== "scheduled"))
          await remindOf(tx, act, workspaceId, demo);
        await tellDemoPeople(tx, act, { before, demo, locked, words: decided.words });
        return { result: { before, demo, isChanged: true }, words: decided.words };
      },
    );
    return result;
  });
}

async function save(tx: Tx, act: DealAct, before: Demo, demo: Demo): Promise<void> {
  const { id: _, dealId: __, createdAt: ___, ...rest } = demo;
  await tx
    .update(demos)
    .set({
      ...rest,
      ...(demo.title === before.title ? {} : { titleKey: nameKey(demo.title) }),
      features: [...demo.features],
      useCases: [...demo.useCases],
      skills: [...demo.skills],
    })
    .where(and(eq(demos.workspaceId, act.actor.workspaceId), eq(demos.id, demo.id)));
}

async function audit(
  tx: Tx,
  act: DealAct,
  before: Demo,
  demo: Demo,
  { action, reason }: Decided,
): Promise<void> {
  const ignored: readonly (keyof Demo)[] = ["version", "updatedAt"];
  const differing = (Object.keys(demo) as (keyof Demo)[]).filter(
    (key) => !ignored.includes(key) && JSON.stringify(before[key]) !== JSON.stringify(demo[key]),
  );
  const side = (of: Demo) => Object.fromEntries(differing.map((key) => [key, of[key]]));
  await record(tx, act, [
    {
      action,
      subject: "demo",
      subjectId: demo.id,
      before: side(before),
      after: side(demo),
      reason,
    },
  ]);
}

/** The deal's owner reads of it as of everything on their deal; these are the others whose demo it is, each once, never who did it. */
export async function tellDemoPeople(
  tx: Tx,
  act: DealAct,
  news: {
    before: Demo | null;
    demo: Demo;
    locked: LockedDeal;
    words: Mrkdwn;
    /** More people whose business it is. */
    also?: readonly (number | null)[] | undefined;
  },
): Promise<void> {
  const { before, demo, locked, words, also = [] } = news;
  const { workspaceId, personId, name } = act.actor;
  const concerned = new Set(
    [demo.seId, before?.seId ?? null, demo.requestedBy, ...also].filter((id) => id !== null),
  );
  concerned.delete(personId);
  concerned.delete(locked.deal.ownerId);
  if (concerned.size === 0) return;
  const readers = await tx
    .select({ slackUserId: people.slackUserId })
    .from(people)
    .where(and(eq(people.workspaceId, workspaceId), inArray(people.id, [...concerned])));
  // One after the other: a transaction has one connection.
  for (const { slackUserId } of readers)
    if (slackUserId)
      await notify(act.deps, tx, demoChanged, {
        workspaceId,
        to: slackUserId,
        data: {
          id: demo.id,
          title: demo.title,
          dealTitle: locked.deal.title,
          accountName: locked.accountName,
          actorName: name,
          words: words.text,
        },
        dedupeKey: `demo:${demo.id}:v${demo.version}:${slackUserId}`,
      });
}
