import { and, desc, eq, inArray, ne } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Tx } from "../../../db/client.ts";
import { nameKey } from "../../../kernel/text.ts";
import { accounts } from "../../deals/schema/accounts.ts";
import { deals } from "../../deals/schema/deals.ts";
import { people } from "../../people/schema.ts";
import type { Handover } from "../domain/handover.ts";
import { type Lead, OPEN_STATUSES } from "../domain/lead.ts";
import { leadNotes, leads } from "../schema/leads.ts";
import { findHandover } from "./handovers.ts";

const creator = alias(people, "lead_creator");
const author = alias(people, "lead_note_author");
const leadOwner = alias(people, "lead_owner");

type LeadRow = typeof leads.$inferSelect;

/** A row as the rules know it. */
export function toLead({ budget, budgetCurrency, ...row }: LeadRow): Lead {
  const { workspaceId: _, companyKey: __, ...lead } = row;
  return {
    ...lead,
    budget: budget === null ? null : { minor: budget, currency: budgetCurrency ?? "EUR" },
  };
}

/** A lead as its columns. */
export function toRow({ budget, ...lead }: Lead) {
  return {
    ...lead,
    companyKey: nameKey(lead.company),
    budget: budget?.minor ?? null,
    budgetCurrency: budget?.currency ?? null,
  };
}

/** The lead, locked until the transaction ends; null when there is none with this number. */
export async function lockLead(tx: Tx, workspaceId: string, id: number): Promise<Lead | null> {
  const [row] = await tx
    .select()
    .from(leads)
    .where(and(eq(leads.workspaceId, workspaceId), eq(leads.id, id)))
    .for("update");
  return row ? toLead(row) : null;
}

/** The lead a deal came from; null for a deal nobody converted. */
export async function findLeadOfDeal(
  tx: Tx,
  workspaceId: string,
  dealId: number,
): Promise<Pick<Lead, "id" | "company" | "source"> | null> {
  const [row] = await tx
    .select({ id: leads.id, company: leads.company, source: leads.source })
    .from(leads)
    .where(and(eq(leads.workspaceId, workspaceId), eq(leads.dealId, dealId)))
    .limit(1);
  return row ?? null;
}

/** Open leads of the same company, whatever its spelling, newest first. */
export function listTwins(
  tx: Tx,
  workspaceId: string,
  company: string,
  except: number | null = null,
): Promise<Pick<Lead, "id" | "company" | "status" | "contactName">[]> {
  return tx
    .select({
      id: leads.id,
      company: leads.company,
      status: leads.status,
      contactName: leads.contactName,
    })
    .from(leads)
    .where(
      and(
        eq(leads.workspaceId, workspaceId),
        eq(leads.companyKey, nameKey(company)),
        inArray(leads.status, [...OPEN_STATUSES]),
        except === null ? undefined : ne(leads.id, except),
      ),
    )
    .orderBy(desc(leads.id))
    .limit(5);
}

/** Open deals with the company's account, newest first. */
export function listDealsOfCompany(
  tx: Tx,
  workspaceId: string,
  company: string,
): Promise<{ id: number; title: string }[]> {
  return tx
    .select({ id: deals.id, title: deals.title })
    .from(deals)
    .innerJoin(
      accounts,
      and(eq(accounts.workspaceId, deals.workspaceId), eq(accounts.id, deals.accountId)),
    )
    .where(
      and(
        eq(deals.workspaceId, workspaceId),
        eq(deals.status, "open"),
        eq(accounts.nameKey, nameKey(company)),
      ),
    )
    .orderBy(desc(deals.id))
    .limit(3);
}

/** A lead with what hangs on it, and with names. */
export type LeadParts = {
  lead: Lead;
  ownerName: string | null;
  creatorName: string | null;
  /** The newest handover: what the owner is to accept, or has. */
  handover: Handover | null;
  /** Newest first, at most 3. */
  notes: { text: string; authorName: string | null; at: Date }[];
  noteCount: number;
  dealTitle: string | null;
};

/** Null when there is none with this number. */
export async function findLeadParts(
  tx: Tx,
  workspaceId: string,
  id: number,
): Promise<LeadParts | null> {
  const [row] = await tx
    .select({
      lead: leads,
      ownerName: leadOwner.name,
      creatorName: creator.name,
      dealTitle: deals.title,
    })
    .from(leads)
    .leftJoin(
      leadOwner,
      and(eq(leadOwner.workspaceId, leads.workspaceId), eq(leadOwner.id, leads.ownerId)),
    )
    .leftJoin(
      creator,
      and(eq(creator.workspaceId, leads.workspaceId), eq(creator.id, leads.createdBy)),
    )
    .leftJoin(deals, and(eq(deals.workspaceId, leads.workspaceId), eq(deals.id, leads.dealId)))
    .where(and(eq(leads.workspaceId, workspaceId), eq(leads.id, id)));
  if (!row) return null;
  const notes = await tx
    .select({ text: leadNotes.text, authorName: author.name, at: leadNotes.at })
    .from(leadNotes)
    .leftJoin(
      author,
      and(eq(author.workspaceId, leadNotes.workspaceId), eq(author.id, leadNotes.authorId)),
    )
    .where(and(eq(leadNotes.workspaceId, workspaceId), eq(leadNotes.leadId, id)))
    .orderBy(desc(leadNotes.id))
    .limit(50);
  return {
    ...row,
    lead: toLead(row.lead),
    handover: await findHandover(tx, workspaceId, id),
    notes: notes.slice(0, 3),
    noteCount: notes.length,
  };
}

/** The deal a lead became, as the ladder needs it. */
export type DealBehind = {
  id: number;
  title: string;
  ownerId: number;
  isOpen: boolean;
};

/** Null for a lead that is none yet. */
export async function findDealBehind(
  tx: Tx,
  workspaceId: string,
  { dealId }: Pick<Lead, "dealId">,
): Promise<DealBehind | null> {
  if (dealId === null) return null;
  const [row] = await tx
    .select({ id: deals.id, title: deals.title, ownerId: deals.ownerId, status: deals.status })
    .from(deals)
    .where(and(eq(deals.workspaceId, workspaceId), eq(deals.id, dealId)));
  return row
    ? { id: row.id, title: row.title, ownerId: row.ownerId, isOpen: row.status === "open" }
    : null;
}
