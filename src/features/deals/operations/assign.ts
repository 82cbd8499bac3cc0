import { inChange } from "../../../db/change.ts";
import { AppError } from "../../../kernel/errors.ts";
import { getPerson } from "../../people/index.ts";
import { assignDeal } from "../domain/edit.ts";
import { addMember } from "../domain/write.ts";
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
  return inChange(act, (tx) =>
    changeDealIn(tx, act, id, "deal.change", async ({ deal }) => {
      const { name, isActive } = await getPerson(tx, act.actor.workspaceId, personId);
      if (!isActive)
        throw new AppError(
          "rule_broken",
          `${name} has left: their Slack account is closed.`,
          "`/deal people` lists who is here.",
        );
      return role === "member" ? addMember(deal, personId) : assignDeal(deal, role, personId);
    }),
  );
}
