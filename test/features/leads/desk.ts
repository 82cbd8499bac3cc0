import { eq } from "drizzle-orm";
import { workspaces } from "../../../src/db/schema.ts";
import type { DealAct } from "../../../src/features/deals/index.ts";
import type { Lead } from "../../../src/features/leads/domain/lead.ts";
import { ladderJob } from "../../../src/features/leads/jobs.ts";
import { acceptLead, assignLead } from "../../../src/features/leads/operations/assign-lead.ts";
import { createLead, type NewLead } from "../../../src/features/leads/operations/create-lead.ts";
import { qualifyLead } from "../../../src/features/leads/operations/work-lead.ts";
import { findLeadParts } from "../../../src/features/leads/queries/lead.ts";
import { leadHandovers } from "../../../src/features/leads/schema/handovers.ts";
import { absences, people } from "../../../src/features/people/schema.ts";
import { asDay } from "../../../src/kernel/dates.ts";
import type { Settings } from "../../../src/kernel/settings.ts";
import { asSuperuser } from "../../support/database.ts";
import { type Handle, openDesk, slackIdOf, TEAM, WORKSPACE } from "../deals/desk.ts";
import { BANT } from "./domain/a-lead.ts";

export const MINUTE = 60_000;
/** Everything an SQL asks for, of somebody whose score is high enough. */
export const GOOD: NewLead = { company: "Acme", source: "referral", employees: 2000, ...BANT };

/** The deals' desk, with leads in any status, and time that passes. Who sells: Ann, Ben and Eli; Ned has no Slack account. */
export async function openLeadDesk() {
  const desk = await openDesk();
  let n = 0;
  /** Rungs that were taken: their jobs stay in the queue, since no worker runs. */
  const done = new Set<string>();

  const lead = async (
    input: Partial<NewLead> = {},
    by: DealAct = desk.act("ann"),
  ): Promise<Lead> => {
    n += 1;
    return (await createLead(by, { ...GOOD, company: `Company ${n}`, ...input })).lead;
  };
  const parts = async (id: number) => {
    const found = await desk.look((tx) => findLeadParts(tx, WORKSPACE, id));
    if (!found) throw new Error(`There is no lead ${id}.`);
    return found;
  };

  return {
    ...desk,
    lead,
    parts,

    /** A lead that may be converted. */
    async sql(input: Partial<NewLead> = {}, by?: DealAct): Promise<Lead> {
      const made = await lead(input, by);
      return (await qualifyLead(desk.act("mia"), made.id, { to: "sql" })).lead;
    },

    /** A lead that somebody was given and has accepted. */
    async of(handle: Handle, input: Partial<NewLead> = {}): Promise<Lead> {
      const made = await lead(input, desk.act("mia"));
      await assignLead(desk.act("mia"), made.id, { personId: TEAM[handle].id });
      await acceptLead(desk.act(handle), made.id);
      return (await parts(made.id)).lead;
    },

    /** Who was given a lead, oldest first, and what came of it. */
    async handovers(id: number): Promise<string[]> {
      const rows = await desk.look((tx) =>
        tx
          .select()
          .from(leadHandovers)
          .where(eq(leadHandovers.leadId, id))
          .orderBy(leadHandovers.id),
      );
      return rows.map((row) => `${row.personId} ${row.state}`);
    },

    /** What people were told of leads since the test began: "kind recipient", oldest first. */
    async news(id: number): Promise<string[]> {
      return asSuperuser(desk.url, async (sql) =>
        (
          await sql<{ kind: string; recipient: string }[]>`
            select kind, recipient from notifications
            where workspace_id = ${WORKSPACE} and kind like 'leads.%' and (payload->>'id')::int = ${id}
            order by created_at, dedupe_key, recipient`
        ).map((row) => `${row.kind} ${row.recipient}`),
      );
    },

    async audit(id: number): Promise<{ action: string; reason: string | null }[]> {
      return asSuperuser(desk.url, async (sql) => [
        ...(await sql<{ action: string; reason: string | null }[]>`
          select action, reason from audit_log
          where workspace_id = ${WORKSPACE} and subject = 'lead' and subject_id = ${String(id)} order by id`),
      ]);
    },

    /** Time passes; every rung of the ladder that becomes due is taken, in its order, and those it leads to. */
    async pass(minutes: number): Promise<void> {
      const end = desk.clock.now().getTime() + minutes * MINUTE;
      for (;;) {
        const jobs = await asSuperuser(
          desk.url,
          (sql) => sql<
            { id: string; data: Record<string, unknown>; at: Date }[]
          >`select id, data, start_after as at from pgboss.job
            where name = 'leads.ladder' and state = 'created' order by start_after`,
        );
        const next = jobs.find((job) => !done.has(job.id) && job.at.getTime() <= end);
        if (!next) break;
        done.add(next.id);
        desk.clock.forward(Math.max(0, next.at.getTime() - desk.clock.now().getTime()));
        await ladderJob.perform(desk.deps, next.data, {
          number: 1,
          isLast: false,
          signal: AbortSignal.timeout(5000),
        });
      }
      desk.clock.forward(Math.max(0, end - desk.clock.now().getTime()));
    },

    /** Changes the settings of leads. */
    async settings(lead: Partial<Settings["lead"]>): Promise<void> {
      await desk.look((tx) =>
        tx.update(workspaces).set({ settings: { lead } }).where(eq(workspaces.id, WORKSPACE)),
      );
    },

    /** Somebody is away today and tomorrow, or, with false, here. */
    async away(handle: Handle, isAway: boolean): Promise<void> {
      const personId = TEAM[handle].id;
      await desk.look(async (tx) => {
        await tx.delete(absences).where(eq(absences.personId, personId));
        const today = desk.clock.now().toISOString().slice(0, 10);
        if (isAway)
          await tx.insert(absences).values({
            workspaceId: WORKSPACE,
            personId,
            fromDay: asDay(today),
            toDay: asDay("2027-12-31"),
          });
      });
    },

    /** Closes somebody's Slack account. */
    leaves: (handle: Handle, left: Date | null) =>
      desk.look((tx) =>
        tx.update(people).set({ deactivatedAt: left }).where(eq(people.id, TEAM[handle].id)),
      ),
  };
}

export type LeadDesk = Awaited<ReturnType<typeof openLeadDesk>>;
export const slack = (handle: Handle) => slackIdOf(handle);
