import { and, arrayContains, asc, eq, gte, inArray, isNull, lte, ne, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { dayOf, weekOf } from "../../../kernel/dates.ts";
import type { Settings } from "../../../kernel/settings.ts";
import { people } from "../../people/schema.ts";
import { pocs } from "../../pocs/schema/pocs.ts";
import type { Candidate } from "../domain/assignment.ts";
import { blockOf } from "../domain/calendar.ts";
import type { Demo } from "../domain/demo.ts";
import { demos } from "../schema.ts";
import { calendarOf, listScheduled } from "./demo.ts";

type Asked = {
  workspaceId: string;
  settings: Pick<Settings, "workingHours">;
  now: Date;
};

/** Every active sales engineer with what they know and have to do, in the week the demo is wished for, else in this one. */
export async function listCandidates(
  tx: Tx,
  { workspaceId, settings, now }: Asked,
  demo: Pick<Demo, "id" | "preferredAt">,
  dealSeId: number | null,
): Promise<Candidate[]> {
  const rows = await tx
    .select({
      id: people.id,
      name: people.name,
      timeZone: people.timeZone,
      skills: people.skills,
      workDays: people.workDays,
      workFrom: people.workFrom,
      workTo: people.workTo,
      capacity: people.weeklyCapacity,
    })
    .from(people)
    .where(
      and(
        eq(people.workspaceId, workspaceId),
        isNull(people.deactivatedAt),
        arrayContains(people.roles, ["se"]),
      ),
    )
    .orderBy(asc(people.id));
  const ids = rows.map((row) => row.id);
  const scheduled = (await listScheduled(tx, workspaceId, ids)).filter((one) => one.id !== demo.id);
  const unplanned = await countUnplanned(tx, workspaceId, ids, demo.id);
  const asked = demo.preferredAt && demo.preferredAt > now ? demo.preferredAt : now;
  const week = weekOf(dayOf(asked, "UTC"));
  const running = await countRunningPocs(tx, workspaceId, ids, week);
  return rows.map((row) => {
    const theirs = scheduled.filter((one) => one.seId === row.id);
    const toCome = theirs.filter((one) => one.startsAt > now);
    const unplannedDemos = unplanned.get(row.id) ?? 0;
    const { from, to } = weekOf(dayOf(asked, row.timeZone));
    return {
      id: row.id,
      name: row.name,
      calendar: calendarOf(row, settings),
      skills: row.skills,
      capacity: row.capacity,
      isOnDeal: row.id === dealSeId,
      demosThatWeek: theirs.filter((one) => {
        const day = dayOf(one.startsAt, row.timeZone);
        return from <= day && day <= to;
      }).length,
      openDemos: toCome.length + unplannedDemos,
      unplannedDemos,
      runningPocs: running.get(row.id) ?? 0,
      busy: theirs.map(blockOf),
    };
  });
}

async function countUnplanned(tx: Tx, workspaceId: string, ids: number[], demoId: number) {
  const rows = await tx
    .select({ seId: demos.seId, count: sql<number>`count(*)::int` })
    .from(demos)
    .where(
      and(
        eq(demos.workspaceId, workspaceId),
        inArray(demos.status, ["assigned", "no_show"]),
        inArray(demos.seId, ids),
        ne(demos.id, demoId),
      ),
    )
    .groupBy(demos.seId);
  return new Map(rows.map((row) => [row.seId ?? 0, row.count]));
}

async function countRunningPocs(
  tx: Tx,
  workspaceId: string,
  ids: number[],
  week: ReturnType<typeof weekOf>,
) {
  const rows = await tx
    .select({ seId: pocs.seId, count: sql<number>`count(*)::int` })
    .from(pocs)
    .where(
      and(
        eq(pocs.workspaceId, workspaceId),
        inArray(pocs.status, ["planned", "in_progress"]),
        inArray(pocs.seId, ids),
        lte(pocs.startsOn, week.to),
        gte(pocs.endsOn, week.from),
      ),
    )
    .groupBy(pocs.seId);
  return new Map(rows.map((row) => [row.seId ?? 0, row.count]));
}

/** All that the team's sales engineers know, by the alphabet. */
export async function listTeamSkills(tx: Tx, workspaceId: string): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ skill: sql<string>`unnest(${people.skills})` })
    .from(people)
    .where(and(eq(people.workspaceId, workspaceId), isNull(people.deactivatedAt)));
  return rows.map((row) => row.skill).toSorted();
}
