import { and, asc, desc, eq, getTableColumns, inArray } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Tx } from "../../../db/client.ts";
import type { Settings } from "../../../kernel/settings.ts";
import { nameKey } from "../../../kernel/text.ts";
import { accounts } from "../../deals/schema/accounts.ts";
import { deals } from "../../deals/schema/deals.ts";
import { people } from "../../people/schema.ts";
import type { Calendar } from "../domain/calendar.ts";
import { DEMO_STATUSES, type Demo, isOpen } from "../domain/demo.ts";
import { demos } from "../schema.ts";
import { toDemo } from "./row.ts";

const engineer = alias(people, "demo_engineer");
const requester = alias(people, "demo_requester");

/** What a demo's people and deal are called, beside the demo. */
export type DemoView = {
  demo: Demo;
  deal: { id: number; title: string; accountName: string | null; ownerId: number };
  se: DemoPerson | null;
  requester: DemoPerson;
};
export type DemoPerson = {
  id: number;
  name: string;
  slackUserId: string | null;
  calendar: Calendar;
};

const engineerColumns = {
  id: engineer.id,
  name: engineer.name,
  slackUserId: engineer.slackUserId,
  timeZone: engineer.timeZone,
  workDays: engineer.workDays,
  workFrom: engineer.workFrom,
  workTo: engineer.workTo,
};
const requesterColumns = {
  id: requester.id,
  name: requester.name,
  slackUserId: requester.slackUserId,
  timeZone: requester.timeZone,
  workDays: requester.workDays,
  workFrom: requester.workFrom,
  workTo: requester.workTo,
};

type PersonColumns = {
  id: number;
  name: string;
  slackUserId: string | null;
  timeZone: string;
  workDays: number[] | null;
  workFrom: string | null;
  workTo: string | null;
};

/** When that person works: as they say, or else as the workspace does. */
export function calendarOf(
  person: Omit<PersonColumns, "id" | "name" | "slackUserId">,
  settings: Pick<Settings, "workingHours">,
): Calendar {
  const { timeZone, workDays, workFrom, workTo } = person;
  return {
    timeZone,
    hours:
      workDays && workFrom && workTo
        ? { days: workDays, from: workFrom, to: workTo }
        : settings.workingHours,
  };
}

function toPerson(row: PersonColumns, settings: Pick<Settings, "workingHours">): DemoPerson {
  const { id, name, slackUserId } = row;
  return { id, name, slackUserId, calendar: calendarOf(row, settings) };
}

/** A demo with the names a reader needs; null when there is none with this number. */
export async function findDemoView(
  tx: Tx,
  { workspaceId, settings }: { workspaceId: string; settings: Pick<Settings, "workingHours"> },
  id: number,
): Promise<DemoView | null> {
  const [row] = await tx
    .select({
      demo: getTableColumns(demos),
      dealTitle: deals.title,
      accountName: accounts.name,
      ownerId: deals.ownerId,
      se: engineerColumns,
      requester: requesterColumns,
    })
    .from(demos)
    .innerJoin(deals, and(eq(deals.workspaceId, demos.workspaceId), eq(deals.id, demos.dealId)))
    .leftJoin(
      accounts,
      and(eq(accounts.workspaceId, deals.workspaceId), eq(accounts.id, deals.accountId)),
    )
    .leftJoin(
      engineer,
      and(eq(engineer.workspaceId, demos.workspaceId), eq(engineer.id, demos.seId)),
    )
    .innerJoin(
      requester,
      and(eq(requester.workspaceId, demos.workspaceId), eq(requester.id, demos.requestedBy)),
    )
    .where(and(eq(demos.workspaceId, workspaceId), eq(demos.id, id)));
  if (!row) return null;
  const { demo, dealTitle, accountName, ownerId } = row;
  return {
    demo: toDemo(demo),
    deal: { id: demo.dealId, title: dealTitle, accountName, ownerId },
    se: row.se && toPerson(row.se, settings),
    requester: toPerson(row.requester, settings),
  };
}

/** The deal a demo belongs to; it never changes. */
export async function findDealOf(tx: Tx, workspaceId: string, id: number): Promise<number | null> {
  const [row] = await tx
    .select({ dealId: demos.dealId })
    .from(demos)
    .where(and(eq(demos.workspaceId, workspaceId), eq(demos.id, id)));
  return row?.dealId ?? null;
}

/** A demo that is about to be changed, locked until the transaction ends. */
export async function lockDemo(tx: Tx, workspaceId: string, id: number): Promise<Demo | null> {
  const [row] = await tx
    .select()
    .from(demos)
    .where(and(eq(demos.workspaceId, workspaceId), eq(demos.id, id)))
    .for("update");
  return row ? toDemo(row) : null;
}

/** An open demo of the deal under the same title, as names are compared. */
export async function findSameRequest(
  tx: Tx,
  workspaceId: string,
  dealId: number,
  title: string,
): Promise<Demo | null> {
  const open = DEMO_STATUSES.filter((status) => isOpen({ status }));
  const [row] = await tx
    .select()
    .from(demos)
    .where(
      and(
        eq(demos.workspaceId, workspaceId),
        eq(demos.dealId, dealId),
        eq(demos.titleKey, nameKey(title)),
        inArray(demos.status, open),
      ),
    )
    .orderBy(asc(demos.id))
    .limit(1);
  return row ? toDemo(row) : null;
}

/** The demos of a deal, those that are still open first, the newest of each first. Cancelled ones come only where nothing else is. */
export async function listDemosOf(tx: Tx, workspaceId: string, dealId: number): Promise<Demo[]> {
  const rows = await tx
    .select()
    .from(demos)
    .where(and(eq(demos.workspaceId, workspaceId), eq(demos.dealId, dealId)))
    .orderBy(desc(demos.id))
    .limit(50);
  const all = rows.map(toDemo);
  const kept = all.filter((demo) => demo.status !== "cancelled");
  return (kept.length > 0 ? kept : all).toSorted((a, b) => Number(isOpen(b)) - Number(isOpen(a)));
}

/** What stands in the calendars of these sales engineers: their scheduled demos, earliest first. */
export function listScheduled(
  tx: Tx,
  workspaceId: string,
  seIds: readonly number[],
): Promise<ScheduledDemo[]> {
  if (seIds.length === 0) return Promise.resolve([]);
  return tx
    .select({
      id: demos.id,
      seId: demos.seId,
      title: demos.title,
      startsAt: demos.startsAt,
      minutes: demos.minutes,
      preparationMinutes: demos.preparationMinutes,
    })
    .from(demos)
    .where(
      and(
        eq(demos.workspaceId, workspaceId),
        eq(demos.status, "scheduled"),
        inArray(demos.seId, [...seIds]),
      ),
    )
    .orderBy(asc(demos.startsAt), asc(demos.id))
    .then((rows) =>
      rows.flatMap((row) =>
        row.startsAt && row.seId !== null
          ? [{ ...row, seId: row.seId, startsAt: row.startsAt }]
          : [],
      ),
    );
}

/** A demo in somebody's calendar. */
export type ScheduledDemo = {
  id: number;
  seId: number;
  title: string;
  startsAt: Date;
  minutes: number;
  preparationMinutes: number;
};
