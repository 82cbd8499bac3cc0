import { defineCommand } from "../../../slack/command.ts";
import { importModal } from "../transfer/interactions.ts";

/** Deals from a CSV file: asks for the file, says what would happen, and imports it at the press of a button. */
export const importCommand = defineCommand({
  command: "/deal",
  verb: "import",
  summary: "Import deals from a CSV file: ours, Salesforce's, HubSpot's or Pipedrive's",
  example: "/deal import",
  permission: "workspace.administer",
  args: {},
  async run(_, call) {
    await call.open(importModal.open({}));
    return null;
  },
});
