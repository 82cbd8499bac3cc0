import { eq } from "drizzle-orm";
import { approvalsFeature } from "../../../src/features/approvals/index.ts";
import { decide } from "../../../src/features/approvals/operations/decide.ts";
import { findApproval } from "../../../src/features/approvals/queries/approval.ts";
import type { Contract, Terms } from "../../../src/features/contracts/domain/contract.ts";
import { contractsFeature } from "../../../src/features/contracts/index.ts";
import { createContract } from "../../../src/features/contracts/operations/create-contract.ts";
import { requestReview } from "../../../src/features/contracts/operations/review.ts";
import { sendContract } from "../../../src/features/contracts/operations/sign.ts";
import { findContract } from "../../../src/features/contracts/queries/contract.ts";
import type { DealAct } from "../../../src/features/deals/index.ts";
import { people } from "../../../src/features/people/schema.ts";
import { quotes, quoteVersions } from "../../../src/features/quotes/schema/quotes.ts";
import { asDay } from "../../../src/kernel/dates.ts";
import { asSuperuser } from "../../support/database.ts";
import { openDesk, TEAM, WORKSPACE } from "../deals/desk.ts";

export const STANDARD: Terms = {
  template: "standard_sla",
  payment: "net_30",
  support: "standard",
  sla: "99.5",
  value: { minor: 8_000_000, currency: "EUR" },
  startsOn: asDay("2027-01-01"),
  termMonths: 12,
  customTerms: null,
};
export const ENTERPRISE: Terms = {
  ...STANDARD,
  template: "enterprise_sla",
  support: "enterprise",
  sla: "99.9",
};
export const SIGNATURE = {
  signedOn: asDay("2026-11-18"),
  customer: "Jane Doe, CFO",
  us: "Mia Manager",
  fileUrl: "https://sign.example/envelopes/42",
};

/** The deals' desk with contracts and approvals, where Vic reads contracts for legal and Eli bills them. */
export async function openContractDesk() {
  const desk = await openDesk({
    reactions: [...(approvalsFeature.reactions ?? []), ...(contractsFeature.reactions ?? [])],
  });
  await desk.look(async (tx) => {
    await tx
      .update(people)
      .set({ roles: ["legal"] })
      .where(eq(people.id, TEAM.vic.id));
    await tx
      .update(people)
      .set({ roles: ["finance"] })
      .where(eq(people.id, TEAM.eli.id));
  });
  const made = async (
    over: { by?: DealAct; terms?: Terms; dealId?: number } = {},
  ): Promise<Contract> => {
    const { by = desk.act("ann"), terms = STANDARD } = over;
    const dealId = over.dealId ?? (await desk.deal()).deal.id;
    return (await createContract(by, dealId, terms)).result;
  };
  const approval = async (id: number) => {
    const about = { subject: "contract", subjectId: id, kind: "legal_review" } as const;
    const found = await desk.look((tx) => findApproval(tx, WORKSPACE, about));
    if (!found) throw new Error(`Nobody asked for a review of contract ${id}.`);
    return found;
  };
  return {
    ...desk,
    made,
    approval,
    legal: () => desk.act("vic", { roles: ["legal"] }),
    finance: () => desk.act("eli", { roles: ["finance"] }),

    /** A quote of a deal as it would be kept, with this total. */
    quote: (dealId: number, id: number, status: "draft" | "sent" | "accepted", total: number) =>
      desk.look(async (tx) => {
        const now = desk.clock.now();
        const made = { workspaceId: WORKSPACE, dealId, createdBy: TEAM.ann.id, createdAt: now };
        await tx.insert(quotes).values({ ...made, id });
        await tx.insert(quoteVersions).values({
          ...made,
          quoteId: id,
          version: 1,
          status,
          currency: "EUR",
          listTotal: total,
          total,
          sentAt: status === "draft" ? null : new Date(now.getTime() + id),
          updatedAt: now,
        });
      }),

    /** A contract of Ann's that legal reads. */
    async inReview(terms: Terms = ENTERPRISE): Promise<Contract> {
      const contract = await made({ terms });
      await requestReview(desk.act("ann"), contract.id, "EU hosting is asked for");
      return contract;
    },

    /** A standard contract of Ann's that lies with the customer. */
    async sent(terms: Terms = STANDARD): Promise<Contract> {
      const contract = await made({ terms });
      await sendContract(desk.act("ann"), contract.id);
      return contract;
    },

    /** Legal answers. */
    async verdict(id: number, approve: boolean, comment: string) {
      const { id: request } = await approval(id);
      return decide(desk.act("vic", { roles: ["legal"] }), request, { approve, comment });
    },

    /** The contract with its points as it is in the database. */
    async found(id: number) {
      const found = await desk.look((tx) => findContract(tx, WORKSPACE, id));
      if (!found) throw new Error(`There is no contract ${id}.`);
      return found;
    },

    audit: (id: number): Promise<{ action: string; before: unknown; after: unknown }[]> =>
      asSuperuser(desk.url, async (sql) => [
        ...(await sql<{ action: string; before: unknown; after: unknown }[]>`
          select action, before, after from audit_log
          where workspace_id = ${WORKSPACE} and subject = 'contract' and subject_id = ${String(id)} order by id`),
      ]),

    billing: (
      id: number,
    ): Promise<{ status: string; first_invoice_on: string; done_by: number | null }[]> =>
      asSuperuser(desk.url, async (sql) => [
        ...(await sql<{ status: string; first_invoice_on: string; done_by: number | null }[]>`
          select status, first_invoice_on::text, done_by from billing_tasks
          where workspace_id = ${WORKSPACE} and contract_id = ${id}`),
      ]),

    /** Messages of a kind about a contract, with who gets them. */
    messages: (kind: string, id: number): Promise<{ recipient: string; key: string }[]> =>
      asSuperuser(desk.url, async (sql) => [
        ...(await sql<{ recipient: string; key: string }[]>`
          select recipient, dedupe_key as key from notifications
          where workspace_id = ${WORKSPACE} and kind = ${kind} and (payload->>'contractId')::int = ${id}
          order by created_at, dedupe_key`),
      ]),

    /** Jobs of a kind about a contract, with the moment they are for. */
    jobs: (name: string, id: number): Promise<{ data: Record<string, unknown>; at: Date }[]> =>
      asSuperuser(desk.url, async (sql) => [
        ...(await sql<{ data: Record<string, unknown>; at: Date }[]>`
          select data, start_after as at from pgboss.job
          where name = ${name} and (data->>'contractId')::int = ${id} order by start_after`),
      ]),
  };
}

export type ContractDesk = Awaited<ReturnType<typeof openContractDesk>>;
