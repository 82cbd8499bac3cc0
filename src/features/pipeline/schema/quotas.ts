import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  date,
  foreignKey,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { instant, money, personId, workspaceId } from "../../../db/columns.ts";
import type { Day } from "../../../kernel/dates.ts";
import { people, teams } from "../../people/schema.ts";
import { QUOTA_PERIODS } from "../domain/quota.ts";

/** What a person or a team is to win in a month, a quarter or a year. */
export const quotas = pgTable(
  "quotas",
  {
    workspaceId: workspaceId(),
    id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity(),
    personId: personId("person_id"),
    teamId: integer("team_id"),
    kind: text("kind", { enum: QUOTA_PERIODS }).notNull(),
    /** The first day of the period. */
    startsOn: date("starts_on", { mode: "string" }).$type<Day>().notNull(),
    /** Minor units of `currency`. */
    amount: money("amount").notNull(),
    currency: text("currency").notNull(),
    setBy: personId("set_by").notNull(),
    setAt: instant("set_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    uniqueIndex("quotas_person").on(t.workspaceId, t.personId, t.kind, t.startsOn),
    uniqueIndex("quotas_team").on(t.workspaceId, t.teamId, t.kind, t.startsOn),
    check("quotas_of_one", sql`num_nonnulls(${t.personId}, ${t.teamId}) = 1`),
    check("quotas_amount_positive", sql`${t.amount} >= 0`),
    foreignKey({
      name: "quotas_person_fk",
      columns: [t.workspaceId, t.personId],
      foreignColumns: [people.workspaceId, people.id],
    }),
    foreignKey({
      name: "quotas_team_fk",
      columns: [t.workspaceId, t.teamId],
      foreignColumns: [teams.workspaceId, teams.id],
    }),
  ],
);
