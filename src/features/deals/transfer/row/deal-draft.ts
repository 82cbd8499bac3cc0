import type { Day } from "../../../../kernel/dates.ts";
import type { Money } from "../../../../kernel/money.ts";
import type { LostReason } from "../../domain/deal.ts";
import type { Stage } from "../../domain/stage.ts";

/** A person as a file names them. */
export type PersonName = { name: string; email: string | null };

/** What a person wrote on a deal, as our own export carries it. */
export type DraftNote = { at: Date; by: PersonName; text: string };

/** A stage a deal stood in, and since when. */
export type StageEntry = { stage: Stage; at: Date };

/** By what a row is found again when the file is imported once more. */
export type Identity = {
  /** The number in our own `opp_12`. */
  ownId: number | null;
  /** The system it came from and its id there; without one, a key made of what the row says. */
  source: string | null;
  sourceId: string | null;
  /** The id as the file has it, for messages; null for a row without any. */
  written: string | null;
};

/**
 * One row as it was understood, before the database is asked. `undefined` means that the file has no such column, and
 * leaves a known deal as it is; null means that the cell is empty.
 */
export type DealDraft = {
  line: number;
  identity: Identity;
  title: string | null;
  account: string | null | undefined;
  contact: { name: string; email: string | null; title: string | null } | null | undefined;
  owner: PersonName | null | undefined;
  se: PersonName | null | undefined;
  amount: Money | null | undefined;
  /** Of the row, whether or not it has an amount; undefined when only the options tell it. */
  currency: string | undefined;
  stage: Stage | undefined;
  probability: number | null | undefined;
  probabilityReason: string | null | undefined;
  closeDate: Day | null | undefined;
  closePushes: number | undefined;
  nextStep: string | null | undefined;
  nextStepDate: Day | null | undefined;
  lostReason: LostReason | null | undefined;
  lostTo: string | null | undefined;
  competitors: readonly string[] | undefined;
  products: readonly string[] | undefined;
  snoozedUntil: Day | null | undefined;
  createdAt: Date | undefined;
  closedAt: Date | undefined;
  stageEnteredAt: Date | undefined;
  lastActivityAt: Date | undefined;
  /** The stages before the last, oldest first; the last may be among them. */
  stages: readonly StageEntry[];
  requirements: readonly string[];
  notes: readonly DraftNote[];
  /** What to keep under which name; null takes the entry away. */
  metadata: Readonly<Record<string, string | null>>;
  /** Whether the metadata are all there is, as in our own export. */
  metadataIsWhole: boolean;
  /** Whether it comes from our own export: then names are taken to the letter. */
  verbatim: boolean;
};
