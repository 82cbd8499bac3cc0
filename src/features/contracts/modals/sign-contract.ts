import { z } from "zod";
import { AppError } from "../../../kernel/errors.ts";
import type { Call } from "../../../slack/call.ts";
import { dayField, fileField, linkField, optionalField, textField } from "../../../slack/field.ts";
import { defineModal, type ModalOpening } from "../../../slack/modal.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { viewingOf } from "../../deals/index.ts";
import { cardAnswer } from "../answers.ts";
import { signContract } from "../operations/sign.ts";
import type { ContractView } from "../queries/view.ts";

/** Records who signed, when, and where the paper is. */
export const signModal = defineModal({
  id: "contracts.sign",
  title: "Record signature",
  submit: "Record signature",
  permission: "quote.write",
  metadata: z.object({ id: z.number().int() }),
  intro: () => md`Finance is asked to set up billing as soon as this is recorded.`,
  fields: {
    signed: dayField({ label: "Signed on", hint: "The day on which the last of both signed." }),
    customer: textField({ label: "Signed for the customer by", example: "Jane Doe, CFO" }),
    us: textField({ label: "Signed for us by", example: "Dan Manager" }),
    link: optionalField(
      linkField({
        label: "Where the signed paper is",
        example: "https://sign.example/envelopes/42",
      }),
    ),
    file: optionalField(
      fileField({
        label: "Or the signed paper itself",
        types: ["pdf", "docx", "png", "jpg"],
        most: 1,
      }),
    ),
  },
  async run({ metadata, values }, call) {
    const fileUrl = values.link ?? (await linkTo(call, values.file?.[0]));
    const { signed: signedOn, customer, us } = values;
    await signContract(call, metadata.id, { signedOn, customer, us, fileUrl });
    return cardAnswer(
      call,
      metadata.id,
      (name) => md`Recorded the signature on ${name}. Finance is asked to set up billing.`,
    );
  },
});

/** Slack's own address of a file somebody uploaded. @throws AppError bad_input without link and file */
async function linkTo(call: Call, fileId: string | undefined): Promise<string> {
  if (fileId) {
    const { file } = await call.slack.files.info({ file: fileId });
    if (file?.permalink) return file.permalink;
  }
  throw new AppError(
    "bad_input",
    "Where the signed paper is, is missing.",
    "Paste its link, or upload it.",
  );
}

/** The form with today, and the name that signed for us before. */
export function openSign({ contract }: ContractView, call: Call): ModalOpening {
  return signModal.open(
    { id: contract.id },
    { initial: { signed: { value: viewingOf(call).today }, us: { value: call.actor.name } } },
  );
}
