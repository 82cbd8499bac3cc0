import type { DealAct } from "../../deals/index.ts";
import type { Terms } from "../domain/contract.ts";
import { addPoint, changePoint, edit, end } from "../domain/decide.ts";
import type { PointNote } from "../domain/point.ts";
import { changeContract } from "./change-contract.ts";

/** Changes the terms; what legal had said of them, and that they were sent, no longer counts. */
export function editContract(act: DealAct, id: number, terms: Terms) {
  return changeContract(act, id, (state) => edit(state, terms));
}

/** Adds a negotiation point. */
export function addContractPoint(act: DealAct, id: number, note: PointNote) {
  return changeContract(act, id, (state, by) => addPoint(state, note, by));
}

/** Changes or settles a negotiation point. What is agreed stands in the paper from then on. */
export function changeContractPoint(act: DealAct, id: number, n: number, note: PointNote) {
  return changeContract(act, id, (state, by) => changePoint(state, n, note, by));
}

/** Ends a contract of which nothing comes. */
export function endContract(act: DealAct, id: number, reason: string) {
  return changeContract(act, id, (state, by) => end(state, reason, by));
}
