import { z } from "zod";
import { inWorkspace } from "../../db/workspace.ts";
import { defineJob } from "../../jobs/define-job.ts";
import { messageOf } from "../../kernel/errors.ts";
import { askSlack } from "./ask-slack.ts";
import { postponeProfile, profileDueAt, saveProfile } from "./operations/save-profile.ts";

/** Asks Slack again for a person's name, zone and admin rights. When Slack can't answer, what is known stays for an hour. */
export const refreshProfile = defineJob({
  name: "people.refresh-profile",
  title: "Read people's profiles from Slack",
  data: z.object({ workspaceId: z.string(), slackUserId: z.string() }),
  async run(deps, { workspaceId, slackUserId }) {
    const answer = await askSlack(await deps.slack.client(workspaceId), slackUserId);
    const now = deps.clock.now();
    const dueAt = profileDueAt(now, answer.kind !== "silent");
    if (answer.kind === "silent")
      deps.log.warn(
        { user: slackUserId, reason: messageOf(answer.reason) },
        "Slack did not say who that is",
      );
    await inWorkspace(deps.db, workspaceId, (tx) =>
      answer.kind === "profile"
        ? saveProfile(tx, workspaceId, answer.profile, { now, dueAt })
        : postponeProfile(tx, workspaceId, slackUserId, dueAt),
    );
  },
});
