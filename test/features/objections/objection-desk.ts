import type { NewObjection } from "../../../src/features/objections/index.ts";
import { logObjection } from "../../../src/features/objections/operations/log-objection.ts";
import { asDay } from "../../../src/kernel/dates.ts";
import { asSuperuser } from "../../support/database.ts";
import type { Desk } from "../deals/desk.ts";

export const TODAY = asDay("2026-11-18");

/** An objection on the price as somebody brings it. */
export function said(over: Partial<NewObjection> = {}): NewObjection {
  return {
    text: "Your price is double theirs.",
    type: "pricing",
    severity: "high",
    followUp: { date: asDay("2026-11-24"), personId: 1 },
    suggestion: null,
    ...over,
  };
}

/** Logs an objection by Ann unless told otherwise, and answers its number. */
export async function log(
  desk: Desk,
  dealId: number,
  over: Partial<NewObjection> = {},
  by = desk.act("ann"),
): Promise<number> {
  return (await logObjection(by, dealId, said(over), TODAY)).objection.id;
}

/** The audit trail of one objection, oldest first. */
export function audited(desk: Desk, id: number): Promise<string[]> {
  return asSuperuser(desk.url, async (sql) => {
    const rows = await sql<{ action: string }[]>`select action from audit_log
      where subject = 'objection' and subject_id = ${String(id)} order by id`;
    return rows.map((row) => row.action);
  });
}
