import type { Objection } from "../domain/objection.ts";
import type { objections } from "../schema.ts";

type Row = typeof objections.$inferSelect;

/** An objection as its row holds it. */
export function toObjection(row: Row): Objection {
  const { followUp, followUpDate, followUpPersonId, sourceChannelId, sourceTs } = row;
  return {
    id: row.id,
    dealId: row.dealId,
    text: row.text,
    saidBy: row.saidBy,
    type: row.type,
    severity: row.severity,
    rootCause: row.rootCause,
    status: row.status,
    competitor: row.competitor,
    source:
      sourceChannelId && sourceTs
        ? { channelId: sourceChannelId, ts: sourceTs, permalink: row.sourcePermalink }
        : null,
    followUp:
      followUp !== null && followUpDate !== null && followUpPersonId !== null
        ? { text: followUp, date: followUpDate, personId: followUpPersonId }
        : null,
    loggedBy: row.loggedBy,
    createdAt: row.createdAt,
    answeredBy: row.answeredBy,
    answeredAt: row.answeredAt,
    settledBy: row.settledBy,
    settledAt: row.settledAt,
    resolutionNote: row.resolutionNote,
    version: row.version,
  };
}

/** The columns of an objection. */
export function toRow(objection: Objection) {
  const { source, followUp, ...columns } = objection;
  return {
    ...columns,
    sourceChannelId: source?.channelId ?? null,
    sourceTs: source?.ts ?? null,
    sourcePermalink: source?.permalink ?? null,
    followUp: followUp?.text ?? null,
    followUpDate: followUp?.date ?? null,
    followUpPersonId: followUp?.personId ?? null,
  };
}
