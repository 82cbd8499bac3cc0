import { AppError } from "../../../kernel/errors.ts";
import { md } from "../../../slack/mrkdwn.ts";
import type { DealAct } from "../../deals/index.ts";
import { isSettled, statusName } from "../domain/lifecycle.ts";
import { objectionId } from "../domain/objection.ts";
import type { Play } from "../domain/play.ts";
import { getLibrary } from "../queries/library.ts";
import { objectionPlayUses } from "../schema.ts";
import { changeObjection, type ObjectionChange } from "./change-objection.ts";

/**
 * Notes that a play is used against an objection: its record counts from here. Used again on the same one it counts once.
 * @throws AppError not_found for a play that is retired or gone, rule_broken for a settled objection
 */
export async function usePlay(
  act: DealAct,
  id: number,
  playId: string,
): Promise<{ change: ObjectionChange; play: Play }> {
  let used: Play | undefined;
  const change = await changeObjection(act, id, async ({ objection }, _, tx) => {
    const { workspaceId, personId } = act.actor;
    if (isSettled(objection.status))
      throw new AppError(
        "rule_broken",
        `${objectionId(objection)} is ${statusName(objection.status)} already.`,
        `\`/objection reopen ${objectionId(objection)} <why>\` opens it again.`,
      );
    const play = (await getLibrary(tx, workspaceId)).find((one) => one.id === playId);
    if (!play?.active)
      throw new AppError(
        "not_found",
        "That play is not in the library any more.",
        `\`/objection show ${objectionId(objection)}\` offers another.`,
      );
    used = play;
    const noted = await tx
      .insert(objectionPlayUses)
      .values({ workspaceId, objectionId: id, playId, usedBy: personId, usedAt: act.now })
      .onConflictDoNothing()
      .returning({ playId: objectionPlayUses.playId });
    if (noted.length === 0) return null;
    return {
      objection,
      action: "objection.play_used",
      reason: play.name,
      words: md`uses “${play.name}” on objection ${objectionId(objection)}`,
    };
  });
  if (!used) throw new Error(`no play was used on objection ${id}`);
  return { change, play: used };
}
