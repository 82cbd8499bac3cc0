import { inChange } from "../../../db/change.ts";
import type { Tx } from "../../../db/client.ts";
import { AppError } from "../../../kernel/errors.ts";
import { getPerson } from "../../people/index.ts";
import { assignDeal } from "../domain/edit.ts";
import { addMember } from "../domain/write.ts";
import type { LockedDeal } from "../queries/deal.ts";
import { type Changed, changeDealIn, type DealAct } from "./change-deal.ts";

/**
 * Makes a person the owner or the sales engineer of a deal, or lets them see it. All concerned are told.
 * @throws AppError rule_broken for somebody whose Slack account is closed
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
    const { name, isActive } = await getPerson(tx, act.actor.workspaceId, personId);
    if (!isActive)
      throw new AppError(
        "rule_broken",
        `${name} has left: their Slack account is closed.`,
        "`/deal people` lists who is here.",
      );
    return role === "member" ? addMember(deal, personId) : assignDeal(deal, role, personId);
  };
  return changeDealIn(tx, act, id, "deal.change", decide, toldElsewhere);
}
