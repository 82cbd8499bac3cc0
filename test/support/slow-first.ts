import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take long though they are short: they start processes and browsers, or let days pass. */
const SLOW = [
  "test/unseen-server.test.ts",
  "test/digest-faults/faults.test.ts",
  "test/sandbox/page.test.ts",
  "test/sandbox/page-blocks.test.ts",
  "test/features/approvals/fuzz.test.ts",
  "test/notify/busy-day.test.ts",
  "test/db/embedded.test.ts",
];

/** Begins with what takes longest. Without it the longest files go first by their size, and a short one that is slow keeps one worker alone at the end. */
export class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = SLOW.findIndex((name) => moduleId.endsWith(name));
      return at === -1 ? SLOW.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}
