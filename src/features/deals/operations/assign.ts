import { assignDeal } from "../domain/edit.ts";
import { addMember } from "../domain/write.ts";
import { type Changed, changeDeal, type DealAct } from "./change-deal.ts";

/** Makes a person the owner or the sales engineer of a deal, or lets them see it. All concerned are told. */
export function assign(
  act: DealAct,
  id: number,
  role: "owner" | "se" | "member",
  personId: number,
): Promise<Changed> {
  return changeDeal(act, id, "deal.change", ({ deal }) =>
    role === "member" ? addMember(deal, personId) : assignDeal(deal, role, personId),
  );
}
