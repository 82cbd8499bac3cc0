import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  findDealNamedIn,
  findDealOfRoom,
  findNamedDeal,
} from "../../../../src/features/deals/queries/guess.ts";
import { deals } from "../../../../src/features/deals/schema/deals.ts";
import { settingsSchema } from "../../../../src/kernel/settings.ts";
import { type Desk, type Handle, openDesk } from "../desk.ts";

let desk: Desk;
const ids: Record<string, number> = {};
beforeAll(async () => {
  desk = await openDesk();
  for (const [key, account, title, by] of [
    ["acme", "Acme", "Rollout", "ann"],
    ["acmeAsia", "Acme Asia", "Rollout", "eli"],
    ["globexAnn", "Globex", "Analytics", "ann"],
    ["globexEli", "Globex", "Support", "eli"],
    ["at", "At", "Rollout", "ann"],
  ] as const)
    ids[key] = (await desk.deal({ account, title, by: desk.act(by) })).deal.id;
  await desk.look((tx) =>
    tx
      .update(deals)
      .set({ roomId: "C0ROOM" })
      .where(eq(deals.id, ids.acme ?? 0)),
  );
});
afterAll(() => desk.close());

const looking = (handle: Handle, salesSeeAllDeals = true) => ({
  actor: desk.act(handle).actor,
  settings: settingsSchema.parse({ salesSeeAllDeals }),
});
const named = async (handle: Handle, text: string, seesAll = true) =>
  (await desk.look((tx) => findDealNamedIn(tx, looking(handle, seesAll), text)))?.id ?? null;

describe("the deal a message is about", () => {
  test("is the one whose account it names, however it is written", async () => {
    expect(await named("ann", "ACME's board says no")).toBe(ids.acme);
    expect(await named("ann", "call with acme, tomorrow?")).toBe(ids.acme);
  });

  test("is the one with the longer name when one name is a part of the other", async () => {
    expect(await named("ann", "the people of Acme Asia want a discount")).toBe(ids.acmeAsia);
  });

  test("is one's own when an account has several", async () => {
    expect(await named("ann", "globex called")).toBe(ids.globexAnn);
    expect(await named("eli", "globex called")).toBe(ids.globexEli);
  });

  test("is none when a name only begins like an account, or is too short to be one", async () => {
    expect(await named("ann", "an acmeist wrote")).toBeNull();
    expect(await named("ann", "see you at noon")).toBeNull();
    expect(await named("ann", "")).toBeNull();
    expect(await named("ann", "🤷")).toBeNull();
  });

  test("is never one the person may not see", async () => {
    expect(await named("eli", "acme said no", false)).toBeNull();
    const room = (handle: Handle) =>
      desk.look((tx) => findDealOfRoom(tx, looking(handle, false), "C0ROOM"));
    expect((await room("ann"))?.id).toBe(ids.acme);
    expect(await room("eli")).toBeNull();
    const byId = await desk.look((tx) => findNamedDeal(tx, looking("eli", false), ids.acme ?? 0));
    expect(byId).toBeNull();
  });
});
