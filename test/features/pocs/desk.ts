import type { DealAct } from "../../../src/features/deals/index.ts";
import {
  type PlannedCriterion,
  standardCriteria,
} from "../../../src/features/pocs/domain/criteria.ts";
import type { Poc } from "../../../src/features/pocs/domain/poc.ts";
import type { Scope } from "../../../src/features/pocs/domain/scope.ts";
import { completePoc, gradePoc, startPoc } from "../../../src/features/pocs/operations/live.ts";
import { scopePoc } from "../../../src/features/pocs/operations/scope-poc.ts";
import { findPocParts } from "../../../src/features/pocs/queries/view.ts";
import { asDay } from "../../../src/kernel/dates.ts";
import { asSuperuser } from "../../support/database.ts";
import { type Desk, openDesk, WORKSPACE } from "../deals/desk.ts";

export const SCOPE: Scope = {
  title: "Sign-on for plant 4",
  description: null,
  scope: "One plant only",
  features: ["Single sign-on", "Reports"],
  integrations: ["Okta"],
  users: 8,
  startsOn: asDay("2026-11-25"),
  endsOn: asDay("2026-12-23"),
};

export type AuditRow = {
  action: string;
  actor_id: number;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  reason: string | null;
};

/** The deals' desk, with proofs of concept in any status. */
export async function openPocDesk() {
  const desk: Desk = await openDesk();
  const scoped = async (
    over: { by?: DealAct; scope?: Partial<Scope>; criteria?: readonly PlannedCriterion[] } = {},
  ): Promise<Poc> => {
    const { deal } = await desk.deal();
    const { by = desk.act("ann"), scope = {}, criteria = standardCriteria } = over;
    return (await scopePoc(by, deal.id, { ...SCOPE, ...scope }, criteria)).result;
  };
  return {
    ...desk,
    scoped,

    async inStatus(status: "planned" | "in_progress" | "completed", allMet = false): Promise<Poc> {
      const poc = await scoped();
      if (status === "planned") return poc;
      await startPoc(desk.act("ann"), poc.id);
      if (allMet)
        for (let n = 1; n <= standardCriteria.length; n++)
          await gradePoc(desk.act("ann"), poc.id, { n, grade: "met" });
      if (status === "completed") await completePoc(desk.act("ann"), poc.id);
      return poc;
    },

    /** Everything of one as it is in the database. */
    async parts(id: number) {
      const parts = await desk.look((tx) => findPocParts(tx, WORKSPACE, id));
      if (!parts) throw new Error(`There is no poc ${id}.`);
      return parts;
    },

    audit: (id: number): Promise<AuditRow[]> =>
      asSuperuser(desk.url, async (sql) => [
        ...(await sql<AuditRow[]>`select action, actor_id, before, after, reason from audit_log
          where workspace_id = ${WORKSPACE} and subject = 'poc' and subject_id = ${String(id)} order by id`),
      ]),

    /** Jobs of a kind that wait, with the moment they are for. */
    jobs: (name: string, id: number): Promise<{ data: Record<string, unknown>; at: Date }[]> =>
      asSuperuser(desk.url, async (sql) => [
        ...(await sql<{ data: Record<string, unknown>; at: Date }[]>`
          select data, start_after as at from pgboss.job
          where name = ${name} and (data->>'pocId')::int = ${id} order by start_after`),
      ]),
  };
}

export type PocDesk = Awaited<ReturnType<typeof openPocDesk>>;
