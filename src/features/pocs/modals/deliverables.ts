import { z } from "zod";
import { choicesField, linkField, optionalField } from "../../../slack/field.ts";
import { defineModal, type ModalOpening } from "../../../slack/modal.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { viewAnswer } from "../answers.ts";
import { DELIVERABLES, type DeliverableKind } from "../domain/poc.ts";
import { deliverableName } from "../domain/words.ts";
import { setDeliverables } from "../operations/deliver.ts";
import type { SeenPoc } from "../reading.ts";

const linkTo = (kind: DeliverableKind, example: string) =>
  optionalField(linkField({ label: deliverableName(kind), example }));

/** What the proof of concept leaves behind, and where it is. */
export const deliverablesModal = defineModal({
  id: "pocs.deliverables",
  title: "Deliverables",
  submit: "Save",
  permission: "engineering.work",
  metadata: z.object({ id: z.number().int() }),
  intro: () => md`What has a link is there. The success report is made by \`/poc report\`.`,
  fields: {
    done: optionalField(
      choicesField({
        label: "There without a link",
        choices: DELIVERABLES.map((value) => ({ value, label: deliverableName(value) })),
      }),
    ),
    documentation: linkTo("documentation", "https://wiki.example/poc"),
    demo_video: linkTo("demo_video", "https://video.example/poc"),
    success_report: linkTo("success_report", "https://drive.example/report"),
    implementation_guide: linkTo("implementation_guide", "https://wiki.example/guide"),
  },
  async run({ metadata, values }, call) {
    const { done = [], ...links } = values;
    const wanted = Object.fromEntries(
      DELIVERABLES.map((kind) => {
        const url = links[kind] ?? null;
        return [kind, { done: url !== null || done.includes(kind), url }];
      }),
    );
    const { result } = await setDeliverables(call, metadata.id, wanted);
    return viewAnswer(call, metadata.id, (name) =>
      result.length > 0 ? md`The deliverables of ${name} are set.` : md`Nothing to change.`,
    );
  },
});

/** The form as it was written down last. */
export function openDeliverables({ poc, deliverables }: SeenPoc): ModalOpening {
  const url = (kind: DeliverableKind) => ({
    value: deliverables.find((one) => one.kind === kind)?.url ?? "",
  });
  const done = deliverables.filter((one) => one.done && !one.url).map((one) => one.kind);
  return deliverablesModal.open(
    { id: poc.id },
    {
      initial: {
        done: { values: done },
        documentation: url("documentation"),
        demo_video: url("demo_video"),
        success_report: url("success_report"),
        implementation_guide: url("implementation_guide"),
      },
    },
  );
}
