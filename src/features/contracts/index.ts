import { when } from "../../events/define-event.ts";
import type { Feature } from "../../feature.ts";
import { approvalDecided } from "../approvals/index.ts";
import { moveUndone, stageEntered } from "../deals/index.ts";
import { billingCommand } from "./commands/billing.ts";
import { editCommand } from "./commands/edit.ts";
import { historyCommand } from "./commands/history.ts";
import { listCommand } from "./commands/list.ts";
import { newCommand } from "./commands/new.ts";
import { pdfCommand } from "./commands/pdf.ts";
import { pointCommand } from "./commands/point.ts";
import { reviewCommand } from "./commands/review.ts";
import { sendCommand } from "./commands/send.ts";
import { showCommand } from "./commands/show.ts";
import { signCommand } from "./commands/sign.ts";
import { contractActions } from "./interactions.ts";
import { sharePaperJob, signatureJob } from "./jobs.ts";
import { editContractModal } from "./modals/edit-contract.ts";
import { endModal, pointModal } from "./modals/negotiate.ts";
import { newContractModal } from "./modals/new-contract.ts";
import { reviewModal } from "./modals/review.ts";
import { signModal } from "./modals/sign-contract.ts";
import { billingSetUp, signatureOverdue } from "./notifications.ts";
import { followReview } from "./operations/review.ts";
import { followStage, followUndo } from "./operations/stages.ts";

export { openContract } from "./actions.ts";
export { type Contract, type ContractStatus, contractId, type Terms } from "./domain/contract.ts";
export { statusName as contractStatusName, templateName } from "./domain/words.ts";
export { finishBilling } from "./operations/billing.ts";
export { createContract, usualTerms } from "./operations/create-contract.ts";
export { addContractPoint, changeContractPoint, editContract } from "./operations/negotiate.ts";
export { requestReview } from "./operations/review.ts";
export { sendContract, signContract } from "./operations/sign.ts";
export { type ContractGlance, findContractOf } from "./queries/contract.ts";

/** Contracts: prepared, negotiated, read by legal, sent, signed, billed. */
export const contractsFeature: Feature = {
  name: "contracts",
  commands: [
    newCommand,
    showCommand,
    listCommand,
    editCommand,
    pointCommand,
    reviewCommand,
    sendCommand,
    signCommand,
    pdfCommand,
    billingCommand,
    historyCommand,
  ],
  modals: [newContractModal, editContractModal, pointModal, reviewModal, signModal, endModal],
  actions: contractActions,
  jobs: [sharePaperJob, signatureJob],
  notifications: [billingSetUp, signatureOverdue],
  reactions: [
    when(stageEntered, followStage),
    when(moveUndone, followUndo),
    when(approvalDecided, followReview),
  ],
};
