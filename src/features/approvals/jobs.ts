import { defineJob } from "../../jobs/define-job.ts";
import { climb, rungData } from "./job-kinds.ts";
import { climbRung } from "./operations/climb.ts";

/** Reminds, escalates, ends: whatever is due on a request that is still open. */
export const climbJob = defineJob({
  ...climb.options,
  name: climb.name,
  title: "Remind of approvals, ask the next one, let them expire",
  data: rungData,
  async run(deps, { workspaceId, approvalId, rung }) {
    await climbRung(deps, workspaceId, approvalId, rung);
  },
});
