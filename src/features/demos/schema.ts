import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
} from "drizzle-orm/pg-core";
import { instant, personId, workspaceId } from "../../db/columns.ts";
import { deals } from "../deals/schema/deals.ts";
import { people } from "../people/schema.ts";
import { DEMO_STATUSES, OUTCOMES } from "./domain/demo.ts";
import { ENVIRONMENT_STATUSES } from "./domain/environment.ts";

/** A demo of a deal, from its request to how it went. */
export const demos = pgTable(
  "demos",
  {
    workspaceId: workspaceId(),
    id: integer("id").notNull(),
    dealId: integer("deal_id").notNull(),
    title: text("title").notNull(),
    /** The title as it is compared: no case, no accents. */
    titleKey: text("title_key").notNull(),
    description: text("description"),
    features: text("features").array().notNull().default(sql`'{}'`),
    useCases: text("use_cases").array().notNull().default(sql`'{}'`),
    /** What its sales engineer should know. */
    skills: text("skills").array().notNull().default(sql`'{}'`),
    status: text("status", { enum: DEMO_STATUSES }).notNull(),
    seId: personId("se_id"),
    requestedBy: personId("requested_by").notNull(),
    preferredAt: instant("preferred_at"),
    startsAt: instant("starts_at"),
    endsAt: instant("ends_at"),
    minutes: integer("minutes").notNull(),
    preparationMinutes: integer("preparation_minutes").notNull(),
    outcome: text("outcome", { enum: OUTCOMES }),
    notes: text("notes"),
    recordingUrl: text("recording_url"),
    cancelReason: text("cancel_reason"),
    isCustomised: boolean("is_customised").notNull().default(false),
    isBranded: boolean("is_branded").notNull().default(false),
    isUseCaseSpecific: boolean("is_use_case_specific").notNull().default(false),
    scriptUrl: text("script_url"),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
    version: integer("version").notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index("demos_deal").on(t.workspaceId, t.dealId, t.id),
    index("demos_se").on(t.workspaceId, t.seId, t.status, t.startsAt),
    index("demos_starts").on(t.workspaceId, t.status, t.startsAt),
    foreignKey({
      name: "demos_deal_fk",
      columns: [t.workspaceId, t.dealId],
      foreignColumns: [deals.workspaceId, deals.id],
    }),
    foreignKey({
      name: "demos_se_fk",
      columns: [t.workspaceId, t.seId],
      foreignColumns: [people.workspaceId, people.id],
    }),
    foreignKey({
      name: "demos_requested_by_fk",
      columns: [t.workspaceId, t.requestedBy],
      foreignColumns: [people.workspaceId, people.id],
    }),
    check("demos_has_length", sql`${t.minutes} > 0 and ${t.preparationMinutes} >= 0`),
    check("demos_ends_after_start", sql`${t.endsAt} > ${t.startsAt}`),
    check(
      "demos_assigned_has_se",
      sql`${t.status} not in ('assigned', 'scheduled', 'delivered', 'no_show') or ${t.seId} is not null`,
    ),
    check(
      "demos_scheduled_has_time",
      sql`${t.status} not in ('scheduled', 'delivered', 'no_show') or ${t.startsAt} is not null`,
    ),
    check("demos_outcome", sql`(${t.status} = 'delivered') = (${t.outcome} is not null)`),
  ],
);

/** The place demos are given in. One for each workspace. */
export const demoEnvironments = pgTable("demo_environments", {
  workspaceId: workspaceId().primaryKey(),
  kind: text("kind").notNull(),
  dataSource: text("data_source").notNull(),
  isCustomised: boolean("is_customised").notNull(),
  isBranded: boolean("is_branded").notNull(),
  isUseCaseSpecific: boolean("is_use_case_specific").notNull(),
  scriptUrl: text("script_url"),
  status: text("status", { enum: ENVIRONMENT_STATUSES }).notNull(),
  refreshedAt: instant("refreshed_at"),
  failingSince: instant("failing_since"),
  lastError: text("last_error"),
});
