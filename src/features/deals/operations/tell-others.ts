import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { dayOf } from "../../../kernel/dates.ts";
import { notify } from "../../../notify/notify.ts";
import { people } from "../../people/schema.ts";
import { refreshCards } from "../card-job.ts";
import { dealChanged } from "../notifications.ts";
import { eventWords } from "../views/events.ts";
import type { Changed, DealAct } from "./change-deal.ts";

/**
 * Messages to those whose deal it is, never to the one who did it; cards that hang in channels are brought up to date.
 * @param toldElsewhere people who hear of it in other words: one act is one message
 */
export async function tellOthers(
  tx: Tx,
  act: DealAct,
  change: Changed,
  hasCards: boolean,
  toldElsewhere: readonly number[] = [],
): Promise<void> {
  const { before, deal, events } = change;
  const { workspaceId, personId } = act.actor;
  if (hasCards) await act.deps.jobs.enqueue(tx, refreshCards, { workspaceId, dealId: deal.id });
  if (events.every((event) => event.kind === "worked" && event.isQuiet)) return;

  const concerned = new Set([before.ownerId, deal.ownerId]);
  for (const event of events) {
    if (event.kind === "assigned" && event.role === "se" && deal.seId) concerned.add(deal.seId);
    if (event.kind === "member_added") concerned.add(event.personId);
    if (event.kind === "worked") for (const person of event.tell) concerned.add(person);
  }
  for (const told of [personId, ...toldElsewhere]) concerned.delete(told);
  if (concerned.size === 0) return;

  const named = await tx
    .select({
      id: people.id,
      name: people.name,
      slackUserId: people.slackUserId,
      timeZone: people.timeZone,
    })
    .from(people)
    .where(
      and(
        eq(people.workspaceId, workspaceId),
        inArray(people.id, [...concerned, ...(deal.seId ? [deal.seId] : [])]),
      ),
    );
  const names = new Map(named.map((person) => [person.id, person.name]));
  // Who gives their own deal away, or takes one, is spoken of and not told.
  names.set(personId, act.actor.name);
  // One after the other: a transaction has one connection.
  for (const reader of named) {
    if (!concerned.has(reader.id) || !reader.slackUserId) continue;
    const today = dayOf(act.now, reader.timeZone);
    await notify(act.deps, tx, dealChanged, {
      workspaceId,
      to: reader.slackUserId,
      data: {
        id: deal.id,
        title: deal.title,
        accountName: change.accountName,
        actorName: act.actor.name,
        what: events.map((event) => eventWords(event, before, deal, names, today).text),
      },
      dedupeKey: `deal:${deal.id}:v${deal.version}:${reader.slackUserId}`,
    });
  }
}
