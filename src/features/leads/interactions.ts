import { onAction } from "../../slack/action.ts";
import { defineShortcut } from "../../slack/shortcut.ts";
import {
  acceptLeadNow,
  askAssign,
  askConvert,
  askNewLead,
  askOwnScore,
  askReassign,
  askReopen,
  assignByRules,
  createSecond,
  leadPage,
  moreOnLead,
  qualifyLeadNow,
  resetScore,
  showLead,
  showScore,
} from "./actions.ts";
import {
  acceptNow,
  assignTo,
  beforeForm,
  history,
  qualifyNow,
  score,
  scoreAt,
  show,
  showList,
} from "./doing.ts";
import { openConvert } from "./modals/convert.ts";
import { openEditLead, openNewLead } from "./modals/lead-form.ts";
import {
  assignModal,
  disqualifyModal,
  noteModal,
  ownScoreModal,
  reassignModal,
  reopenModal,
} from "./modals/one-thing.ts";
import { openNeeds } from "./modals/qualify.ts";
import { seeLead } from "./reading.ts";

/** What each button of leads does. */
export const leadActions = [
  onAction(showLead, ({ id }, call) => show(call, id)),
  onAction(askNewLead, async (_, call) => {
    await call.open(openNewLead());
    return null;
  }),
  onAction(createSecond, async ({ raw }, call) => {
    await call.open(openNewLead(raw, true));
    return null;
  }),
  onAction(acceptLeadNow, ({ id, handover }, call) => acceptNow(call, id, handover ?? null)),
  onAction(askReassign, async ({ id }, call) => {
    await call.open(reassignModal.open(await beforeForm(call, id, "assign")));
    return null;
  }),
  onAction(askAssign, async ({ id }, call) => {
    await call.open(assignModal.open(await beforeForm(call, id, "assign")));
    return null;
  }),
  onAction(assignByRules, ({ id }, call) => assignTo(call, id, "rules", null)),
  onAction(qualifyLeadNow, ({ id, to }, call) => qualifyNow(call, id, { to })),
  onAction(askConvert, async ({ id }, call) => {
    await call.open(openConvert(call, id));
    return null;
  }),
  onAction(askReopen, async ({ id }, call) => {
    await call.open(reopenModal.open(await beforeForm(call, id, "reopen")));
    return null;
  }),
  onAction(showScore, ({ id }, call) => score(call, id)),
  onAction(askOwnScore, async ({ id }, call) => {
    await call.open(ownScoreModal.open(await beforeForm(call, id, "score")));
    return null;
  }),
  onAction(resetScore, ({ id }, call) => scoreAt(call, id, null)),
  onAction(moreOnLead, async ({ id, what }, call) => {
    if (what === "history") return history(call, id);
    if (what === "note") await call.open(noteModal.open(await beforeForm(call, id, null)));
    else if (what === "disqualify")
      await call.open(disqualifyModal.open(await beforeForm(call, id, "disqualify")));
    else {
      await beforeForm(call, id, "edit");
      const { lead } = await seeLead(call, id);
      await call.open(what === "edit" ? openEditLead(lead) : openNeeds(lead));
    }
    return null;
  }),
  onAction(leadPage, ({ filter, after }, call) => showList(call, filter, after)),
];

/** ⚡ New lead. */
export const leadShortcuts = [
  defineShortcut({
    id: "leads.new",
    type: "global",
    name: "New lead",
    description: "Keep somebody who may buy",
    permission: "lead.create",
    async run(call) {
      await call.open(openNewLead());
      return null;
    },
  }),
];
