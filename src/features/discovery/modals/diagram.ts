import { z } from "zod";
import { linkField } from "../../../slack/field.ts";
import { defineModal } from "../../../slack/modal.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { nameOf, showPageInPlace } from "../answers.ts";
import { linkDiagram } from "../operations/deliverables.ts";

/** Says where the architecture diagram is. */
export const diagramModal = defineModal({
  id: "discovery.diagram",
  title: "Architecture diagram",
  submit: "Link diagram",
  permission: "deal.change_se_fields",
  metadata: z.object({ id: z.number().int() }),
  fields: {
    link: linkField({
      label: "Where it is",
      example: "https://miro.com/app/board/acme",
      hint: "The link is shown to everyone who sees the deal",
    }),
  },
  async run({ metadata: { id }, values }, call) {
    const { change } = await linkDiagram(call, id, values.link);
    const text = md`Linked the architecture diagram of ${nameOf(change)}.`;
    return showPageInPlace(call, id, { view: "work" }, text);
  },
});
