import { authorize } from "../../kernel/access.ts";
import { onAction } from "../../slack/action.ts";
import type { Call } from "../../slack/call.ts";
import { defineShortcut } from "../../slack/shortcut.ts";
import { guessDeal, scopePoc as scopeButton } from "../deals/index.ts";
import {
  acceptPocNow,
  askEvidence,
  askExtend,
  askReject,
  askScope,
  completePocNow,
  giveGrade,
  gradeNext,
  morePoc,
  pocList,
  showPoc,
  startPocNow,
} from "./actions.ts";
import { readerOf } from "./answers.ts";
import {
  acceptNow,
  completeNow,
  giveGradeTo,
  gradeAt,
  reportNow,
  show,
  startNow,
} from "./doing.ts";
import { checkAct, type PocAct } from "./domain/life.ts";
import { showPocs } from "./listing.ts";
import { openDeliverables } from "./modals/deliverables.ts";
import { openCriteria, openEditPoc } from "./modals/edit-poc.ts";
import { openEvidence, openExtend, rejectModal } from "./modals/run-poc.ts";
import { scopeAny, scopeOn } from "./modals/scope-poc.ts";
import { decisionWords, type SeenPoc, seePoc } from "./reading.ts";
import { pocCard } from "./views/card.ts";

/**
 * The proof of concept before a form about it opens: nobody fills in what will be refused. The change asks again.
 * @throws AppError when the act is not legal, or not for this person
 */
export async function beforeForm(call: Call, id: number, act: PocAct | null): Promise<SeenPoc> {
  const view = await seePoc(call, id);
  authorize(call.actor, "engineering.work", view.deal.relations);
  if (act) checkAct(view.poc, act, decisionWords(view, call));
  return view;
}

/** What each button of proofs of concept does. */
export const pocActions = [
  onAction(scopeButton, async ({ id }, call) => {
    await call.open(scopeOn(call, id));
    return null;
  }),
  onAction(askScope, async (_, call) => {
    await call.open(scopeAny(call, await guessDeal(call, {})));
    return null;
  }),
  onAction(showPoc, ({ id }, call) => show(call, id)),
  onAction(startPocNow, ({ id }, call) => startNow(call, id)),
  onAction(gradeNext, ({ id, n }, call) => gradeAt(call, id, n)),
  onAction(giveGrade, ({ id, ...given }, call) => giveGradeTo(call, id, given)),
  onAction(askEvidence, async ({ id, n }, call) => {
    const form = openEvidence(await beforeForm(call, id, "grade"), n);
    if (!form) return gradeAt(call, id);
    await call.open(form);
    return null;
  }),
  onAction(askExtend, async ({ id }, call) => {
    await call.open(openExtend(await beforeForm(call, id, "extend"), call));
    return null;
  }),
  onAction(completePocNow, ({ id }, call) => completeNow(call, id)),
  onAction(acceptPocNow, ({ id }, call) => acceptNow(call, id)),
  onAction(askReject, async ({ id }, call) => {
    await beforeForm(call, id, "reject");
    await call.open(rejectModal.open({ id }));
    return null;
  }),
  onAction(morePoc, async ({ id, what }, call) => {
    if (what === "report") return reportNow(call, id);
    const view = await beforeForm(call, id, what === "deliverables" ? null : "edit");
    if (what === "edit") await call.open(openEditPoc(view, call.settings.poc));
    else if (what === "criteria") await call.open(openCriteria(view));
    else if (what === "deliverables") await call.open(openDeliverables(view));
    else return pocCard(view, readerOf(call));
    return null;
  }),
  onAction(pocList, async (filter, call) => ({
    ...(await showPocs(call, filter)),
    replace: call.inPlace,
  })),
];

/** ⚡ Scope PoC. */
export const pocShortcuts = [
  defineShortcut({
    id: "pocs.scope",
    type: "global",
    name: "Scope PoC",
    description: "Scope a proof of concept",
    permission: "engineering.work",
    async run(call) {
      await call.open(scopeAny(call, await guessDeal(call, {})));
      return null;
    },
  }),
];
