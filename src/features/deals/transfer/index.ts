/** The door to importing and exporting, for the command line and benchmarks; Slack's parts are in feature-parts.ts. */
export { baseCurrencyOf } from "./base-currency.ts";
export { type CsvFile, type CsvRow, readCsv } from "./file/read-csv.ts";
export { refusedCsv } from "./file/refused-csv.ts";
export { downloadFile } from "./file/slack-files.ts";
export {
  type FileResult,
  importFile,
  importFiles,
  type SourceFile,
} from "./import/import-files.ts";
export type { Importer, ImportOptions } from "./import/import-run.ts";
export { type FileReport, type Refusal, reportLines } from "./import/report.ts";
