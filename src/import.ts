import { enableCompileCache } from "node:module";
import { readEnvironment } from "./processes/environment.ts";
import { readImportRequest } from "./processes/import-request.ts";

// As in main.ts: before the rest is loaded.
enableCompileCache();
const request = await readImportRequest(process.argv.slice(2));
const config = readEnvironment();
const { runImport } = await import("./processes/import.ts");
await runImport(request, config);
