import { and, eq } from "drizzle-orm";
import { inWorkspace } from "../../../src/db/workspace.ts";
import type { Reaction } from "../../../src/events/define-event.ts";
import type { Asked } from "../../../src/features/approvals/index.ts";
import { type Approval, requestApproval } from "../../../src/features/approvals/index.ts";
import { findById } from "../../../src/features/approvals/queries/approval.ts";
import { approvalReactions } from "../../../src/features/approvals/reactions.ts";
import { type DealAct, workOnDeal } from "../../../src/features/deals/index.ts";
import { absences, people } from "../../../src/features/people/schema.ts";
import type { Role } from "../../../src/kernel/access.ts";
import { asDay } from "../../../src/kernel/dates.ts";
import type { ApprovalRule } from "../../../src/kernel/settings.ts";
import { md } from "../../../src/slack/mrkdwn.ts";
import { asSuperuser } from "../../support/database.ts";
import { type Handle, openDesk, TEAM, WORKSPACE } from "../deals/desk.ts";

/** The nearest manager above the deal's owner, as the settings have it. */
export const IN_LINE: ApprovalRule = {
  approvers: [{ role: "manager", inLine: true }],
  agree: "first",
};
/** Whoever is a manager. */
export const ANY_MANAGER: ApprovalRule = {
  approvers: [{ role: "manager", inLine: false }],
  agree: "first",
};

/** The deals' desk, where people ask for discounts on quotes. */
export async function openApprovalDesk(options: { max?: number; reactions?: Reaction[] } = {}) {
  const desk = await openDesk({
    max: options.max ?? 8,
    reactions: [...approvalReactions, ...(options.reactions ?? [])],
  });
  let quotes = 0;

  /** Asks on a deal of Ann's; a new quote of a new deal unless told otherwise. */
  const ask = async (
    over: Partial<Asked> & { by?: DealAct; dealId?: number } = {},
  ): Promise<Approval> => {
    const { by = desk.act("ann"), dealId, ...rest } = over;
    const id = dealId ?? (await desk.deal()).deal.id;
    quotes += 1;
    const asked: Asked = {
      kind: "discount",
      subject: "quote",
      subjectId: quotes,
      what: md`15 % off quote ${quotes}`,
      facts: [md`At most 20 %.`],
      reason: "Matches the offer of Globex",
      rule: IN_LINE,
      data: { percent: 15 },
      ...rest,
    };
    const { result } = await workOnDeal(by, id, "deal.change", async (tx, locked) => ({
      result: await requestApproval(tx, by, locked, asked),
      words: md`asked for ${asked.what}`,
    }));
    return result;
  };

  return {
    ...desk,
    ask,

    approval: async (id: number): Promise<Approval> => {
      const found = await desk.look((tx) => findById(tx, WORKSPACE, id));
      if (!found) throw new Error(`There is no approval ${id}.`);
      return found;
    },

    /** Whom the messages of a request reached, in the order they were told; edits of them left out. */
    cards: (id: number) =>
      asSuperuser(desk.url, async (sql) =>
        (
          await sql<{ recipient: string; kind: string; why: string | null }[]>`
            select recipient, kind, payload->>'whyMd' as why from notifications
            where workspace_id = ${WORKSPACE} and (payload->>'id')::int = ${id} and revises is null
              and kind like 'approvals.%' order by seq`
        ).map((row) => ({ ...row })),
      ),

    /** The last state each card of a request was brought to, by the key of the card. */
    shown: (id: number) =>
      asSuperuser(desk.url, async (sql) => {
        const rows = await sql<{ card: string; state: string }[]>`
          select distinct on (coalesce(revises, dedupe_key)) coalesce(revises, dedupe_key) as card, payload->>'state' as state
          from notifications
          where workspace_id = ${WORKSPACE} and (payload->>'id')::int = ${id} and kind in ('approvals.asked', 'approvals.waits')
          order by coalesce(revises, dedupe_key), seq desc`;
        return Object.fromEntries(rows.map((row) => [row.card, row.state]));
      }),

    audit: (id: number) =>
      asSuperuser(desk.url, async (sql) =>
        (
          await sql<{ action: string; actor_id: number | null; reason: string | null }[]>`
          select action, actor_id, reason from audit_log
          where workspace_id = ${WORKSPACE} and subject = 'approval' and subject_id = ${String(id)} order by id`
        ).map((row) => ({ ...row })),
      ),

    /** Puts somebody down as away from one day to another, past the rules. */
    away: (who: Handle, from: string, to: string, delegate: Handle | null = null) =>
      inWorkspace(desk.deps.db, WORKSPACE, (tx) =>
        tx.insert(absences).values({
          workspaceId: WORKSPACE,
          personId: TEAM[who].id,
          fromDay: asDay(from),
          toDay: asDay(to),
          delegateId: delegate && TEAM[delegate].id,
        }),
      ),

    setRoles: (who: Handle, roles: Role[]) =>
      desk.look((tx) =>
        tx
          .update(people)
          .set({ roles })
          .where(and(eq(people.workspaceId, WORKSPACE), eq(people.id, TEAM[who].id))),
      ),
  };
}

export type ApprovalDesk = Awaited<ReturnType<typeof openApprovalDesk>>;
