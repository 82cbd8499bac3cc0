import { inChange } from "../../../db/change.ts";
import type { Tx } from "../../../db/client.ts";
import { isAllowed } from "../../../kernel/access.ts";
import { AppError } from "../../../kernel/errors.ts";
import { effectiveRoles, getPerson } from "../../people/index.ts";
import { assignDeal } from "../domain/edit.ts";
import { addMember } from "../domain/write.ts";
import type { LockedDeal } from "../queries/deal.ts";
import { type Changed, changeDealIn, type DealAct } from "./change-deal.ts";

/**
 * Makes a person the owner or the sales engineer of a deal, or lets them see it. All concerned are told.
 * @throws AppError rule_broken for somebody whose Slack account is closed, or for an owner who is not in sales
 */
export function assign(
  act: DealAct,
  id: number,
  role: "owner" | "se" | "member",
  personId: number,
): Promise<Changed> {
  return inChange(act, (tx) => assignIn(tx, act, id, role, personId));
}

/**
 * The same inside a transaction that is open already.
 * @param toldElsewhere people whom the caller tells of it in other words
 */
export function assignIn(
  tx: Tx,
  act: DealAct,
  id: number,
  role: "owner" | "se" | "member",
  personId: number,
  toldElsewhere: readonly number[] = [],
): Promise<Changed> {
  const decide = async ({ deal }: LockedDeal) => {
    const person = await getPerson(tx, act.actor.workspaceId, personId);
    const { name, isActive } = person;
    if (!isActive)
      throw new AppError(
        "rule_broken",
        `${name} has left: their Slack account is closed.`,
        "`/deal people` lists who is here.",
      );
    if (
      role === "owner" &&
      !isAllowed({ roles: effectiveRoles(person, act.deps.config.admins) }, "deal.see_all")
    )
      throw new AppError(
        "rule_broken",
        `${name} is not in sales, so they can't own a deal.`,
        "An admin gives them a role first: `/deal people set @ada role ae`.",
      );
    return role === "member" ? addMember(deal, personId) : assignDeal(deal, role, personId);
  };
  return changeDealIn(tx, act, id, "deal.change", decide, toldElsewhere);
}
