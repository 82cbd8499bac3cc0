import { and, asc, eq } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Tx } from "../../../db/client.ts";
import { accounts } from "../../deals/schema/accounts.ts";
import { deals } from "../../deals/schema/deals.ts";
import { people } from "../../people/schema.ts";
import type { Approval } from "../domain/approval.ts";
import { approvalQuestions } from "../schema/parts.ts";
import { findById, listAnswers } from "./approval.ts";

/** What somebody wanted to know before they decide. */
export type Question = {
  n: number;
  askerId: number;
  askerName: string;
  question: string;
  answer: string | null;
};

/** All that a card of a request shows. */
export type ApprovalView = {
  approval: Approval;
  deal: { id: number; title: string; accountName: string | null; ownerId: number };
  questions: Question[];
  /** Who agreed so far, where all must. */
  agreed: { name: string; comment: string | null }[];
};

const asker = alias(people, "asker");

/** What was asked about a request, oldest first. */
export function listQuestions(tx: Tx, workspaceId: string, id: number): Promise<Question[]> {
  return tx
    .select({
      n: approvalQuestions.n,
      askerId: approvalQuestions.askerId,
      askerName: asker.name,
      question: approvalQuestions.question,
      answer: approvalQuestions.answer,
    })
    .from(approvalQuestions)
    .innerJoin(
      asker,
      and(
        eq(asker.workspaceId, approvalQuestions.workspaceId),
        eq(asker.id, approvalQuestions.askerId),
      ),
    )
    .where(
      and(eq(approvalQuestions.workspaceId, workspaceId), eq(approvalQuestions.approvalId, id)),
    )
    .orderBy(asc(approvalQuestions.n));
}

/** A request with its deal, its questions and who agreed; null when there is none with this number. */
export async function findView(
  tx: Tx,
  workspaceId: string,
  id: number,
): Promise<ApprovalView | null> {
  const approval = await findById(tx, workspaceId, id);
  if (!approval) return null;
  const [deal] = await tx
    .select({
      id: deals.id,
      title: deals.title,
      accountName: accounts.name,
      ownerId: deals.ownerId,
    })
    .from(deals)
    .leftJoin(
      accounts,
      and(eq(accounts.workspaceId, deals.workspaceId), eq(accounts.id, deals.accountId)),
    )
    .where(and(eq(deals.workspaceId, workspaceId), eq(deals.id, approval.dealId)));
  if (!deal) throw new Error(`approval ${id} hangs on no deal`);
  const answers = await listAnswers(tx, workspaceId, id);
  const agreed = new Map(answers.map((one) => [one.byId, one]));
  return {
    approval,
    deal,
    questions: await listQuestions(tx, workspaceId, id),
    agreed: [...agreed.values()].map(({ byName: name, comment }) => ({ name, comment })),
  };
}
