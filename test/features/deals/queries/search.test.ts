import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { searchDeals } from "../../../../src/features/deals/queries/search.ts";
import { asDay } from "../../../../src/kernel/dates.ts";
import { settingsSchema } from "../../../../src/kernel/settings.ts";
import { type Desk, OTHER_WORKSPACE, openDesk } from "../desk.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
  await desk.stock([
    { title: "Orion", account: "Northwind" },
    { title: "Big one", account: "Orion Pharma" },
    { title: "Renewal for Orion", account: "Contoso" },
    { title: "Telescope", account: "Orian Optics" },
    { title: "Platform", account: "Müller & Söhne GmbH" },
    { title: "100% uptime", account: "Percent_Under" },
    { title: "Old", account: "Twice Ltd", stage: "closed_lost" },
    { title: "New", account: "Twice Ltd" },
    { title: "Later", account: "Dated", closeDate: asDay("2027-01-01") },
    { title: "Sooner", account: "Dated", closeDate: asDay("2026-12-01") },
    { title: "Someday", account: "Dated" },
    { title: "Accountless", account: null },
    { title: "Rollout Platform", account: "Swapped" },
  ]);
  await desk.stock([{ title: "Orion", account: "Elsewhere" }], OTHER_WORKSPACE);
});
afterAll(() => desk.close());

const search = async (text: string, openOnly = false, limit = 50) => {
  const viewing = { actor: desk.act("adam").actor, settings: settingsSchema.parse({}) };
  return desk.look((tx) => searchDeals(tx, viewing, text, { limit, openOnly }));
};
const titles = async (text: string, openOnly = false) =>
  (await search(text, openOnly)).map(({ title }) => title);

describe("a search", () => {
  test("finds the whole name first, then its beginning, then a part, then a slip of the keyboard", async () => {
    const hits = await search("orion");
    expect(hits.map(({ title, score }) => [title, Math.floor(score)])).toEqual([
      ["Orion", 3],
      ["Big one", 2],
      ["Renewal for Orion", 1],
      ["Telescope", 0],
    ]);
  });
  test.each([
    ["MULLER AND SOHNE AG", ["Platform"]],
    ["müller", ["Platform"]],
    ["Mueler", ["Platform"]],
    ["northwnd", ["Orion"]],
    ["accountless", ["Accountless"]],
    ["percent_under", ["100% uptime"]],
    ["zzzzzz", []],
  ])("for “%s” finds %j", async (text, found) => {
    expect(await titles(text)).toEqual(found);
  });
  test("lists open deals before closed ones of the same rank, and can leave those out", async () => {
    expect(await titles("twice")).toEqual(["New", "Old"]);
    expect(await titles("twice", true)).toEqual(["New"]);
  });
  test("lists what closes next first, and what has no date last", async () => {
    expect(await titles("dated")).toEqual(["Sooner", "Later", "Someday"]);
  });
  test("takes the words in another order for a likeness, not for the name", async () => {
    const [hit] = await search("platform rollout");
    expect(hit).toMatchObject({ title: "Rollout Platform" });
    expect(hit?.score).toBeLessThan(1);
  });
  test("keeps to its limit", async () => {
    expect(await search("", true, 3)).toHaveLength(3);
  });
  test.each(["", "  ", "%"])(
    "of “%s”, which names nothing, finds the open deals that close next",
    async (text) => {
      const all = await titles(text);
      expect(all.slice(0, 2)).toEqual(["Sooner", "Later"]);
      expect(all).not.toContain("Old");
      expect(await titles(text, true)).toEqual(all);
    },
  );
});
