import type { Reporter, TestModule, TestRunEndReason } from "vitest/node";

/** Ends the run with one plain line, `N passed, N failed`, for those who read no colours. */
export class ClosingLine implements Reporter {
  onTestRunEnd(
    modules: readonly TestModule[],
    unhandledErrors: readonly unknown[],
    reason: TestRunEndReason,
  ): void {
    const line = closingLine(modules, unhandledErrors.length, reason);
    // When the run's own summary, which another reporter is still writing, is out.
    setImmediate(() => process.stdout.write(`${line}\n`));
  }
}

/** A file that could not be loaded and an error outside of any test count as a failure each. */
function closingLine(modules: readonly TestModule[], errors: number, reason: TestRunEndReason) {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const count = (state: string) => tests.filter((test) => test.result().state === state).length;
  const broken = modules.filter((module) => module.errors().length > 0).length;
  const failed = count("failed") + broken + errors;
  // A run that failed before its first test must not read like one without failures.
  return `${count("passed")} passed, ${Math.max(failed, reason === "failed" ? 1 : 0)} failed`;
}
