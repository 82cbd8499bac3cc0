import { inWorkspace } from "../../db/workspace.ts";
import { defineJob } from "../../jobs/define-job.ts";
import { botActor } from "../../kernel/access.ts";
import { notify } from "../../notify/notify.ts";
import { awaitedData, paperData, sharePaper, signatureAwaited } from "./job-kinds.ts";
import { signatureOverdue } from "./notifications.ts";
import { sharePaperOf } from "./paper.ts";
import { findContractView, listTold } from "./queries/view.ts";

/** Reminds the owner, unless it was signed, changed, ended or sent again meanwhile, or the deal was lost. */
export const signatureJob = defineJob({
  ...signatureAwaited.options,
  name: signatureAwaited.name,
  title: "Remind of signatures",
  data: awaitedData,
  async run(deps, { workspaceId, contractId: id, sentAt }) {
    await inWorkspace(deps.db, workspaceId, async (tx) => {
      const view = await findContractView(tx, botActor(workspaceId), id);
      if (view?.contract.status !== "sent" || view.deal.status === "lost") return;
      if (view.contract.sentAt?.toISOString() !== sentAt) return;
      for (const { slackUserId } of await listTold(tx, workspaceId, [view.deal.ownerId]))
        await notify(deps, tx, signatureOverdue, {
          workspaceId,
          to: slackUserId,
          data: {
            contractId: id,
            dealId: view.deal.id,
            title: view.deal.title,
            accountName: view.deal.accountName,
            sentAt,
            at: deps.clock.now().toISOString(),
          },
          dedupeKey: `contract:${id}:signature:${sentAt}:${slackUserId}`,
        });
    });
  },
});

/** Shares the paper of a contract that was sent: in the deal's room, else with whoever sent it. */
export const sharePaperJob = defineJob({
  ...sharePaper.options,
  name: sharePaper.name,
  title: "Post contracts as PDF",
  data: paperData,
  async run(deps, { workspaceId, contractId: id, personId }) {
    const [sender] = await inWorkspace(deps.db, workspaceId, (tx) =>
      listTold(tx, workspaceId, [personId]),
    );
    const to = sender?.slackUserId ?? null;
    const slack = await deps.slack.client(workspaceId);
    await sharePaperOf(deps, slack, botActor(workspaceId), id, { to, inRoom: true });
  },
});
