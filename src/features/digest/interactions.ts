import { inChange } from "../../db/change.ts";
import { authorize } from "../../kernel/access.ts";
import { AppError } from "../../kernel/errors.ts";
import { retryNotification } from "../../notify/notify.ts";
import { onAction } from "../../slack/action.ts";
import { md } from "../../slack/mrkdwn.ts";
import { record } from "../audit/index.ts";
import { retryJob, retryMessage } from "./actions.ts";

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
  onAction(retryMessage, async ({ key }, call) => {
    const { workspaceId } = call.actor;
    await inChange(call, async (tx) => {
      authorize(call.actor, "workspace.administer");
      if (!(await retryNotification(call.deps, tx, workspaceId, key)))
        throw new AppError(
          "conflict",
          "That message is not among the failed ones any more.",
          "Somebody tried it again already; `/digest jobs` shows what is left.",
        );
      await record(tx, call, [
        { action: "message.retried", subject: "message", subjectId: key.slice(0, 200) },
      ]);
    });
    return { text: md`The message is tried again.` };
  }),
];
