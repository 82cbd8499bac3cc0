import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { instant, personId, workspaceId } from "../../db/columns.ts";
import { ROLES } from "../../kernel/access.ts";
import type { Day } from "../../kernel/dates.ts";

/** A sales team: who sees whose deals, and whose numbers add up. */
export const teams = pgTable(
  "teams",
  {
    workspaceId: workspaceId(),
    id: integer("id").notNull(),
    name: text("name").notNull(),
    /** The name as it is compared: no case, no accents. */
    nameKey: text("name_key").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    unique("teams_name_key").on(t.workspaceId, t.nameKey),
  ],
);

/** Somebody of the workspace: a Slack user, or a name that came with an import and has no Slack account yet. */
export const people = pgTable(
  "people",
  {
    workspaceId: workspaceId(),
    id: personId("id").notNull(),
    slackUserId: text("slack_user_id"),
    name: text("name").notNull(),
    nameKey: text("name_key").notNull(),
    /** What Slack calls the handle: what one types after @. */
    handle: text("handle"),
    /** In lower case. */
    email: text("email"),
    /** IANA zone, from Slack. */
    timeZone: text("time_zone").notNull().default("UTC"),
    /** Roles set here; Slack's own admins and those of DEALDESK_ADMINS are admins besides. */
    roles: text("roles", { enum: ROLES }).array().notNull().default(sql`'{}'`),
    teamId: integer("team_id"),
    managerId: personId("manager_id"),
    isSlackAdmin: boolean("is_slack_admin").notNull().default(false),
    /** What they know, in lower case: "okta", "sap". */
    skills: text("skills").array().notNull().default(sql`'{}'`),
    /** When they work, in their own zone; null where the workspace's working hours hold. 1 is Monday. */
    workDays: integer("work_days").array(),
    workFrom: text("work_from"),
    workTo: text("work_to"),
    /** How many demos and proofs of concept a week they take on; null for no limit. */
    weeklyCapacity: integer("weekly_capacity"),
    /** When Slack is to be asked again for name, zone and admin rights; null for people without a Slack account. */
    profileDueAt: instant("profile_due_at"),
    /** When Slack told that the account was closed: the person keeps their past and is offered for nothing new. */
    deactivatedAt: instant("deactivated_at"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex("people_slack_user").on(t.workspaceId, t.slackUserId),
    index("people_name").on(t.workspaceId, t.nameKey),
    index("people_team").on(t.workspaceId, t.teamId),
    index("people_manager").on(t.workspaceId, t.managerId),
    check("people_work_hours", sql`${t.workFrom} < ${t.workTo}`),
    check(
      "people_work_hours_whole",
      sql`(${t.workFrom} is null) = (${t.workTo} is null) and (${t.workFrom} is null) = (${t.workDays} is null)`,
    ),
    check("people_weekly_capacity", sql`${t.weeklyCapacity} > 0`),
    foreignKey({
      name: "people_team_fk",
      columns: [t.workspaceId, t.teamId],
      foreignColumns: [teams.workspaceId, teams.id],
    }),
    foreignKey({
      name: "people_manager_fk",
      columns: [t.workspaceId, t.managerId],
      foreignColumns: [t.workspaceId, t.id],
    }),
  ],
);

/** Days on which somebody is away, by their own calendar; what waits for them goes to their delegate, if they named one. */
export const absences = pgTable(
  "absences",
  {
    workspaceId: workspaceId(),
    personId: personId("person_id").notNull(),
    /** First and last day. */
    fromDay: date("from_day", { mode: "string" }).$type<Day>().notNull(),
    toDay: date("to_day", { mode: "string" }).$type<Day>().notNull(),
    delegateId: personId("delegate_id"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.personId, t.fromDay] }),
    check("absences_in_order", sql`${t.fromDay} <= ${t.toDay}`),
    check("absences_delegate_is_other", sql`${t.delegateId} <> ${t.personId}`),
    foreignKey({
      name: "absences_person_fk",
      columns: [t.workspaceId, t.personId],
      foreignColumns: [people.workspaceId, people.id],
    }),
    foreignKey({
      name: "absences_delegate_fk",
      columns: [t.workspaceId, t.delegateId],
      foreignColumns: [people.workspaceId, people.id],
    }),
  ],
);
