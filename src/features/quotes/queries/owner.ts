import { and, eq } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { workspaces } from "../../../db/columns.ts";
import { accounts, contacts } from "../../deals/schema/accounts.ts";
import { deals } from "../../deals/schema/deals.ts";
import { people } from "../../people/schema.ts";

/** Whose quote it is and whom it is for: what its PDF, its dates and its reminders need to know. */
export type QuoteParties = {
  /** The selling company: the workspace's name. */
  seller: string;
  dealTitle: string;
  accountName: string | null;
  contactName: string | null;
  contactEmail: string | null;
  dealIsOpen: boolean;
  roomId: string | null;
  owner: { name: string; email: string | null; slackUserId: string | null; timeZone: string };
};

/** The parties of a deal's quotes; null when there is no such deal. */
export async function findParties(
  tx: Tx,
  workspaceId: string,
  dealId: number,
): Promise<QuoteParties | null> {
  const [row] = await tx
    .select({
      seller: workspaces.name,
      dealTitle: deals.title,
      status: deals.status,
      roomId: deals.roomId,
      accountName: accounts.name,
      contactName: contacts.name,
      contactEmail: contacts.email,
      owner: {
        name: people.name,
        email: people.email,
        slackUserId: people.slackUserId,
        timeZone: people.timeZone,
      },
    })
    .from(deals)
    .innerJoin(workspaces, eq(workspaces.id, deals.workspaceId))
    .innerJoin(people, and(eq(people.workspaceId, deals.workspaceId), eq(people.id, deals.ownerId)))
    .leftJoin(
      accounts,
      and(eq(accounts.workspaceId, deals.workspaceId), eq(accounts.id, deals.accountId)),
    )
    .leftJoin(
      contacts,
      and(eq(contacts.workspaceId, deals.workspaceId), eq(contacts.id, deals.contactId)),
    )
    .where(and(eq(deals.workspaceId, workspaceId), eq(deals.id, dealId)));
  if (!row) return null;
  const { status, ...parties } = row;
  return { ...parties, dealIsOpen: status === "open" };
}
