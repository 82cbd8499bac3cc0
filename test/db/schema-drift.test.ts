import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

test("the migrations make exactly the tables the schemas declare", async () => {
  // drizzle-kit takes only folders below this one.
  const folder = await mkdtemp(".data-drift-");
  try {
    await cp("drizzle", folder, { recursive: true });
    const config = join(folder, "config.ts");
    const text = await readFile(config, "utf8");
    await writeFile(config, text.replace('out: "./drizzle"', `out: "./${folder}"`));
    const before = await readdir(folder);
    const { stdout } = await promisify(execFile)("node_modules/.bin/drizzle-kit", [
      "generate",
      "--config",
      config,
    ]);
    expect(stdout).toContain("deals");
    expect(await readdir(folder)).toEqual(before);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
