import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { glob, readFile } from "node:fs/promises";
import { parseArgs } from "node:util";

/**
 * Tries the property tests on cases nobody has seen: `--times=10` rounds, each with a new seed, of the tests in `--only=test`.
 * A seed that fails is printed; `PROPERTY_SEED=<seed> npm test -- <file>` tries it again.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      times: { type: "string", default: "10" },
      only: { type: "string", default: "test" },
    },
  });
  const files = await propertyTests(values.only);
  const failed: number[] = [];
  for (let round = 1; round <= Number(values.times); round++) {
    const seed = randomInt(2 ** 31);
    const { code, output } = await vitest(files, seed);
    console.log(`round ${round}, seed ${seed}: ${output.trim().split("\n").at(-1)}`);
    if (code === 0) continue;
    failed.push(seed);
    console.log(output);
  }
  console.log(
    failed.length === 0
      ? `${files.length} files, ${values.times} rounds: every property held.`
      : `Seeds that failed: ${failed.join(", ")}`,
  );
  process.exitCode = failed.length === 0 ? 0 : 1;
}

async function propertyTests(folder: string): Promise<string[]> {
  const files: string[] = [];
  for await (const file of glob(`${folder}/**/*.test.ts`))
    if ((await readFile(file, "utf8")).includes('from "fast-check"')) files.push(file);
  return files.sort();
}

function vitest(files: readonly string[], seed: number) {
  const child = spawn(
    process.execPath,
    ["node_modules/vitest/vitest.mjs", "run", "--config", "test/vitest.config.ts", ...files],
    { env: { ...process.env, PROPERTY_SEED: String(seed), NO_COLOR: "1" } },
  );
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      output += chunk;
    });
  return new Promise<{ code: number | null; output: string }>((resolve) =>
    child.on("close", (code) => resolve({ code, output })),
  );
}
