import { inWorkspace } from "../../db/workspace.ts";
import { defineJob } from "../../jobs/define-job.ts";
import { ladderData, ladderStep } from "./job-kinds.ts";
import { botAct, lapse, nudge } from "./operations/ladder.ts";

/** One rung of the ladder of a lead somebody was given: a reminder, or the next in line. */
export const ladderJob = defineJob({
  ...ladderStep.options,
  name: ladderStep.name,
  title: "Nudge for leads, then reassign them",
  data: ladderData,
  async run(deps, { workspaceId, handoverId, step }) {
    await inWorkspace(deps.db, workspaceId, async (tx) => {
      const act = await botAct(deps, tx, workspaceId);
      await (step === "nudge" ? nudge : lapse)(tx, act, handoverId);
    });
  },
});
