import { z } from "zod";
import { inWorkspace } from "../../db/workspace.ts";
import { defineJob } from "../../jobs/define-job.ts";
import { notify } from "../../notify/notify.ts";
import { isSettled } from "./domain/lifecycle.ts";
import { followUpDue } from "./notifications.ts";
import { findObjectionView } from "./queries/objection.ts";
import { followUpReminder } from "./reminder.ts";

/** Sends a follow-up's reminder, if the follow-up is still planned for that day and person and the deal is still open. */
export const followUpReminderJob = defineJob({
  ...followUpReminder.options,
  name: followUpReminder.name,
  title: "Remind of objections' follow-ups",
  data: z.object({
    workspaceId: z.string(),
    objectionId: z.number().int(),
    date: z.string(),
    personId: z.number().int(),
  }),
  run(deps, { workspaceId, objectionId, date, personId }) {
    return inWorkspace(deps.db, workspaceId, async (tx) => {
      const view = await findObjectionView(tx, workspaceId, objectionId);
      if (!view) return;
      const { objection, deal, follower } = view;
      const { followUp } = objection;
      const holds = followUp?.date === date && followUp.personId === personId;
      if (!holds || isSettled(objection.status) || deal.status !== "open") return;
      if (!follower?.slackUserId) return;
      await notify(deps, tx, followUpDue, {
        workspaceId,
        to: follower.slackUserId,
        data: {
          id: objection.id,
          text: objection.text,
          type: objection.type,
          severity: objection.severity,
          status: objection.status,
          followUp: followUp.text,
          deal: { id: deal.id, title: deal.title, accountName: deal.accountName },
        },
        dedupeKey: `objection:${objectionId}:follow-up:${date}:${personId}`,
      });
    });
  },
});
