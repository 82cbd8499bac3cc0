/** The door to importing and exporting, for the command line and benchmarks; Slack's parts are in feature-parts.ts. */
export { baseCurrencyOf } from "./base-currency.ts";
export { type FileResult, importFile, importFiles, type SourceFile } from "./import-files.ts";
export type { Importer, ImportOptions } from "./import-run.ts";
export { refusedCsv } from "./refused-csv.ts";
export { type FileReport, type Refusal, reportLines } from "./report.ts";
