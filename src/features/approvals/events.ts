import { defineEvent } from "../../events/define-event.ts";
import type { LockedDeal } from "../deals/index.ts";
import type { Approval } from "./domain/approval.ts";

/** A request that is over, saved: approved, rejected, expired or withdrawn. Its deal is locked. */
export type ApprovalDecided = { approval: Approval; locked: LockedDeal };

/**
 * A request for a decision ended. Published in the transaction of the decision, after it is saved: whoever reacts may refuse it
 * with an AppError, and then it was not made.
 */
export const approvalDecided = defineEvent<ApprovalDecided>("approvals.decided");
