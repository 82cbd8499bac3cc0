import { and, desc, eq, getTableColumns, isNotNull, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Tx } from "../../../db/client.ts";
import { accounts } from "../../deals/schema/accounts.ts";
import { deals } from "../../deals/schema/deals.ts";
import { people } from "../../people/schema.ts";
import type { Objection, ObjectionType } from "../domain/objection.ts";
import { objectionPlayUses, objections } from "../schema.ts";
import { toObjection } from "./row.ts";

const logger = alias(people, "logger");
const answerer = alias(people, "answerer");
const settler = alias(people, "settler");
const follower = alias(people, "follower");

/** An objection about to be changed, with the names its rules speak of. */
export type LockedObjection = {
  objection: Objection;
  answeredByName: string | null;
  settledByName: string | null;
};

/** Locks an objection; null when there is none with this id. Lock its deal first. */
export async function lockObjection(
  tx: Tx,
  workspaceId: string,
  id: number,
): Promise<LockedObjection | null> {
  const [row] = await tx
    .select({
      row: getTableColumns(objections),
      answeredByName: answerer.name,
      settledByName: settler.name,
    })
    .from(objections)
    .leftJoin(
      answerer,
      and(eq(answerer.workspaceId, objections.workspaceId), eq(answerer.id, objections.answeredBy)),
    )
    .leftJoin(
      settler,
      and(eq(settler.workspaceId, objections.workspaceId), eq(settler.id, objections.settledBy)),
    )
    .where(and(eq(objections.workspaceId, workspaceId), eq(objections.id, id)))
    .for("update", { of: objections });
  if (!row) return null;
  const { answeredByName, settledByName } = row;
  return { objection: toObjection(row.row), answeredByName, settledByName };
}

/** The deal an objection hangs on; null when there is no such objection. */
export async function findDealOf(tx: Tx, workspaceId: string, id: number): Promise<number | null> {
  const [row] = await tx
    .select({ dealId: objections.dealId })
    .from(objections)
    .where(and(eq(objections.workspaceId, workspaceId), eq(objections.id, id)));
  return row?.dealId ?? null;
}

/** An objection with all its card says. */
export type ObjectionView = LockedObjection & {
  deal: { id: number; title: string; accountName: string | null; status: string };
  loggedByName: string;
  follower: { name: string; slackUserId: string | null; timeZone: string } | null;
  /** Plays that were used on it, by id. */
  tried: string[];
};

/** An objection as its card shows it; null when there is none. Who may see it is asked of its deal. */
export async function findObjectionView(
  tx: Tx,
  workspaceId: string,
  id: number,
): Promise<ObjectionView | null> {
  const [row] = await tx
    .select({
      row: getTableColumns(objections),
      deal: {
        id: deals.id,
        title: deals.title,
        accountName: accounts.name,
        status: deals.status,
      },
      loggedByName: logger.name,
      answeredByName: answerer.name,
      settledByName: settler.name,
      follower: {
        name: follower.name,
        slackUserId: follower.slackUserId,
        timeZone: follower.timeZone,
      },
      tried: sql<string[]>`array(select u.play_id from ${objectionPlayUses} u
        where u.workspace_id = ${objections.workspaceId} and u.objection_id = ${objections.id}
        order by u.used_at, u.play_id)`,
    })
    .from(objections)
    .innerJoin(
      deals,
      and(eq(deals.workspaceId, objections.workspaceId), eq(deals.id, objections.dealId)),
    )
    .innerJoin(
      logger,
      and(eq(logger.workspaceId, objections.workspaceId), eq(logger.id, objections.loggedBy)),
    )
    .leftJoin(
      accounts,
      and(eq(accounts.workspaceId, deals.workspaceId), eq(accounts.id, deals.accountId)),
    )
    .leftJoin(
      answerer,
      and(eq(answerer.workspaceId, objections.workspaceId), eq(answerer.id, objections.answeredBy)),
    )
    .leftJoin(
      settler,
      and(eq(settler.workspaceId, objections.workspaceId), eq(settler.id, objections.settledBy)),
    )
    .leftJoin(
      follower,
      and(
        eq(follower.workspaceId, objections.workspaceId),
        eq(follower.id, objections.followUpPersonId),
      ),
    )
    .where(and(eq(objections.workspaceId, workspaceId), eq(objections.id, id)));
  if (!row) return null;
  const { row: columns, ...rest } = row;
  return { ...rest, objection: toObjection(columns) };
}

/** The objections of a deal that still want something, or those that are over, newest first. */
export async function listOfDeal(
  tx: Tx,
  workspaceId: string,
  which: { dealId: number; settled: boolean },
  limit: number,
): Promise<{ id: number; text: string; type: ObjectionType }[]> {
  const { dealId, settled } = which;
  return tx
    .select({ id: objections.id, text: objections.text, type: objections.type })
    .from(objections)
    .where(
      and(
        eq(objections.workspaceId, workspaceId),
        eq(objections.dealId, dealId),
        settled ? isNotNull(objections.settledAt) : isNull(objections.settledAt),
      ),
    )
    .orderBy(desc(objections.id))
    .limit(limit);
}
