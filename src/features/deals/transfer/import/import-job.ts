import { setTimeout as sleep } from "node:timers/promises";
import type { WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import { z } from "zod";
import type { Deps } from "../../../../deps.ts";
import { type Attempt, defineJob } from "../../../../jobs/define-job.ts";
import { AppError, messageOf } from "../../../../kernel/errors.ts";
import { type Mrkdwn, md, sentence } from "../../../../slack/mrkdwn.ts";
import { messageBody, type Reply } from "../../../../slack/reply.ts";
import { openDirectMessage, shareFile } from "../../../../slack/share-file.ts";
import { identify } from "../../../people/index.ts";
import { refusedCsv } from "../file/refused-csv.ts";
import { downloadFile } from "../file/slack-files.ts";
import { reasonOf } from "../plan/plan-deals.ts";
import { importFile } from "./import-files.ts";
import type { FileReport } from "./report.ts";
import { reportCard } from "./report-card.ts";

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

const TRIES = 4;
/** Milliseconds between two edits of the message that shows the progress. */
const EDIT_EVERY = 1000;

/** Imports a file that was given to Slack, shows its progress in one direct message, and ends with the report there. */
export const importJob = defineJob({
  name: "deals.import",
  title: "Import deals",
  data: dataSchema,
  retryLimit: 2,
  run: runImport,
});

async function runImport(deps: Deps, data: Data, attempt: Attempt): Promise<void> {
  const slack = await deps.slack.client(data.workspaceId);
  // Asked again: who pressed the button may have lost the right since.
  const { actor } = await identify(deps, { ...data, name: null }, slack);
  const message = await postProgress(slack, data, deps.log);
  let report: FileReport;
  try {
    const file = await downloadFile(slack, data.fileId);
    const act = { deps, actor, now: deps.clock.now(), requestId: data.requestId };
    const options = { dryRun: false, currency: data.currency, progress: message.progress };
    report = await importFile(act, file, options);
  } catch (error) {
    // What the person can understand will not get better by trying again.
    if (error instanceof AppError) return message.end({ text: sentence(reasonOf(error)) });
    await message.end({ text: attempt.isLast ? givenUp(data) : interrupted(data) });
    throw error;
  }
  // It is imported: from here on nothing may fail the job, or the next try would find nothing to do and say so.
  await message.end(reportCard(report));
  if (report.refused.length > 0)
    await insist(deps.log, () =>
      shareFile(
        slack,
        data.slackUserId,
        { name: "refused.csv", content: refusedCsv(report.header, report.refused) },
        md`The rows of ${report.file} that were refused, each with its reason.`,
      ),
    );
}

function givenUp({ fileName }: Data): Mrkdwn {
  return md`${fileName} could not be imported, and nothing of it was. Try it again later.`;
}

function interrupted({ fileName }: Data): Mrkdwn {
  return md`Importing ${fileName} was interrupted; I try again in a moment.`;
}

/** One direct message that shows how far the import is, and in the end what came of it. */
async function postProgress(slack: WebClient, { slackUserId, fileName }: Data, log: Logger) {
  const channel = await openDirectMessage(slack, slackUserId);
  const { ts = "" } = await slack.chat.postMessage({
    channel,
    ...bodyOf({ text: md`Importing ${fileName}…` }),
  });
  const edit = async (reply: Reply) => {
    await slack.chat.update({ channel, ts, ...bodyOf(reply) });
  };
  let last = Number.NEGATIVE_INFINITY;
  let editing: Promise<unknown> | null = null;
  return {
    /** Not waited for: the import is in the middle of its transaction. What Slack is too slow for is left out. */
    progress(done: number, total: number): void {
      if (editing || performance.now() - last < EDIT_EVERY) return;
      last = performance.now();
      editing = edit(howFar(fileName, done, total))
        .catch((error: unknown) =>
          log.debug({ reason: messageOf(error) }, "the progress of an import was not shown"),
        )
        .finally(() => {
          editing = null;
        });
    },
    async end(reply: Reply): Promise<void> {
      await editing;
      await insist(log, () => edit(reply));
    },
  };
}

function bodyOf(reply: Reply): { text: string } {
  return messageBody(reply);
}

function howFar(fileName: string, done: number, total: number): Reply {
  const n = (count: number) => count.toLocaleString("en-US");
  return { text: md`Importing ${fileName}: ${n(done)} of ${n(total)}…` };
}

/** Tries a few times, as long as Slack asks to wait in between; then it is only logged. */
async function insist(log: Logger, act: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await act();
    } catch (error) {
      if (tries === TRIES) {
        log.error({ err: error }, "the report of an import did not arrive");
        return;
      }
      await sleep(1000 * (retryAfter(error) ?? tries));
    }
  }
}

/** Seconds Slack asks to wait. */
function retryAfter(error: unknown): number | null {
  const seconds = error instanceof Error && "retryAfter" in error ? error.retryAfter : null;
  return typeof seconds === "number" ? seconds : null;
}
