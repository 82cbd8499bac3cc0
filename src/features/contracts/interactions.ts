import { AppError } from "../../kernel/errors.ts";
import { onAction } from "../../slack/action.ts";
import { openAskedContract } from "../approvals/index.ts";
import { guessDeal, prepareContract, seeDeal } from "../deals/index.ts";
import {
  askEdit,
  askNewContract,
  askPoint,
  askReviewNow,
  askSign,
  billingDone,
  contractList,
  moreOnContract,
  openContract,
  pickPoint,
  sendNow as sendButton,
} from "./actions.ts";
import { beforeForm, doneBilling, history, openOf, pdfNow, sendNow, show } from "./doing.ts";
import { contractId } from "./domain/contract.ts";
import { showContracts } from "./listing.ts";
import { openEditContract } from "./modals/edit-contract.ts";
import { endModal, openNewPoint, openPoint } from "./modals/negotiate.ts";
import { newContractAny } from "./modals/new-contract.ts";
import { openReview } from "./modals/review.ts";
import { openSign } from "./modals/sign-contract.ts";

/** What each button of contracts does. */
export const contractActions = [
  onAction(prepareContract, async ({ id }, call) => {
    await seeDeal(call, id);
    return openOf(call, id);
  }),
  onAction(askNewContract, async (_, call) => {
    await call.open(newContractAny(call, await guessDeal(call, {})));
    return null;
  }),
  onAction(openContract, ({ id }, call) => show(call, id)),
  onAction(openAskedContract, ({ id }, call) => show(call, id)),
  onAction(askEdit, async ({ id }, call) => {
    await call.open(openEditContract(await beforeForm(call, id, "edit")));
    return null;
  }),
  onAction(askReviewNow, async ({ id }, call) => {
    await call.open(openReview(await beforeForm(call, id, "review")));
    return null;
  }),
  onAction(sendButton, ({ id }, call) => sendNow(call, id)),
  onAction(askSign, async ({ id }, call) => {
    await call.open(openSign(await beforeForm(call, id, "sign"), call));
    return null;
  }),
  onAction(askPoint, async ({ id }, call) => {
    await beforeForm(call, id, "point");
    await call.open(openNewPoint(id));
    return null;
  }),
  onAction(pickPoint, async ({ id, n }, call) => {
    const { contract, points } = await beforeForm(call, id, "point");
    const point = points.find((one) => one.n === n);
    if (!point)
      throw new AppError("not_found", `${contractId(contract)} has no negotiation point ${n}.`);
    await call.open(openPoint(id, point));
    return null;
  }),
  onAction(moreOnContract, async ({ id, what }, call) => {
    if (what === "end") {
      await beforeForm(call, id, "end");
      await call.open(endModal.open({ id }));
      return null;
    }
    return what === "pdf" ? pdfNow(call, id) : history(call, id);
  }),
  onAction(billingDone, ({ id }, call) => doneBilling(call, id)),
  onAction(contractList, async (filter, call) => ({
    ...(await showContracts(call, filter)),
    replace: call.inPlace,
  })),
];
