import { inChange } from "../../../db/change.ts";
import { dayOf } from "../../../kernel/dates.ts";
import { plural } from "../../../kernel/text.ts";
import { defineCommand } from "../../../slack/command.ts";
import { code, md } from "../../../slack/mrkdwn.ts";
import { shareFile } from "../../../slack/share-file.ts";
import { record } from "../../audit/index.ts";
import { exportCsv } from "../transfer/export/export-csv.ts";

/** All deals as a CSV file, sent to the person's direct messages. */
export const exportCommand = defineCommand({
  command: "/deal",
  verb: "export",
  summary: "All deals as a CSV file, in our direct messages",
  example: "/deal export",
  permission: "workspace.administer",
  args: {},
  async run(_, call) {
    const { workspaceId, slackUserId, timeZone } = call.actor;
    const { csv, deals } = await inChange(call, async (tx) => {
      const exported = await exportCsv(tx, workspaceId);
      await record(tx, call, [
        {
          action: "deals.exported",
          subject: "workspace",
          subjectId: workspaceId,
          after: { deals: exported.deals },
        },
      ]);
      return exported;
    });
    if (deals === 0)
      return {
        text: md`There are no deals yet. Make one with /deal new, or bring some with /deal import.`,
      };
    const count = plural(deals, "deal");
    await shareFile(
      call.slack,
      slackUserId,
      { name: `deals-${dayOf(call.now, timeZone)}.csv`, content: csv },
      md`${count}. ${code("/deal import")} reads this file back.`,
    );
    return { text: md`${count} exported: the file is in our direct messages.` };
  },
});
