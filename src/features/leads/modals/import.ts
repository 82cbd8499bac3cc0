import { z } from "zod";
import { plural } from "../../../kernel/text.ts";
import { onAction } from "../../../slack/action.ts";
import { actions } from "../../../slack/blocks.ts";
import type { Call } from "../../../slack/call.ts";
import { fileField } from "../../../slack/field.ts";
import { defineModal } from "../../../slack/modal.ts";
import { md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { shareFile } from "../../../slack/share-file.ts";
import { downloadFile, refusedCsv } from "../../deals/index.ts";
import { cancelImport, leadPage, startImport } from "../actions.ts";
import { importLeads, type LeadImport, tryImport } from "../operations/import-leads.ts";
import { importReport, SHOWN_REFUSALS } from "../views/import.ts";

/** Takes a CSV file of leads, and answers with what importing it would do. */
export const importModal = defineModal({
  id: "leads.import-file",
  title: "Import leads",
  submit: "Check the file",
  permission: "lead.create",
  metadata: z.object({}),
  fields: {
    file: fileField({
      label: "CSV file",
      hint: "A header row with at least the company: contact, email, title, source, employees, industry, country, budget, need, note. Up to 5,000 rows. Nothing is imported yet.",
      types: ["csv", "tsv", "txt"],
      most: 1,
    }),
  },
  run: ({ values }, call) => tryOut(call, values.file[0] ?? ""),
});

async function tryOut(call: Call, fileId: string): Promise<Reply> {
  const file = await downloadFile(call.slack, fileId);
  const report = await tryImport(call, file, call.settings.baseCurrency);
  await shareRefused(
    call,
    report,
    md`The rows of ${file.name} that would be refused, each with its reason.`,
  );
  const { text, blocks } = importReport({ ...report, isDryRun: true });
  const value = { fileId, fileName: file.name.slice(0, 200) };
  return {
    text,
    blocks: [
      ...blocks,
      ...actions(
        report.created > 0
          ? startImport.button(`Import ${plural(report.created, "lead")}`, value, {
              style: "primary",
            })
          : null,
        report.created > 0 ? cancelImport.button("Cancel", { fileName: value.fileName }) : null,
      ),
    ],
  };
}

async function shareRefused(
  call: Call,
  report: LeadImport,
  comment: Parameters<typeof shareFile>[3],
): Promise<void> {
  if (report.refused.length <= SHOWN_REFUSALS) return;
  const content = refusedCsv(report.header, report.refused);
  await shareFile(call.slack, call.actor.slackUserId, { name: "refused.csv", content }, comment);
}

/** Imports the file that was tried out, and takes the offer away. */
export const importActions = [
  onAction(startImport, async ({ fileId }, call) => {
    const file = await downloadFile(call.slack, fileId);
    const report = await importLeads(call, file, call.settings.baseCurrency);
    const { text, blocks } = importReport({ ...report, isDryRun: false });
    return {
      text,
      blocks: [
        ...blocks,
        ...actions(
          leadPage.button("Show those nobody has", {
            filter: { scope: "all", status: "open", unassigned: true },
          }),
        ),
      ],
      replace: true,
    };
  }),
  onAction(cancelImport, async ({ fileName }) => ({
    text: md`${fileName} was not imported.`,
    replace: true,
  })),
];
