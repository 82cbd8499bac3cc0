import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { accounts } from "../../deals/schema/accounts.ts";
import { deals } from "../../deals/schema/deals.ts";
import { people } from "../../people/schema.ts";
import type { Demo } from "../domain/demo.ts";
import { demos } from "../schema.ts";
import { toDemo } from "./row.ts";

/**
 * A demo with the Slack ids of those who are reminded of it: its sales engineer and the deal's owner. Null when there is none any
 * more, or the deal was closed: a closed deal reminds nobody.
 */
export async function listReminded(
  tx: Tx,
  workspaceId: string,
  id: number,
): Promise<{
  demo: Demo;
  dealTitle: string;
  accountName: string | null;
  seName: string;
  people: string[];
} | null> {
  const [row] = await tx
    .select({
      demo: demos,
      dealTitle: deals.title,
      accountName: accounts.name,
      ownerId: deals.ownerId,
    })
    .from(demos)
    .innerJoin(deals, and(eq(deals.workspaceId, demos.workspaceId), eq(deals.id, demos.dealId)))
    .leftJoin(
      accounts,
      and(eq(accounts.workspaceId, deals.workspaceId), eq(accounts.id, deals.accountId)),
    )
    .where(and(eq(demos.workspaceId, workspaceId), eq(demos.id, id), eq(deals.status, "open")));
  if (!row) return null;
  const { ownerId, dealTitle, accountName } = row;
  const demo = toDemo(row.demo);
  const named = await tx
    .select({ id: people.id, name: people.name, slackUserId: people.slackUserId })
    .from(people)
    .where(
      and(
        eq(people.workspaceId, workspaceId),
        isNull(people.deactivatedAt),
        inArray(people.id, [ownerId, demo.seId ?? ownerId]),
      ),
    );
  return {
    demo,
    dealTitle,
    accountName,
    seName: named.find((person) => person.id === demo.seId)?.name ?? "nobody yet",
    people: named.flatMap((person) => person.slackUserId ?? []),
  };
}
