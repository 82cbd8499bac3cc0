/** What discovery leaves behind, in the order in which it comes about. */
export const DELIVERABLES = [
  "requirements_document",
  "solution_proposal",
  "architecture_diagram",
] as const;
export type DeliverableKind = (typeof DELIVERABLES)[number];

/** Those the bot writes itself; the diagram is drawn elsewhere and linked. */
export const DOCUMENTS = ["requirements_document", "solution_proposal"] as const;
export type DocumentKind = (typeof DOCUMENTS)[number];

/** `made`: written, and not yet shared, because Slack refused it; `shared`: as a file; `linked`: it stands elsewhere. */
export const DELIVERABLE_STATES = ["made", "shared", "linked"] as const;
export type DeliverableState = (typeof DELIVERABLE_STATES)[number];

/** A deliverable that exists; one that is missing has no record. */
export type Deliverable = {
  kind: DeliverableKind;
  state: DeliverableState;
  /** How often it was made or linked anew. */
  version: number;
  link: string | null;
  /** What it was written from, as a hash: another one means that it is out of date. Null for a link. */
  basis: string | null;
  /** Where it was shared: a Slack channel's id, or null for somebody's direct messages. */
  channelId: string | null;
  at: Date;
};

const NAMES: Readonly<Record<DeliverableKind, string>> = {
  requirements_document: "Requirements document",
  solution_proposal: "Solution proposal",
  architecture_diagram: "Architecture diagram",
};

/** The deliverable as people read it. */
export function deliverableName(kind: DeliverableKind): string {
  return NAMES[kind];
}
