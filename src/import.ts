import { enableCompileCache } from "node:module";

// As in main.ts: before the rest is loaded.
enableCompileCache();
const { runImport } = await import("./processes/import.ts");
await runImport();
