import type { Feature } from "../../feature.ts";
import { acceptCommand } from "./commands/accept.ts";
import { assignCommand } from "./commands/assign.ts";
import { convertCommand } from "./commands/convert.ts";
import { disqualifyCommand } from "./commands/disqualify.ts";
import { editCommand } from "./commands/edit.ts";
import { historyCommand } from "./commands/history.ts";
import { importCommand } from "./commands/import.ts";
import { listCommand } from "./commands/list.ts";
import { newCommand } from "./commands/new.ts";
import { noteCommand } from "./commands/note.ts";
import { qualifyCommand } from "./commands/qualify.ts";
import { reassignCommand } from "./commands/reassign.ts";
import { reopenCommand } from "./commands/reopen.ts";
import { scoreCommand } from "./commands/score.ts";
import { showCommand } from "./commands/show.ts";
import { leadActions, leadShortcuts } from "./interactions.ts";
import { ladderJob } from "./jobs.ts";
import { convertModal } from "./modals/convert.ts";
import { importActions, importModal } from "./modals/import.ts";
import { editLeadModal, newLeadModal } from "./modals/lead-form.ts";
import {
  assignModal,
  disqualifyModal,
  noteModal,
  ownScoreModal,
  reassignModal,
  reopenModal,
} from "./modals/one-thing.ts";
import { needsModal, qualifyModal } from "./modals/qualify.ts";
import { leadChanged, leadGiven, leadNudge, leadStuck, leadTaken } from "./notifications.ts";

export { showLead } from "./actions.ts";
export { type Lead, type LeadStatus, leadId, SOURCES, type Source } from "./domain/lead.ts";
export { sourceName } from "./domain/words.ts";
export { acceptLead, assignLead } from "./operations/assign-lead.ts";
export { type Conversion, convertLead } from "./operations/convert-lead.ts";
export {
  createLead,
  createLeadIn,
  type NewLead,
  SameCompany,
  type Taking,
} from "./operations/create-lead.ts";
export { disqualifyLead, noteLead, qualifyLead, scoreLead } from "./operations/work-lead.ts";
export { findLeadOfDeal } from "./queries/lead.ts";

/** Leads from the first word to a deal, each with somebody who answers. */
export const leadsFeature: Feature = {
  name: "leads",
  commands: [
    newCommand,
    showCommand,
    listCommand,
    qualifyCommand,
    scoreCommand,
    assignCommand,
    acceptCommand,
    reassignCommand,
    convertCommand,
    editCommand,
    noteCommand,
    disqualifyCommand,
    reopenCommand,
    historyCommand,
    importCommand,
  ],
  modals: [
    newLeadModal,
    editLeadModal,
    needsModal,
    qualifyModal,
    convertModal,
    assignModal,
    reassignModal,
    disqualifyModal,
    reopenModal,
    noteModal,
    ownScoreModal,
    importModal,
  ],
  actions: [...leadActions, ...importActions],
  shortcuts: leadShortcuts,
  jobs: [ladderJob],
  notifications: [leadGiven, leadNudge, leadTaken, leadStuck, leadChanged],
};
