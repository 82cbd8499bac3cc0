import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Bot, startBot } from "../../../support/bot.ts";
import { asSuperuser } from "../../../support/database.ts";
import { fingerprint } from "../../../support/deal-rows.ts";
import type { Seen, SeenMessage } from "../../../support/sandbox.ts";

type TestFile = { name: string; content: string | Buffer };

let bot: Bot;
beforeAll(async () => {
  bot = await startBot();
});
afterAll(async () => {
  const { violations } = bot.sandbox;
  await bot.stop();
  expect(violations).toEqual([]);
});
const ada = () => bot.sandbox.as("ada");
const fixture = (name: string) => ({
  name,
  content: readFileSync(join(import.meta.dirname, "fixtures", name)),
});
const count = (table: string) =>
  asSuperuser(bot.url, async (sql) => {
    const [row] = await sql<{ n: number }[]>`select count(*)::int as n from ${sql(table)}`;
    return row?.n ?? -1;
  });

/** Fills in the form of `/deal import`. */
async function give(file: TestFile, currency?: string): Promise<Seen> {
  const { modal } = await ada().command("/deal import");
  if (!modal) throw new Error("No form was opened.");
  return ada().submit(modal, {
    "CSV file": { file },
    ...(currency && { "Currency of amounts that name none": currency }),
  });
}

/** Gives a file to `/deal import`, and answers with the message that says what it would do. */
async function check(file: TestFile, currency?: string): Promise<SeenMessage> {
  await give(file, currency);
  return messageWith(file.name, "dry run");
}

/** The message that ends the import of that file. */
const reportOf = (name: string) => messageWith(name, " s).", "dry run");

/** The newest of Ada's messages that begins with the file's name, has these words and not those. */
async function messageWith(name: string, words: string, without = "never"): Promise<SeenMessage> {
  const find = () =>
    ada()
      .inbox()
      .findLast(
        (one) =>
          one.words.startsWith(name) && one.words.includes(words) && !one.words.includes(without),
      );
  await bot.sandbox.until(() => find() !== undefined, `${name}: ${words}`);
  const found = find();
  if (!found) throw new Error("It was there a moment ago.");
  return found;
}

describe("/deal import", () => {
  test("says what would happen, and imports at the press of a button, once", async () => {
    const before = await fingerprint(bot.url);
    const offer = await check(fixture("pipedrive-default.csv"));
    expect(offer.words).toContain(
      "3 rows read: 3 deals new, 0 changed, 0 unchanged, 0 refused (dry run",
    );
    expect(offer.words).toContain("Read as an export of Pipedrive, UTF-8, semicolons");
    // The form and the file are Slack's; what was looked at wrote nothing but who Ada is.
    expect(await count("deals")).toBe(0);
    expect(before).not.toBe("");
    const started = await ada().press(offer, "Import 3 deals");
    expect(started.text).toContain("pipedrive-default.csv is being imported");
    const report = await reportOf("pipedrive-default.csv");
    expect(report.words).toContain("3 deals new");
    expect(report.words).not.toContain("dry run");
    expect(await count("deals")).toBe(3);
    const stages = await asSuperuser(
      bot.url,
      (sql) => sql`select distinct request_id from audit_log where action = 'deal.imported'`,
    );
    expect(stages).toHaveLength(1);
    expect(stages[0]?.request_id).not.toBeNull();
  });

  test("pressed twice, it imports once", async () => {
    const offer = await check({
      name: "twice.csv",
      content: "title,account,stage\nA,Acme,lead\nB,Acme,demo\n",
    });
    const before = await count("deals");
    await Promise.all([ada().press(offer, "Import 2 deals"), ada().press(offer, "Import 2 deals")]);
    await reportOf("twice.csv");
    await bot.app.deps.jobs.idle();
    expect(await count("deals")).toBe(before + 2);
    expect(
      ada()
        .inbox()
        .filter(({ words }) => words.startsWith("twice.csv: 2 rows read")),
    ).toHaveLength(1);
  });

  test("a cancelled offer goes away and imports nothing", async () => {
    const before = await count("deals");
    const offer = await check({ name: "no.csv", content: "title,account,stage\nA,Nobody,lead\n" });
    const gone = await ada().press(offer, "Cancel");
    expect(gone.text).toContain("no.csv was not imported");
    expect(await count("deals")).toBe(before);
  });

  test("amounts without a currency are in the one that was given", async () => {
    const file = { name: "c.csv", content: "title,account,stage,amount\nCoins,Acme,lead,5\n" };
    const wrong = await give(file, "QQQ");
    expect(wrong.text).toContain("I don't know the currency QQQ");
    if (wrong.modal) await ada().close(wrong.modal);
    const offer = await check(file, "chf");
    expect(offer.words).toContain("Amounts that name no currency are in CHF");
  });

  test("names the first ten rows it refuses, and sends all of them as a file", async () => {
    const bad = Array.from({ length: 12 }, (_, i) => `Bad ${i},Acme,Nowhere`).join("\n");
    const offer = await check({
      name: "mixed.csv",
      content: `title,account,stage\nGood,Acme,lead\n${bad}\n`,
    });
    expect(offer.words).toContain("Line 3: I don't know the stage “Nowhere”");
    expect(offer.words).toContain("Line 12:");
    expect(offer.words).not.toContain("Line 13:");
    expect(offer.words).toContain("And 2 more: all of them are in refused.csv");
    await ada().press(offer, "Import 1 deal");
    await reportOf("mixed.csv");
    await bot.sandbox.until(() => files("refused.csv").length === 2, "the rows refused");
    expect(files("refused.csv").at(-1)).toMatch(/title,account,stage,line,reason\n(.*\n){12}$/);
  });

  test("a file that can't be read says why, and what to do", async () => {
    const seen = await give({
      name: "deals.csv",
      content: Buffer.from("504b030414000600", "hex"),
    });
    expect(seen.text).toContain("This is an Excel workbook or a zip archive, not a CSV file.");
    expect(seen.text).toContain("Save the sheet as CSV");
  });

  test("a file that brings nothing new offers no button", async () => {
    const offer = await check({
      name: "again.csv",
      content: fixture("pipedrive-default.csv").content,
    });
    expect(offer.words).toContain("0 deals new, 0 changed, 3 unchanged");
    await expect(ada().press(offer, "Cancel")).rejects.toThrow();
  });

  test("is for admins", async () => {
    const seen = await bot.sandbox.as("bea").command("/deal import");
    expect(seen.text).toContain("That is for admins");
  });
});

describe("/deal export", () => {
  test("sends all deals as a file that comes back without a change", async () => {
    const deals = await count("deals");
    await ada().command("/deal export");
    await bot.sandbox.until(
      () =>
        ada()
          .inbox()
          .some(({ words }) => words.startsWith(`${deals} deals exported`)),
      "the answer to /deal export",
    );
    await bot.sandbox.until(() => files("deals-2026-11-18.csv").length === 1, "the export");
    const [content = ""] = files("deals-2026-11-18.csv");
    expect(content).toMatch(/^\ufeffid,account,title,stage/);
    expect(content).toContain("opp_1,Cyberdyne,Cyberdyne sensors,demo,open,41000.00,EUR,45");
    const offer = await check({ name: "back.csv", content });
    expect(offer.words).toContain(`0 deals new, 0 changed, ${deals} unchanged, 0 refused`);
  });

  test("is for admins, and remembered", async () => {
    const seen = await bot.sandbox.as("bea").command("/deal export");
    expect(seen.text).toContain("That is for admins");
    const audit = await asSuperuser(
      bot.url,
      (sql) => sql`select after from audit_log where action = 'deals.exported'`,
    );
    expect(audit).toHaveLength(1);
  });
});

/** The contents of the files of that name in Ada's direct messages. */
function files(name: string): string[] {
  return ada()
    .inbox()
    .flatMap((message) => message.files)
    .filter((file) => file.name === name)
    .map((file) => file.content);
}
