import { and, eq } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { cut } from "../../../kernel/text.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { record } from "../../audit/index.ts";
import { type DealAct, workOnDeal } from "../../deals/index.ts";
import { suggestSeverity, teachSeverity } from "../categorising.ts";
import type { Challenge, ChallengeStatus, Severity } from "../domain/challenge.ts";
import { checkRoom, oneLine, textKey } from "../domain/lines.ts";
import { mitigationFor } from "../domain/mitigations.ts";
import { listChallenges } from "../queries/discovery.ts";
import { challenges } from "../schema/challenges.ts";
import { changedMeanwhile, isGone } from "./meanwhile.ts";

/** A challenge that was logged, with why it is as grave as it is. */
export type LoggedChallenge = Pick<
  Challenge,
  "id" | "text" | "severity" | "source" | "confidence" | "mitigation"
> & { because: string | null };

const QUOTED = 80;
const quoted = (text: string) => md`“${cut(text, QUOTED)}”`;

/**
 * Logs a challenge with the severity and the mitigation somebody chose, or else those suggested. One that is there already,
 * up to case and spaces, is left as it is: then the result is null.
 * @throws AppError not_found, forbidden, bad_input, or rule_broken when the deal is full
 */
export function logChallenge(
  act: DealAct,
  dealId: number,
  input: { text: string; severity?: Severity | undefined; mitigation?: string | undefined },
) {
  const text = oneLine(input.text, "challenge");
  const chosen = input.mitigation ? oneLine(input.mitigation, "mitigation") : null;
  const { workspaceId, personId } = act.actor;
  return workOnDeal<LoggedChallenge | null>(act, dealId, "discovery.log", async (tx, { deal }) => {
    const present = await listChallenges(tx, workspaceId, dealId);
    if (present.some((one) => textKey(one.text) === textKey(text)))
      return { result: null, words: null };
    checkRoom(present.length, 1, "challenge");
    const guess = await suggestSeverity(tx, workspaceId, text);
    const severity = input.severity ?? guess.label;
    const source = input.severity ? "person" : "suggested";
    const suggested = mitigationFor(text, severity).text;
    const mitigation = chosen ?? suggested;
    const kept = {
      text,
      severity,
      confidence: input.severity ? null : guess.confidence,
      mitigation,
    };
    const [row] = await tx
      .insert(challenges)
      .values({
        workspaceId,
        dealId,
        ...kept,
        severitySource: source,
        mitigationSource: mitigation === suggested ? "suggested" : "person",
        status: "open",
        authorId: personId || null,
        createdAt: act.now,
        updatedAt: act.now,
      })
      .returning({ id: challenges.id });
    if (!row) throw new Error("the challenge was not kept");
    if (input.severity)
      await teachSeverity(tx, act, { text, label: input.severity, suggested: guess.label });
    await record(tx, act, [
      {
        action: "deal.challenge_added",
        subject: "deal",
        subjectId: dealId,
        after: { challenge: text, severity, mitigation, id: row.id },
      },
    ]);
    return {
      result: { id: row.id, source, because: input.severity ? null : guess.because, ...kept },
      words: md`logged a challenge (${severity}): ${quoted(text)}`,
      tell: [deal.seId],
    };
  });
}

/** What can be changed in a challenge; what is left out stays. */
export type ChallengeChange = {
  text?: string | undefined;
  severity?: Severity | undefined;
  mitigation?: string | undefined;
  status?: ChallengeStatus | undefined;
};
/** What the person saw of it: when it is another by now, somebody was quicker. */
export type ChallengeSeen = Partial<Pick<Challenge, "text" | "severity" | "mitigation" | "status">>;

/**
 * Changes a challenge. Another severity teaches the categoriser; a mitigation from the library follows the words and the
 * severity, one that a person wrote stays.
 * @throws AppError not_found, forbidden, bad_input or conflict
 */
export function changeChallenge(
  act: DealAct,
  dealId: number,
  id: number,
  change: ChallengeChange,
  seen: ChallengeSeen = {},
) {
  return workOnDeal(act, dealId, "discovery.log", async (tx, { deal }) => {
    const before = await lockChallenge(tx, act, dealId, id);
    const after = changed(before, change);
    const fields = (["text", "severity", "mitigation", "status"] as const).filter(
      (field) => after[field] !== before[field],
    );
    if (fields.length === 0) return { result: before, words: null };
    if (
      (Object.keys(seen) as (keyof ChallengeSeen)[]).some(
        (field) => seen[field] !== undefined && seen[field] !== before[field],
      )
    )
      throw await changedMeanwhile(
        tx,
        act,
        dealId,
        { part: "challenge", id },
        `“${cut(before.text, QUOTED)}” is ${before.severity} and ${before.status} now`,
      );
    await tx
      .update(challenges)
      .set({ ...after, updatedAt: act.now })
      .where(isChallenge(act, dealId, id));
    if (after.severity !== before.severity)
      await teachSeverity(tx, act, {
        text: after.text,
        label: after.severity,
        suggested: before.severity,
      });
    await record(tx, act, [
      {
        action: "deal.challenge_changed",
        subject: "deal",
        subjectId: dealId,
        before: pick(before, fields),
        after: { ...pick(after, fields), id },
      },
    ]);
    return {
      result: after,
      words:
        after.status === "mitigated" && before.status === "open"
          ? md`mitigated the challenge ${quoted(after.text)}`
          : md`changed the challenge ${quoted(after.text)} (${after.severity})`,
      tell: [deal.seId],
    };
  });
}

/**
 * Removes a challenge; its words stay in the audit log.
 * @throws AppError not_found or forbidden
 */
export function removeChallenge(act: DealAct, dealId: number, id: number) {
  return workOnDeal(act, dealId, "discovery.log", async (tx, { deal }) => {
    const before = await lockChallenge(tx, act, dealId, id);
    await tx.delete(challenges).where(isChallenge(act, dealId, id));
    await record(tx, act, [
      {
        action: "deal.challenge_removed",
        subject: "deal",
        subjectId: dealId,
        before: { challenge: before.text, severity: before.severity, id },
      },
    ]);
    return {
      result: before,
      words: md`removed the challenge ${quoted(before.text)}`,
      tell: [deal.seId],
    };
  });
}

type Kept = Awaited<ReturnType<typeof lockChallenge>>;

function changed(before: Kept, change: ChallengeChange): Kept {
  const text = change.text === undefined ? before.text : oneLine(change.text, "challenge");
  const severity = change.severity ?? before.severity;
  const wanted =
    change.mitigation === undefined ? before.mitigation : oneLine(change.mitigation, "mitigation");
  const own = before.mitigationSource === "person" || wanted !== before.mitigation;
  const chose = severity !== before.severity;
  return {
    text,
    severity,
    severitySource: chose ? "person" : before.severitySource,
    confidence: chose ? null : before.confidence,
    mitigation: own ? wanted : mitigationFor(text, severity).text,
    mitigationSource: own ? "person" : "suggested",
    status: change.status ?? before.status,
  };
}

async function lockChallenge(tx: Tx, act: DealAct, dealId: number, id: number) {
  const [row] = await tx
    .select({
      text: challenges.text,
      severity: challenges.severity,
      severitySource: challenges.severitySource,
      confidence: challenges.confidence,
      mitigation: challenges.mitigation,
      mitigationSource: challenges.mitigationSource,
      status: challenges.status,
    })
    .from(challenges)
    .where(isChallenge(act, dealId, id))
    .for("update");
  if (!row) throw isGone("challenge");
  return row;
}

function isChallenge({ actor }: Pick<DealAct, "actor">, dealId: number, id: number) {
  return and(
    eq(challenges.workspaceId, actor.workspaceId),
    eq(challenges.dealId, dealId),
    eq(challenges.id, id),
  );
}

function pick(from: Kept, keys: readonly (keyof Kept)[]): Record<string, unknown> {
  return Object.fromEntries(keys.map((key) => [key, from[key]]));
}
