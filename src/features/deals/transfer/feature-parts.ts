import type { Feature } from "../../../feature.ts";
import { exportCommand } from "../commands/export.ts";
import { importCommand } from "../commands/import.ts";
import { importJob } from "./import/import-job.ts";
import { importModal, onCancelImport, onStartImport } from "./interactions.ts";

/** What importing and exporting add to the deals feature. */
export const transferParts = {
  commands: [importCommand, exportCommand],
  modals: [importModal],
  actions: [onStartImport, onCancelImport],
  jobs: [importJob],
} satisfies Pick<Feature, "commands" | "modals" | "actions" | "jobs">;
