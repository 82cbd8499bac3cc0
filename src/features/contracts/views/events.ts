import { joinWords } from "../../../kernel/text.ts";
import { code, type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import { type Contract, contractId } from "../domain/contract.ts";
import type { ContractEvent } from "../domain/decide.ts";
import { stateOf } from "../domain/point.ts";
import { pointName, termsInShort } from "../domain/words.ts";

/**
 * What was done to a contract, to finish "Dan …".
 * @param wasInReview an open legal review ended with it
 */
export function contractEventWords(
  contract: Contract,
  event: ContractEvent,
  wasInReview = false,
): Mrkdwn {
  const id = code(contractId(contract));
  const withdrawn = wasInReview ? "; the legal review of what it said before is withdrawn" : "";
  switch (event.kind) {
    case "created":
      return md`made the contract ${id}: ${termsInShort(contract)}`;
    case "edited":
      return md`changed the ${joinWords(event.terms, "and")} of ${id}${withdrawn}`;
    case "point_added":
      return md`added a negotiation point to ${id}: ${pointName(event.point.kind).toLowerCase()}, “${event.point.text}”${withdrawn}`;
    case "point_changed": {
      const { point } = event;
      const state = stateOf(point);
      const did =
        state === "agreed" && point.outcome !== point.text
          ? md`agreed “${point.outcome ?? ""}” for “${point.text}”`
          : state === "open"
            ? md`changed the negotiation point “${point.text}”`
            : md`${state} “${point.text}”`;
      return md`${did} in ${id}${withdrawn}`;
    }
    case "review_asked":
      return md`asked legal to review ${id}`;
    case "reviewed":
      return event.verdict === "approved"
        ? md`approved the contract ${id} for legal${said(event.comment)}`
        : md`asked for changes to the contract ${id}${said(event.comment)}`;
    case "review_ended":
      return event.how === "expired"
        ? md`let the legal review of ${id} run out: nobody answered in time`
        : md`withdrew the legal review of ${id}`;
    case "sent":
      return md`sent the contract ${id} to the customer`;
    case "signed":
      return md`recorded the signature of ${id} by ${contract.signedByCustomer ?? ""} and ${contract.signedByUs ?? ""}`;
    case "revived":
      return md`took the end of ${id} back`;
    case "ended":
      return md`ended the contract ${id}: ${event.reason}`;
  }
}

const said = (comment: string | null): Mrkdwn => (comment ? md`: “${comment}”` : md``);
