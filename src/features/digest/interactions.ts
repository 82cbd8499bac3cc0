import { inChange } from "../../db/change.ts";
import { authorize } from "../../kernel/access.ts";
import { AppError } from "../../kernel/errors.ts";
import { onAction } from "../../slack/action.ts";
import { md } from "../../slack/mrkdwn.ts";
import { record } from "../audit/index.ts";
import { retryJob } from "./actions.ts";

/** What each button of digests does. */
export const digestActions = [
  onAction(retryJob, async ({ id, name }, call) => {
    authorize(call.actor, "workspace.administer");
    const { workspaceId } = call.actor;
    if (!(await call.deps.jobs.retryFailed(workspaceId, id)))
      throw new AppError(
        "conflict",
        "That job is not among the failed ones any more.",
        "Somebody tried it again already; `/digest jobs` shows what is left.",
      );
    await inChange(call, (tx) =>
      record(tx, call, [{ action: "job.retried", subject: "job", subjectId: id, after: { name } }]),
    );
    return { text: md`${name} is tried again.` };
  }),
];
