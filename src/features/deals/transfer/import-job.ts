import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import type { Deps } from "../../../deps.ts";
import { type Attempt, defineJob } from "../../../jobs/define-job.ts";
import { AppError, messageOf } from "../../../kernel/errors.ts";
import { md, sentence } from "../../../slack/mrkdwn.ts";
import { messageBody, type Reply } from "../../../slack/reply.ts";
import { identify } from "../../people/index.ts";
import { importFile } from "./import-files.ts";
import { reasonOf } from "./plan-deals.ts";
import { refusedCsv } from "./refused-csv.ts";
import { reportCard } from "./report-card.ts";
import { downloadFile, openDirectMessage, sendFile } from "./slack-files.ts";

const dataSchema = z.object({
  workspaceId: z.string(),
  slackUserId: z.string(),
  fileId: z.string(),
  fileName: z.string(),
  currency: z.string().length(3),
  /** The press of the button, for the audit log. */
  requestId: z.string().nullable(),
});
type Data = z.infer<typeof dataSchema>;

/** Milliseconds between two edits of the message that shows the progress. */
const EDIT_EVERY = 1000;

/** Imports a file that was given to Slack, shows its progress in one direct message, and ends with the report there. */
export const importJob = defineJob({
  name: "deals.import",
  data: dataSchema,
  retryLimit: 2,
  run: runImport,
});

async function runImport(deps: Deps, data: Data, attempt: Attempt): Promise<void> {
  const slack = await deps.slack.client(data.workspaceId);
  // Asked again: who pressed the button may have lost the right since.
  const { actor } = await identify(deps, { ...data, name: null }, slack);
  const message = await postMessage(slack, data);
  try {
    const file = await downloadFile(slack, data.fileId);
    const act = { deps, actor, now: deps.clock.now(), requestId: data.requestId };
    const report = await importFile(act, file, {
      dryRun: false,
      currency: data.currency,
      progress: paced((done, total) =>
        message.show(progressText(data.fileName, done, total), deps),
      ),
    });
    await message.edit(reportCard(report));
    if (report.refused.length > 0)
      await sendFile(slack, data.slackUserId, {
        name: "refused.csv",
        content: refusedCsv(report.header, report.refused),
        comment: `The rows of ${report.file} that were refused, each with its reason.`,
      });
  } catch (error) {
    // What the person can understand will not get better by trying again.
    if (error instanceof AppError) return message.edit({ text: sentence(reasonOf(error)) });
    await message.show(
      attempt.isLast
        ? {
            text: md`${data.fileName} could not be imported, and nothing of it was. Try it again later.`,
          }
        : { text: md`Importing ${data.fileName} was interrupted; I try again.` },
      deps,
    );
    throw error;
  }
}

async function postMessage(slack: WebClient, { slackUserId, fileName }: Data) {
  const channel = await openDirectMessage(slack, slackUserId);
  const { ts } = await slack.chat.postMessage({
    channel,
    ...bodyOf({ text: md`Importing ${fileName}…` }),
  });
  const edit = async (reply: Reply) => {
    await slack.chat.update({ channel, ts: ts ?? "", ...bodyOf(reply) });
  };
  return {
    edit,
    /** An edit that may fail: the import must not fail with it. */
    show: (reply: Reply, { log }: Deps) =>
      edit(reply).catch((error: unknown) =>
        log.debug({ reason: messageOf(error) }, "the progress of an import was not shown"),
      ),
  };
}

function bodyOf(reply: Reply): { text: string } {
  return messageBody(reply);
}

function progressText(fileName: string, done: number, total: number): Reply {
  const n = (count: number) => count.toLocaleString("en-US");
  return { text: md`Importing ${fileName}: ${n(done)} of ${n(total)}…` };
}

/** Calls at most once in a while; what comes in between is left out. */
function paced(show: (done: number, total: number) => Promise<unknown>) {
  let last = Number.NEGATIVE_INFINITY;
  return async (done: number, total: number) => {
    if (performance.now() - last < EDIT_EVERY) return;
    last = performance.now();
    await show(done, total);
  };
}
