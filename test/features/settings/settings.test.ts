import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  DEFAULTS,
  listSettings,
  readPath,
  valueAt,
  withValue,
} from "../../../src/features/settings/domain/path.ts";
import { loadDemoData } from "../../../src/sandbox/demo-data.ts";
import { type Bot, startBot } from "../../support/bot.ts";
import { asSuperuser } from "../../support/database.ts";

const paths = listSettings(DEFAULTS).map(({ path }) => path);
const anyPath = fc.constantFrom(...paths);

describe("a setting's path", () => {
  test("leads to every setting there is, whatever its case", () => {
    for (const path of paths) expect(readPath(path.toUpperCase(), DEFAULTS).join(".")).toBe(path);
  });

  test("changes what it names and nothing else", () => {
    fc.assert(
      fc.property(anyPath, fc.integer(), (path, value) => {
        const changed = withValue(DEFAULTS, readPath(path, DEFAULTS), value);
        expect(valueAt(changed, path.split("."))).toBe(value);
        for (const other of paths)
          if (other !== path)
            expect(valueAt(changed, other.split("."))).toEqual(valueAt(DEFAULTS, other.split(".")));
      }),
    );
  });

  test("taken out of what is stored leaves the others", () => {
    const stored = { quote: { validDays: 45, maxDiscountPercent: 10 } };
    expect(withValue(stored, ["quote", "validDays"], undefined)).toEqual({
      quote: { maxDiscountPercent: 10 },
    });
  });
});

describe("/deal settings", () => {
  let bot: Bot;
  beforeAll(async () => {
    bot = await startBot();
    await loadDemoData(bot.app);
  });
  afterAll(async () => {
    const { violations } = bot.sandbox;
    await bot.stop();
    expect(violations).toEqual([]);
  });
  const ada = async (line: string) => (await bot.sandbox.as("ada").command(line)).text;

  test("changes one for everybody from then on, and gives it back its default", async () => {
    expect(await ada("/deal settings set quote.validDays 45")).toContain(
      "is 45 from now on; it was 30",
    );
    expect(await ada("/deal settings")).toContain("quote.validDays: 45 (yours)");
    expect(await ada("/deal settings quote")).toContain("quote.maxDiscountPercent: 20");
    expect(await ada("/deal settings set quote.validdays 45")).toContain("is 45 already");
    expect(await ada("/deal settings reset quote.validDays")).toContain("is 30 from now on");
  });

  test.each([
    ["stageActions.autoQuote off", "is false from now on; it was true"],
    ["exchangeRates.USD 0.92", 'is "0.92" from now on'],
    ["approval.discount {approvers: [{role: finance}], agree: all}", "finance"],
    ["approval.discount {approvers: [{personId: @dan}]}", "{ approvers: [ { personId: "],
    ["extraGates.closed_won []", "is [] from now on"],
    [
      "extraGates.proposal demo_delivered, poc_accepted",
      "is [ demo_delivered, poc_accepted ] from",
    ],
    ["extraGates.proposal demo_delivered", "is [ demo_delivered ] from now on"],
  ])("takes %s", async (line, said) => {
    expect(await ada(`/deal settings set ${line}`)).toContain(said);
  });

  test.each([
    ["quote.validDays 0", "quote.validDays does not take that"],
    ["quote.validDays soon", "quote.validDays does not take that"],
    ["quote.valid 5", "There is no setting “quote.valid”"],
    ["prices.max 5", "There is no setting “prices.max”"],
    ["extraGates.closed_won [luck]", "extraGates.closed_won"],
    ["quote [1, 2", "is not understood as a value"],
  ])("refuses %s and changes nothing", async (line, said) => {
    const stored = () =>
      asSuperuser(bot.url, (sql) => sql`select settings from workspaces order by id`);
    const before = await stored();
    expect(await ada(`/deal settings set ${line}`)).toContain(said);
    expect(await stored()).toEqual(before);
  });

  test("is for admins, and written down", async () => {
    const bea = await bot.sandbox.as("bea").command("/deal settings set quote.validDays 5");
    expect(bea.text).toContain("That is for admins.");
    await ada("/deal settings set lead.capacity 12");
    const [entry] = await asSuperuser(
      bot.url,
      (sql) =>
        sql`select before, after from audit_log where action = 'settings.changed' order by id desc limit 1`,
    );
    expect(entry).toEqual({ before: { "lead.capacity": 30 }, after: { "lead.capacity": 12 } });
  });
});
