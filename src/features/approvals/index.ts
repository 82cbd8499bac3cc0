import type { Feature } from "../../feature.ts";
import { approveCommand } from "./commands/approve.ts";
import { listCommand } from "./commands/list.ts";
import { rejectCommand } from "./commands/reject.ts";
import { showCommand } from "./commands/show.ts";
import { withdrawCommand } from "./commands/withdraw.ts";
import { approvalActions } from "./interactions.ts";
import { climbJob } from "./jobs.ts";
import { answerModal, changesModal, questionModal, rejectModal } from "./modals/answers.ts";
import { askToSkipModal } from "./modals/ask-to-skip.ts";
import { approvalAsked, approvalOver, approvalWaits, questionAsked } from "./notifications.ts";
import { approvalReactions } from "./reactions.ts";

export { openAskedContract, openAskedQuote, showApproval } from "./actions.ts";
export {
  type Approval,
  type ApprovalKind,
  type ApprovalState,
  type ApprovalSubject,
  approvalId,
} from "./domain/approval.ts";
export { AlreadyAsked } from "./domain/refusals.ts";
export { type ApprovalDecided, approvalDecided } from "./events.ts";
export { type Asked, requestApproval } from "./operations/request.ts";
export { withdrawApproval } from "./operations/withdraw.ts";
export { findApproval } from "./queries/approval.ts";
export { listWaitingFor } from "./queries/list.ts";

/** Requests for a decision: who decides, by when, and what came of it. */
export const approvalsFeature: Feature = {
  name: "approvals",
  commands: [listCommand, showCommand, approveCommand, rejectCommand, withdrawCommand],
  modals: [rejectModal, changesModal, questionModal, answerModal, askToSkipModal],
  actions: approvalActions,
  jobs: [climbJob],
  notifications: [approvalAsked, approvalWaits, questionAsked, approvalOver],
  reactions: approvalReactions,
};
