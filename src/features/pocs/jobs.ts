import { inWorkspace } from "../../db/workspace.ts";
import { defineJob } from "../../jobs/define-job.ts";
import { dayOf } from "../../kernel/dates.ts";
import { notify } from "../../notify/notify.ts";
import { progressOf } from "./domain/progress.ts";
import { stillHolds } from "./domain/reminders.ts";
import { pocReminder, reminderData, reportData, shareReport } from "./job-kinds.ts";
import { pocDue } from "./notifications.ts";
import { findPoc } from "./queries/poc.ts";
import { findPocOwners } from "./queries/reminded.ts";
import { sendReport } from "./report.ts";

/** Reminds the sales engineer and the owner, unless it was moved, started or ended meanwhile, or the deal was closed. */
export const remindJob = defineJob({
  ...pocReminder.options,
  name: pocReminder.name,
  title: "Remind of proofs of concept",
  data: reminderData,
  async run(deps, { workspaceId, pocId: id, kind, on }) {
    await inWorkspace(deps.db, workspaceId, async (tx) => {
      const found = await findPoc(tx, workspaceId, id);
      const owners = await findPocOwners(tx, workspaceId, id);
      if (!found || !owners?.dealIsOpen || !stillHolds(found.poc, { kind, on })) return;
      // After a long standstill of the bot it would be news of yesterday.
      if (kind !== "start" && found.poc.endsOn < dayOf(deps.clock.now(), "UTC")) return;
      const { met, criteria, not_tested } = progressOf(found.criteria);
      for (const { slackUserId } of owners.readers)
        await notify(deps, tx, pocDue, {
          workspaceId,
          to: slackUserId,
          data: {
            id,
            kind,
            title: owners.dealTitle,
            accountName: owners.accountName,
            endsOn: found.poc.endsOn,
            met,
            criteria,
            notTested: not_tested,
            at: deps.clock.now().toISOString(),
          },
          // An extension moves half time too, but it comes once; every other day may come again on its new date.
          dedupeKey: `poc:${id}:${kind}:${kind === "half_time" ? "once" : on}:${slackUserId}`,
        });
    });
  },
});

/** Shares the success report of a completed proof of concept. */
export const shareReportJob = defineJob({
  ...shareReport.options,
  name: shareReport.name,
  title: "Post proof of concept reports",
  data: reportData,
  async run(deps, data) {
    await sendReport(deps, await deps.slack.client(data.workspaceId), data, null);
  },
});
