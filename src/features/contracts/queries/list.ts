import { and, asc, desc, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { isAllowed } from "../../../kernel/access.ts";
import type { Day } from "../../../kernel/dates.ts";
import { ofTeam, owner, type Viewing, visibleTo } from "../../deals/index.ts";
import { accounts } from "../../deals/schema/accounts.ts";
import { deals } from "../../deals/schema/deals.ts";
import {
  type ContractStatus,
  OPEN_STATUSES,
  type Payment,
  type Template,
} from "../domain/contract.ts";
import { contracts } from "../schema/contracts.ts";

/** Whose contracts, and which of them. */
export type ContractFilter = {
  scope: "mine" | "team" | "all";
  which: "open" | "in_review" | "sent" | "signed" | "any";
};

/** A contract as a row of a list. */
export type ContractLine = {
  id: number;
  dealTitle: string;
  accountName: string | null;
  ownerName: string;
  status: ContractStatus;
  template: Template;
  payment: Payment;
  valueMinor: number;
  currency: string;
  startsOn: Day;
  updatedAt: Date;
};

/** More than this no table of Slack's holds. */
const MOST = 100;

/** Contracts the actor may see, open ones first, what changed last on top. Legal and finance see all of them. */
export function listContracts(
  tx: Tx,
  { actor, settings }: Viewing,
  { scope, which }: ContractFilter,
): Promise<ContractLine[]> {
  const isOpen = inArray(contracts.status, [...OPEN_STATUSES]);
  const seesAll = isAllowed(actor, "contract.review") || isAllowed(actor, "billing.set_up");
  return tx
    .select({
      id: contracts.id,
      dealTitle: deals.title,
      accountName: accounts.name,
      ownerName: owner.name,
      status: contracts.status,
      template: contracts.template,
      payment: contracts.payment,
      valueMinor: contracts.valueMinor,
      currency: contracts.currency,
      startsOn: contracts.startsOn,
      updatedAt: contracts.updatedAt,
    })
    .from(contracts)
    .innerJoin(
      deals,
      and(eq(deals.workspaceId, contracts.workspaceId), eq(deals.id, contracts.dealId)),
    )
    .innerJoin(owner, and(eq(owner.workspaceId, deals.workspaceId), eq(owner.id, deals.ownerId)))
    .leftJoin(
      accounts,
      and(eq(accounts.workspaceId, deals.workspaceId), eq(accounts.id, deals.accountId)),
    )
    .where(
      and(
        eq(contracts.workspaceId, actor.workspaceId),
        seesAll ? undefined : visibleTo(actor, settings),
        which === "any" ? undefined : which === "open" ? isOpen : eq(contracts.status, which),
        scope === "all"
          ? undefined
          : or(mine(actor.personId), scope === "team" ? ofTeam(actor) : undefined),
      ),
    )
    .orderBy(desc(sql`(${isOpen})`), desc(contracts.updatedAt), asc(contracts.id))
    .limit(MOST);
}

function mine(personId: number): SQL | undefined {
  return or(
    eq(deals.ownerId, personId),
    eq(deals.seId, personId),
    eq(contracts.createdBy, personId),
  );
}
