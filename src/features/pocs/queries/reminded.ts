import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { accounts } from "../../deals/schema/accounts.ts";
import { deals } from "../../deals/schema/deals.ts";
import { people } from "../../people/schema.ts";
import { pocs } from "../schema/pocs.ts";

/** Somebody who is told by direct message. */
export type Told = { slackUserId: string; timeZone: string };

/** Whose proof of concept it is, and on which deal. */
export type PocOwners = {
  dealTitle: string;
  accountName: string | null;
  dealIsOpen: boolean;
  roomId: string | null;
  /** The sales engineer first, then the deal's owner; people without a Slack account are left out. */
  readers: Told[];
};

/** Who is told of a proof of concept; null when there is none with this number. */
export async function findPocOwners(
  tx: Tx,
  workspaceId: string,
  id: number,
): Promise<PocOwners | null> {
  const [row] = await tx
    .select({
      dealTitle: deals.title,
      accountName: accounts.name,
      status: deals.status,
      roomId: deals.roomId,
      ownerId: deals.ownerId,
      pocSeId: pocs.seId,
      dealSeId: deals.seId,
    })
    .from(pocs)
    .innerJoin(deals, and(eq(deals.workspaceId, pocs.workspaceId), eq(deals.id, pocs.dealId)))
    .leftJoin(
      accounts,
      and(eq(accounts.workspaceId, deals.workspaceId), eq(accounts.id, deals.accountId)),
    )
    .where(and(eq(pocs.workspaceId, workspaceId), eq(pocs.id, id)));
  if (!row) return null;
  const seId = row.pocSeId ?? row.dealSeId;
  const ids = [...new Set([...(seId === null ? [] : [seId]), row.ownerId])];
  const found = await tx
    .select({ id: people.id, slackUserId: people.slackUserId, timeZone: people.timeZone })
    .from(people)
    .where(and(eq(people.workspaceId, workspaceId), inArray(people.id, ids)));
  return {
    dealTitle: row.dealTitle,
    accountName: row.accountName,
    dealIsOpen: row.status === "open",
    roomId: row.roomId,
    readers: ids.flatMap((wanted) => {
      const person = found.find((one) => one.id === wanted);
      return person?.slackUserId
        ? [{ slackUserId: person.slackUserId, timeZone: person.timeZone }]
        : [];
    }),
  };
}
