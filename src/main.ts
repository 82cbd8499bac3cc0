import { enableCompileCache } from "node:module";
import { readEnvironment } from "./processes/environment.ts";

// What was compiled once is read from a cache the next time: a third of the start. It has to be switched on before the rest is loaded.
enableCompileCache();
const config = readEnvironment();
const { runBot } = await import("./processes/bot.ts");
await runBot(config);
