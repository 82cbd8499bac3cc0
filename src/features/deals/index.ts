import type { Feature } from "../../feature.ts";
import { assignCommand } from "./commands/assign.ts";
import { editCommand } from "./commands/edit.ts";
import { historyCommand } from "./commands/history.ts";
import { listCommand } from "./commands/list.ts";
import { lostCommand } from "./commands/lost.ts";
import { moveCommand } from "./commands/move.ts";
import { newCommand } from "./commands/new.ts";
import { nextCommand } from "./commands/next.ts";
import { noteCommand } from "./commands/note.ts";
import { reopenCommand } from "./commands/reopen.ts";
import { roomCommand } from "./commands/room.ts";
import { searchCommand } from "./commands/search.ts";
import { showCommand } from "./commands/show.ts";
import { snoozeCommand } from "./commands/snooze.ts";
import { winsCommand } from "./commands/wins.ts";
import { wonCommand } from "./commands/won.ts";
import { dealActions, dealShortcuts } from "./interactions.ts";
import { refreshCardsJob } from "./jobs.ts";
import { editDealModal } from "./modals/edit-deal.ts";
import { fillGate } from "./modals/fill-gate.ts";
import { newDealModal } from "./modals/new-deal.ts";
import {
  assignModal,
  nextStepModal,
  noteModal,
  overrideModal,
  reopenModal,
} from "./modals/one-thing.ts";
import { dealChanged, dealWon } from "./notifications.ts";
import { dealOptions } from "./options.ts";
import { transferParts } from "./transfer/feature-parts.ts";

export {
  askGateSkip,
  draftQuote,
  listPage,
  logObjection,
  openDiscovery,
  prepareContract,
  requestDemo,
  scopePoc,
  showDeal,
} from "./actions.ts";
export { answerChange } from "./answers.ts";
export { type Deal, dealId, type LostReason } from "./domain/deal.ts";
export { editDeal, planNextStep } from "./domain/edit.ts";
export { RISKS, type Risk, riskWords } from "./domain/risk.ts";
export {
  OPEN_STAGES,
  STAGES,
  type Stage,
  type Status,
  stageName,
  stageProbability,
} from "./domain/stage.ts";
export { noteOn } from "./domain/write.ts";
export { type MoveUndone, moveUndone, type StageEntered, stageEntered } from "./events.ts";
export { dealChoice, guessDeal } from "./guess.ts";
export { assign, assignIn } from "./operations/assign.ts";
export { type Changed, changeDeal, changeDealIn, type DealAct } from "./operations/change-deal.ts";
export { createDeal, createDealIn, type NewDeal } from "./operations/create-deal.ts";
export { moveDealIn, moveDealTo, whatGateLacks } from "./operations/move-deal.ts";
export { type Worked, workOnDeal, workOnDealIn } from "./operations/work-on-deal.ts";
export { dealOptions } from "./options.ts";
export { type LockedDeal, lockDeal } from "./queries/deal.ts";
export type { NamedDeal } from "./queries/guess.ts";
export { hasDeals } from "./queries/list.ts";
export { RISK_VALUES, riskColumns, riskValues } from "./queries/risk.ts";
export { ofTeam, owner, relationsOf, standing, visibleTo } from "./queries/standing.ts";
export type { Viewing } from "./queries/viewing.ts";
export {
  type DealRef,
  dealRef,
  read,
  refuseRest,
  resolveDeal,
  resolveDealHaving,
  type SeenDeal,
  seeDeal,
  type ThingRef,
  thingRef,
  viewingOf,
} from "./reading.ts";
export { withGuard } from "./transfer/file/formula-guard.ts";
export {
  baseCurrencyOf,
  type CsvFile,
  type CsvRow,
  downloadFile,
  type FileResult,
  importFiles,
  readCsv,
  refusedCsv,
  reportLines,
  type SourceFile,
} from "./transfer/index.ts";

export { dealHeading, dealName, inSentence } from "./views/names.ts";

/** The deal from its first line to won or lost. */
export const dealsFeature: Feature = {
  name: "deals",
  commands: [
    newCommand,
    showCommand,
    listCommand,
    moveCommand,
    wonCommand,
    lostCommand,
    nextCommand,
    noteCommand,
    editCommand,
    assignCommand,
    searchCommand,
    historyCommand,
    roomCommand,
    snoozeCommand,
    reopenCommand,
    winsCommand,
    ...(transferParts.commands ?? []),
  ],
  modals: [
    newDealModal,
    editDealModal,
    fillGate,
    nextStepModal,
    noteModal,
    assignModal,
    overrideModal,
    reopenModal,
    ...(transferParts.modals ?? []),
  ],
  actions: [...dealActions, ...(transferParts.actions ?? [])],
  shortcuts: dealShortcuts,
  options: [dealOptions],
  jobs: [refreshCardsJob, ...(transferParts.jobs ?? [])],
  notifications: [dealChanged, dealWon],
};
