import type { CriterionKind, DeliverableKind, Grade, PocStatus } from "./poc.ts";

const STATUS_WORDS: Record<PocStatus, string> = {
  planned: "Planned",
  in_progress: "In progress",
  completed: "Completed",
  accepted: "Accepted",
  rejected: "Rejected",
};

const GRADE_WORDS: Record<Grade, string> = {
  met: "Met",
  partly: "Partly met",
  not_met: "Not met",
  not_tested: "Not tested",
};

const DELIVERABLE_WORDS: Record<DeliverableKind, string> = {
  documentation: "PoC documentation",
  demo_video: "Demo video",
  success_report: "Success report",
  implementation_guide: "Implementation guide",
};

/** The criteria every proof of concept starts with, as people read them. */
export const STANDARD_CRITERIA: Readonly<Record<Exclude<CriterionKind, "own">, string>> = {
  functional: "Functional requirements met",
  performance: "Performance benchmarks met",
  security: "Security requirements met",
  user_acceptance: "User acceptance",
};

/** "In progress": the status as it stands on a card. */
export const statusName = (status: PocStatus): string => STATUS_WORDS[status];

/** "in progress": the status inside a sentence. */
export const statusWords = (status: PocStatus): string => STATUS_WORDS[status].toLowerCase();

/** "Partly met": the grade as it stands in a table. */
export const gradeName = (grade: Grade): string => GRADE_WORDS[grade];

/** "Success report": what a proof of concept leaves behind, as people read it. */
export const deliverableName = (kind: DeliverableKind): string => DELIVERABLE_WORDS[kind];
