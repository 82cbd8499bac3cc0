import { z } from "zod";
import { inChange } from "../../../db/change.ts";
import { AppError } from "../../../kernel/errors.ts";
import { isCurrency } from "../../../kernel/money.ts";
import { defineAction, onAction } from "../../../slack/action.ts";
import { actions } from "../../../slack/blocks.ts";
import type { Call } from "../../../slack/call.ts";
import { type Field, fileField, optionalField, textField } from "../../../slack/field.ts";
import { defineModal } from "../../../slack/modal.ts";
import { md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { shareFile } from "../../../slack/share-file.ts";
import { refusedCsv } from "./file/refused-csv.ts";
import { downloadFile } from "./file/slack-files.ts";
import { importFile } from "./import/import-files.ts";
import { importJob } from "./import/import-job.ts";
import { countOf, type FileReport } from "./import/report.ts";
import { reportCard, SHOWN_REFUSALS } from "./import/report-card.ts";

const startImport = defineAction({
  id: "deals.import_start",
  permission: "workspace.administer",
  value: z.object({ fileId: z.string(), fileName: z.string(), currency: z.string() }),
});
const cancelImport = defineAction({
  id: "deals.import_cancel",
  permission: "workspace.administer",
  value: z.object({ fileName: z.string() }),
});

const currencyField: Field<string> = {
  ...textField({
    label: "Currency of amounts that name none",
    example: "EUR",
    hint: "Without it, the workspace's own.",
    max: 3,
  }),
  read(raw) {
    const code = (raw?.value ?? "").trim().toUpperCase();
    if (isCurrency(code)) return code;
    throw new AppError("bad_input", `I don't know the currency ${code}.`, "Use a code like EUR.");
  },
};

/** Takes a CSV file, and answers with what importing it would do. */
export const importModal = defineModal({
  id: "deals.import_file",
  title: "Import deals",
  submit: "Check the file",
  permission: "workspace.administer",
  metadata: z.object({}),
  fields: {
    file: fileField({
      label: "CSV file",
      hint: "Deals, accounts, products or people: our own export, or that of Salesforce, HubSpot, Pipedrive or Zoho. Up to 20 MB and 100,000 rows. Nothing is imported yet.",
      types: ["csv", "tsv", "txt"],
      most: 1,
    }),
    currency: optionalField(currencyField),
  },
  run: ({ values }, call) => {
    const [fileId = ""] = values.file;
    return tryOut(call, fileId, values.currency ?? call.settings.baseCurrency);
  },
});

async function tryOut(call: Call, fileId: string, currency: string): Promise<Reply> {
  const file = await downloadFile(call.slack, fileId);
  const report = await importFile(call, file, { dryRun: true, currency });
  if (report.refused.length > SHOWN_REFUSALS)
    await shareFile(
      call.slack,
      call.actor.slackUserId,
      { name: "refused.csv", content: refusedCsv(report.header, report.refused) },
      md`The rows of ${report.file} that would be refused, each with its reason.`,
    );
  const { text, blocks } = reportCard(report);
  return { text, blocks: [...blocks, ...actions(...buttons(report, fileId, currency))] };
}

function buttons(report: FileReport, fileId: string, currency: string) {
  const rows = report.created + report.changed;
  if (rows === 0 || !report.kind) return [];
  const value = { fileId, fileName: report.file.slice(0, 200), currency };
  return [
    startImport.button(`Import ${countOf(report.kind, rows)}`, value, { style: "primary" }),
    cancelImport.button("Cancel", { fileName: value.fileName }),
  ];
}

/** Runs the import that was tried out. Pressed twice, it runs once. */
export const onStartImport = onAction(startImport, async (value, call) => {
  const { requestId } = call;
  const { workspaceId, slackUserId } = call.actor;
  await inChange(call, (tx) =>
    call.deps.jobs.enqueue(
      tx,
      importJob,
      { workspaceId, slackUserId, requestId, ...value },
      { key: `${value.fileId} ${value.currency}` },
    ),
  );
  return {
    text: md`${value.fileName} is being imported; our direct messages show how far it is.`,
    replace: true,
  };
});

/** Takes the offer to import away. */
export const onCancelImport = onAction(cancelImport, async ({ fileName }) => ({
  text: md`${fileName} was not imported.`,
  replace: true,
}));
