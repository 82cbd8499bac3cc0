import { defineCommand } from "../../../slack/command.ts";
import { importModal } from "../modals/import.ts";

export const importCommand = defineCommand({
  command: "/lead",
  verb: "import",
  summary: "Bring leads in from a CSV file: tried out first, then at the press of a button",
  example: "/lead import",
  permission: "lead.create",
  args: {},
  async run(_, call) {
    await call.open(importModal.open({}));
    return null;
  },
});
