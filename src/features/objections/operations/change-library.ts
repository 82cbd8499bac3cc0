import { inChange } from "../../../db/change.ts";
import type { Tx } from "../../../db/client.ts";
import { nextNumber } from "../../../db/counters.ts";
import { authorize } from "../../../kernel/access.ts";
import { AppError } from "../../../kernel/errors.ts";
import { record } from "../../audit/index.ts";
import type { DealAct } from "../../deals/index.ts";
import { changedContent, checkName, MOST_PLAYS, type PlayContent } from "../domain/library.ts";
import type { Play } from "../domain/play.ts";
import { getLibrary, lockLibrary, lockPlay } from "../queries/library.ts";
import { objectionPlays } from "../schema.ts";

/** A play after its change. `overwrote` is who had changed it since the form was opened. */
export type PlayChange = {
  play: Play;
  changed: boolean;
  overwrote: { name: string; at: Date } | null;
};

/** Adds a play of the team's own. @throws AppError forbidden, conflict for a name that is taken, rule_broken when full */
export function addPlay(act: DealAct, content: PlayContent): Promise<PlayChange> {
  return inLibrary(act, async (tx, library) => {
    if (library.length >= MOST_PLAYS)
      throw new AppError(
        "rule_broken",
        `The library has ${MOST_PLAYS} plays, and nobody finds one among more.`,
        "Change one of those nobody uses.",
      );
    const n = await nextNumber(tx, act.actor.workspaceId, "objection_play");
    const play: Play = { ...content, id: `own-${n}`, active: true };
    checkName(library, play);
    await write(tx, act, play);
    await record(tx, act, [
      {
        action: "objection_play.added",
        subject: "objection_play",
        subjectId: play.id,
        after: content,
      },
    ]);
    return { play, changed: true, overwrote: null };
  });
}

/**
 * Changes a play; a shipped one becomes a copy of the workspace's own, with its record.
 * @param seenVersion the row's version when the form was opened; null when it stood as shipped.
 */
export function editPlay(
  act: DealAct,
  id: string,
  content: PlayContent,
  seenVersion: number | null,
): Promise<PlayChange> {
  return changePlay(
    act,
    id,
    "objection_play.edited",
    (play) => ({ ...play, ...content }),
    seenVersion,
  );
}

/** Retires a play, which keeps its record, or brings it back. */
export function setPlayActive(act: DealAct, id: string, active: boolean): Promise<PlayChange> {
  const action = active ? "objection_play.restored" : "objection_play.retired";
  return changePlay(act, id, action, (play) => ({ ...play, active }));
}

function changePlay(
  act: DealAct,
  id: string,
  action: string,
  change: (play: Play) => Play,
  seenVersion?: number | null,
): Promise<PlayChange> {
  return inLibrary(act, async (tx, library) => {
    const before = library.find((play) => play.id === id);
    if (!before)
      throw new AppError(
        "not_found",
        "That play is not in the library.",
        "`/objection library` lists all of them.",
      );
    const own = await lockPlay(tx, act.actor.workspaceId, id);
    const play = change(before);
    const overwrote =
      own && seenVersion !== undefined && own.version !== seenVersion
        ? { name: own.updatedByName, at: own.updatedAt }
        : null;
    const differs = changedContent(before, play);
    if (Object.keys(differs.after).length === 0) return { play, changed: false, overwrote: null };
    if (play.active) checkName(library, play);
    await write(tx, act, play, own?.version ?? 0);
    await record(tx, act, [{ action, subject: "objection_play", subjectId: id, ...differs }]);
    return { play, changed: true, overwrote };
  });
}

/** One change of the library at a time, so that two can't give the same name at once. */
function inLibrary<T>(act: DealAct, work: (tx: Tx, library: Play[]) => Promise<T>): Promise<T> {
  return inChange(act, async (tx) => {
    authorize(act.actor, "library.edit");
    await lockLibrary(tx, act.actor.workspaceId);
    return work(tx, await getLibrary(tx, act.actor.workspaceId));
  });
}

async function write(tx: Tx, act: DealAct, play: Play, version = 0): Promise<void> {
  const { workspaceId, personId } = act.actor;
  const content = {
    type: play.type,
    name: play.name,
    text: play.text,
    customerSafe: [...play.customerSafe],
    internalOnly: [...play.internalOnly],
    evidence: [...play.evidence],
    active: play.active,
    updatedBy: personId,
    updatedAt: act.now,
    version: version + 1,
  };
  await tx
    .insert(objectionPlays)
    .values({ workspaceId, id: play.id, createdBy: personId, createdAt: act.now, ...content })
    .onConflictDoUpdate({ target: [objectionPlays.workspaceId, objectionPlays.id], set: content });
}
