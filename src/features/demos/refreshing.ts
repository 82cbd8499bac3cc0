import { inChange } from "../../db/change.ts";
import { authorize } from "../../kernel/access.ts";
import { AppError } from "../../kernel/errors.ts";
import type { Call } from "../../slack/call.ts";
import { md } from "../../slack/mrkdwn.ts";
import type { Reply } from "../../slack/reply.ts";
import { refreshJob } from "./jobs.ts";
import { hostOf } from "./views/environment.ts";

/**
 * Has the demo environment refreshed now; who asked hears by direct message how it went.
 * @throws AppError forbidden, or rule_broken with what is missing
 */
export async function askForRefresh(call: Call): Promise<Reply> {
  authorize(call.actor, "engineering.work");
  const { refreshUrl } = call.settings.demo;
  if (refreshUrl === null)
    throw new AppError(
      "rule_broken",
      "I don't know where the demo environment refreshes itself.",
      "An admin says it: `/demo environment url https://demo.example.com/refresh`.",
    );
  if (call.deps.config.webhookSecret === null)
    throw new AppError(
      "rule_broken",
      "WEBHOOK_SECRET is not set where I run, so the call can't be signed.",
      "Whoever runs me sets it; docs/operations.md says how.",
    );
  const { workspaceId, slackUserId } = call.actor;
  await inChange(call, (tx) =>
    call.deps.jobs.enqueue(tx, refreshJob, {
      workspaceId,
      id: call.requestId,
      askedBy: slackUserId,
    }),
  );
  return { text: md`Asked ${hostOf(refreshUrl)} to refresh. I tell you how it went.` };
}
