import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { ClosingLine } from "./support/closing-line.ts";
import { SlowFirst } from "./support/slow-first.ts";

export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: "test/support/global-setup.ts",
    setupFiles: ["test/support/property-seed.ts"],
    reporters: ["default", new ClosingLine()],
    // Faster here than threads, and one worker for each processor, since tests mostly wait for the database.
    // Bolt's socket client rejects with nothing at all when it is stopped while it reconnects; processes/bot.ts guards against the same.
    onUnhandledError: (error) => error.message !== undefined,
    sequence: { sequencer: SlowFirst },
    pool: "forks",
    // The short-lived garbage of many transactions: a larger nursery spares a tenth of the time.
    execArgv: ["--max-semi-space-size=64"],
    // Each file has its own database and bot; what is loaded once serves all files of a worker.
    isolate: false,
    maxWorkers: "100%",
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
