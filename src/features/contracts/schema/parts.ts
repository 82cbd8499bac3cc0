import { date, foreignKey, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, instant, money, personId, workspaceId } from "../../../db/columns.ts";
import type { Day } from "../../../kernel/dates.ts";
import { BILLING_STATUSES } from "../domain/billing.ts";
import { PAYMENTS } from "../domain/contract.ts";
import { POINT_KINDS } from "../domain/point.ts";
import { contracts } from "./contracts.ts";

/** What is negotiated about a contract, and what was agreed. */
export const contractPoints = pgTable(
  "contract_points",
  {
    workspaceId: workspaceId(),
    contractId: integer("contract_id").notNull(),
    /** Counted from 1 within the contract. */
    n: integer("n").notNull(),
    kind: text("kind", { enum: POINT_KINDS }).notNull(),
    text: text("text").notNull(),
    outcome: text("outcome"),
    settledBy: personId("settled_by"),
    settledAt: instant("settled_at"),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.contractId, t.n] }),
    foreignKey({
      name: "contract_points_contract_fk",
      columns: [t.workspaceId, t.contractId],
      foreignColumns: [contracts.workspaceId, contracts.id],
    }),
  ],
);

/** What finance has to set up for a signed contract: one for each, however often a signature is recorded. */
export const billingTasks = pgTable(
  "billing_tasks",
  {
    workspaceId: workspaceId(),
    contractId: integer("contract_id").notNull(),
    valueMinor: money("value_minor").notNull(),
    currency: text("currency").notNull(),
    payment: text("payment", { enum: PAYMENTS }).notNull(),
    firstInvoiceOn: date("first_invoice_on", { mode: "string" }).$type<Day>().notNull(),
    status: text("status", { enum: BILLING_STATUSES }).notNull().default("open"),
    doneBy: personId("done_by"),
    doneAt: instant("done_at"),
    createdAt: createdAt(),
  },
  (t) => [
    // The key keeps the promise: one for each contract.
    primaryKey({ columns: [t.workspaceId, t.contractId] }),
    index("billing_tasks_status").on(t.workspaceId, t.status, t.firstInvoiceOn, t.contractId),
    foreignKey({
      name: "billing_tasks_contract_fk",
      columns: [t.workspaceId, t.contractId],
      foreignColumns: [contracts.workspaceId, contracts.id],
    }),
  ],
);
