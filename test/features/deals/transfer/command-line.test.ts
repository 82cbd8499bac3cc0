import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Desk, openDesk } from "./desk.ts";

const FIXTURES = join(import.meta.dirname, "fixtures");
let desk: Desk;
let folder: string;
beforeAll(async () => {
  desk = await openDesk();
  folder = await mkdtemp(join(tmpdir(), "dealdesk-import-"));
});
afterAll(async () => {
  await desk.close();
  await rm(folder, { recursive: true });
});

/** `npm run import -- …` as a process of its own. */
function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ["src/import.ts", ...args],
      { env: { PATH: process.env.PATH ?? "", DATABASE_URL: desk.url } },
      (error, out, err) => resolve({ code: error ? Number(error.code ?? 1) : 0, out, err }),
    );
  });
}

describe("npm run import", () => {
  test("imports a file into the sandbox's workspace when there is none yet", async () => {
    const { code, out, err } = await run(join(FIXTURES, "zoho.csv"), "--currency", "usd");
    expect(err).toBe("");
    expect(code).toBe(0);
    expect(out).toContain("Workspace T0DEALDESK");
    expect(out).toMatch(/zoho\.csv: 2 rows read: 2 deals new, 0 changed, 0 unchanged, 0 refused/);
    expect(out).toContain("Amounts that name no currency are in USD.");
    expect(await desk.deals("T0DEALDESK")).toMatchObject([
      { currency: "USD" },
      { currency: "USD" },
    ]);
  });

  test("tries a folder out without writing anything", async () => {
    const before = await desk.fingerprint();
    const { code, out } = await run(FIXTURES, "--dry-run");
    expect(code).toBe(0);
    expect(out).toContain("dry run, nothing is written");
    expect(out).toContain(
      "crm-data-dictionary.csv: describes other files and holds no data; left out.",
    );
    expect(await desk.fingerprint()).toBe(before);
  });

  test("refused rows are listed and written into a file, and are no failure", async () => {
    const refused = join(folder, "refused.csv");
    const file = join(FIXTURES, "salesforce-history.csv");
    const { code, out } = await run(file, "--refused", refused);
    expect(code).toBe(0);
    expect(out).toContain("line 2 refused: There is no deal of 006bm00000AAAAAAA1 here.");
    expect((await readFile(refused, "utf8")).split("\n")[1]).toMatch(
      /^008bm00000UoqA1AAA,.*,2,There is/,
    );
  });

  test.each([
    ["no file at all", [], /npm run import -- <file or folder>/],
    ["a file that isn't there", ["nowhere.csv"], /There is no file or folder nowhere\.csv/],
    ["a currency nobody knows", ["x.csv", "--currency", "QQQ"], /don't know the currency QQQ/],
    ["an option nobody knows", ["x.csv", "--force"], /--force/],
    [
      "a folder without files",
      [join(FIXTURES, "..", "..", "..")],
      /There is no \.csv, \.tsv or \.txt file/,
    ],
    [
      "a workspace nobody knows",
      [join(FIXTURES, "zoho.csv"), "--workspace", "T404"],
      /There is no workspace T404; I know T0DEALDESK/,
    ],
  ])("%s is an error that says what to do", async (_, args, message) => {
    const { code, err } = await run(...args);
    expect(err).toMatch(message);
    expect(code).toBe(1);
  });

  test("a file that can't be understood is an error", async () => {
    const { code, out } = await run("package.json");
    expect(code).toBe(1);
    expect(out).toMatch(/package\.json: /);
  });

  test("asks which workspace when there are several", async () => {
    await desk.workspace();
    const { code, err } = await run(join(FIXTURES, "zoho.csv"));
    expect(err).toMatch(/Which workspace\? Add --workspace with one of T1, T0DEALDESK/);
    expect(code).toBe(1);
  });
});
