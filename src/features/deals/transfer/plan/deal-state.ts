import { nameKey } from "../../../../kernel/text.ts";
import { isSame } from "../../domain/diff.ts";
import { type Stage, stageProbability, statusOf } from "../../domain/stage.ts";
import { toDeal } from "../../queries/row.ts";
import type { DealDraft, StageEntry } from "../row/deal-draft.ts";
import type { DealRow } from "./world.ts";

/** What a row's names mean, as numbers; undefined where the file has no such column. */
export type Refs = {
  title: string;
  accountId: number | null | undefined;
  contactId: number | null | undefined;
  ownerId: number | undefined;
  seId: number | null | undefined;
  products: readonly string[] | undefined;
};

const FROM_IMPORT = "from the import";

/** A deal as it will be, before it has a number and a workspace. */
export type DealState = Omit<DealRow, "id" | "workspaceId" | "version" | "updatedAt">;

/**
 * The deal a row makes when it is new. What the file doesn't tell follows from what it does: created with the first stage
 * that is known, else closed or now; quiet since it entered its stage.
 */
export function newState(
  draft: DealDraft,
  refs: Refs,
  context: { now: Date; currency: string; defaultOwnerId: number },
): DealState {
  const { now } = context;
  const stage = draft.stage ?? "lead";
  const closed = statusOf(stage) !== "open";
  const told = toldClosing(draft, now);
  const createdAt = draft.createdAt ?? draft.stages[0]?.at ?? draft.stageEnteredAt ?? told ?? now;
  const closedAt = closed ? (told ?? enteredAt(draft, stage, now) ?? now) : null;
  const stageEnteredAt = enteredAt(draft, stage, now) ?? closedAt ?? createdAt;
  return {
    title: refs.title,
    titleKey: nameKey(refs.title),
    accountId: refs.accountId ?? null,
    contactId: refs.contactId ?? null,
    ownerId: refs.ownerId ?? context.defaultOwnerId,
    seId: refs.seId ?? null,
    amount: draft.amount?.minor ?? null,
    currency: draft.currency ?? context.currency,
    stage,
    status: statusOf(stage),
    ...probabilityOf(draft, stage, null),
    closeDate: draft.closeDate ?? null,
    closePushes: draft.closePushes ?? 0,
    nextStep: draft.nextStep ?? null,
    nextStepDate: draft.nextStepDate ?? null,
    lostReason: stage === "closed_lost" ? (draft.lostReason ?? null) : null,
    lostTo: stage === "closed_lost" ? (draft.lostTo ?? null) : null,
    competitors: [...(draft.competitors ?? [])],
    products: [...(refs.products ?? [])],
    metadata: merged({}, draft),
    snoozedUntil: draft.snoozedUntil ?? null,
    roomId: null,
    source: draft.identity.source,
    sourceId: draft.identity.sourceId,
    stageEnteredAt,
    closedAt,
    lastActivityAt: draft.lastActivityAt ?? earliest(now, latest(stageEnteredAt, createdAt)),
    createdAt,
  };
}

/**
 * The deal a row makes of one that is known: what the file has no column for stays, an empty cell empties. A close date
 * that moves back counts as a push, a changed stage starts anew; the last activity never goes back.
 */
export function changedState(draft: DealDraft, refs: Refs, before: DealRow, now: Date): DealRow {
  const stage = draft.stage ?? before.stage;
  const moved = stage !== before.stage;
  const closed = statusOf(stage) !== "open";
  const told = toldClosing(draft, now);
  const closeDate = or(draft.closeDate, before.closeDate);
  const pushed = closeDate !== null && before.closeDate !== null && closeDate > before.closeDate;
  const lost = stage === "closed_lost";
  return {
    ...before,
    title: refs.title,
    titleKey: nameKey(refs.title),
    accountId: or(refs.accountId, before.accountId),
    contactId: or(refs.contactId, before.contactId),
    ownerId: refs.ownerId ?? before.ownerId,
    seId: or(refs.seId, before.seId),
    amount: draft.amount === undefined ? before.amount : (draft.amount?.minor ?? null),
    currency: draft.currency ?? before.currency,
    stage,
    status: statusOf(stage),
    ...probabilityOf(draft, stage, before),
    closeDate,
    closePushes: draft.closePushes ?? before.closePushes + (pushed ? 1 : 0),
    nextStep: or(draft.nextStep, before.nextStep),
    nextStepDate: or(draft.nextStepDate, before.nextStepDate),
    lostReason: lost ? or(draft.lostReason, before.lostReason) : null,
    lostTo: lost ? or(draft.lostTo, before.lostTo) : null,
    competitors: [...(draft.competitors ?? before.competitors)],
    products: [...(refs.products ?? before.products)],
    metadata: merged(before.metadata, draft),
    snoozedUntil: or(draft.snoozedUntil, before.snoozedUntil),
    stageEnteredAt: enteredAt(draft, stage, now) ?? (moved ? (told ?? now) : before.stageEnteredAt),
    closedAt: closed ? (told ?? (moved ? now : before.closedAt)) : null,
    lastActivityAt: latest(before.lastActivityAt, draft.lastActivityAt ?? before.lastActivityAt),
    createdAt: draft.createdAt ?? before.createdAt,
  };
}

/** Whether nothing a person would notice is different. */
export function isUnchanged(before: DealRow, after: DealRow): boolean {
  return isSame(toDeal(before), toDeal(after));
}

/** The stages of a new deal, oldest first; the last is the one it stands in. */
export function historyOf(draft: DealDraft, state: DealState): StageEntry[] {
  // Our own export is taken as it is: a deal may have gone back and forth within one moment.
  const told = draft.verbatim
    ? [...draft.stages]
    : draft.stages.filter((entry, i, all) => entry.stage !== all[i - 1]?.stage);
  return endingIn(told, { stage: state.stage, at: state.stageEnteredAt });
}

/** The stages a known deal went through since it was last heard of. */
export function historySince(draft: DealDraft, before: DealRow, after: DealRow): StageEntry[] {
  if (before.stage === after.stage) return [];
  const since = draft.stages.filter(
    (entry, i, all) =>
      entry.at > before.stageEnteredAt &&
      entry.stage !== (i === 0 ? before.stage : all[i - 1]?.stage),
  );
  return endingIn(since, { stage: after.stage, at: after.stageEnteredAt });
}

function endingIn(entries: StageEntry[], last: StageEntry): StageEntry[] {
  const told = entries.at(-1);
  if (told?.stage === last.stage) return entries;
  return [...entries, { stage: last.stage, at: told ? latest(told.at, last.at) : last.at }];
}

function probabilityOf(
  draft: DealDraft,
  stage: Stage,
  before: DealRow | null,
): Pick<DealRow, "probability" | "probabilityReason"> {
  const usual = stageProbability(stage);
  const same = before?.stage === stage ? before : null;
  if (statusOf(stage) !== "open") return { probability: usual, probabilityReason: null };
  const { probability, probabilityReason } = draft;
  if (probability === undefined || probability === null)
    return {
      probability: same?.probability ?? usual,
      probabilityReason: same?.probabilityReason ?? null,
    };
  if (probability === usual) return { probability, probabilityReason: probabilityReason ?? null };
  const kept = same?.probability === probability ? same.probabilityReason : null;
  return { probability, probabilityReason: probabilityReason ?? kept ?? FROM_IMPORT };
}

/** When it was closed, unless that day is yet to come. */
function toldClosing(draft: DealDraft, now: Date): Date | undefined {
  return draft.closedAt && (draft.verbatim || draft.closedAt <= now) ? draft.closedAt : undefined;
}

/** When it entered its stage: for a closed deal of another system that is when it closed. */
function enteredAt(draft: DealDraft, stage: Stage, now: Date): Date | undefined {
  const entry = draft.stages.findLast((one) => one.stage === stage)?.at;
  if (draft.verbatim || statusOf(stage) === "open") return draft.stageEnteredAt ?? entry;
  return toldClosing(draft, now) ?? entry;
}

/** The extra fields with those of the file; the very same object when nothing differs. */
function merged(before: Record<string, string>, draft: DealDraft): Record<string, string> {
  const after = draft.metadataIsWhole ? {} : { ...before };
  for (const [name, value] of Object.entries(draft.metadata)) {
    if (value === null) delete after[name];
    else after[name] = value;
  }
  const same =
    Object.keys(after).length === Object.keys(before).length &&
    Object.entries(after).every(([name, value]) => before[name] === value);
  return same ? before : after;
}

function or<T>(given: T | undefined, otherwise: T): T {
  return given === undefined ? otherwise : given;
}

function latest(a: Date, b: Date): Date {
  return a > b ? a : b;
}

function earliest(a: Date, b: Date): Date {
  return a < b ? a : b;
}
