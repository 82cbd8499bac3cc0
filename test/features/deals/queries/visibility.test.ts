import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assign } from "../../../../src/features/deals/operations/assign.ts";
import { findDealView } from "../../../../src/features/deals/queries/deal.ts";
import { listDeals } from "../../../../src/features/deals/queries/list.ts";
import { searchDeals } from "../../../../src/features/deals/queries/search.ts";
import type { Viewing } from "../../../../src/features/deals/queries/viewing.ts";
import { isAllowed, type Role } from "../../../../src/kernel/access.ts";
import { asDay } from "../../../../src/kernel/dates.ts";
import { settingsSchema } from "../../../../src/kernel/settings.ts";
import { type Desk, HANDLES, type Handle, openDesk, TEAM } from "../desk.ts";

let desk: Desk;
const DEALS = ["ann", "ben", "eli", "mia", "engineered", "shared"] as const;
type Name = (typeof DEALS)[number];
const ids = new Map<Name, number>();

beforeAll(async () => {
  desk = await openDesk();
  const owners: Record<Name, Handle> = {
    ann: "ann",
    ben: "ben",
    eli: "eli",
    mia: "mia",
    engineered: "eli",
    shared: "eli",
  };
  for (const name of DEALS) {
    const { deal } = await desk.deal({
      by: desk.act("adam"),
      title: name,
      account: `Visible ${name}`,
      ownerId: TEAM[owners[name]].id,
    });
    ids.set(name, deal.id);
  }
  await assign(desk.act("adam"), ids.get("engineered") ?? 0, "se", TEAM.cat.id);
  await assign(desk.act("adam"), ids.get("shared") ?? 0, "member", TEAM.vic.id);
});
afterAll(() => desk.close());

const viewing = (who: Handle, salesSeeAllDeals: boolean, roles?: readonly Role[]): Viewing => {
  const { actor, now } = desk.act(who, roles === undefined ? {} : { roles });
  const settings = settingsSchema.parse({ salesSeeAllDeals });
  return { actor, settings, now, today: asDay("2026-11-18") };
};

/** The names of the deals one sees, in the list, in the search and one by one: all three must agree. */
async function seen(by: Viewing): Promise<Name[]> {
  const listed = await desk.look((tx) =>
    listDeals(tx, by, { scope: "all", status: "any" }, { limit: 99 }),
  );
  const searched = await desk.look((tx) => searchDeals(tx, by, "visible", { limit: 99 }));
  const opened: Name[] = [];
  for (const name of DEALS) {
    const view = await desk.look((tx) => findDealView(tx, by, ids.get(name) ?? 0));
    const everyone = by.settings.salesSeeAllDeals && isAllowed(by.actor, "deal.see_all");
    if (everyone || isAllowed(by.actor, "deal.see", view?.relations)) opened.push(name);
  }
  const found = (lines: readonly { id: number }[]) =>
    DEALS.filter((name) => lines.some((line) => line.id === ids.get(name)));
  expect(found(listed.lines)).toEqual(opened);
  expect(found(searched)).toEqual(opened);
  return opened;
}

const SALES: readonly Role[] = ["sdr", "ae", "se", "csm", "manager", "admin"];
const OTHERS: readonly Role[] = ["marketing", "product", "legal", "finance", "viewer"];

describe("where everyone in sales sees all deals", () => {
  test.each(SALES)("a person who stands near none sees all as %s", async (role) => {
    expect(await seen(viewing("vic", true, [role]))).toEqual(DEALS);
  });
  test.each(OTHERS)("as %s only the one they were added to", async (role) => {
    expect(await seen(viewing("vic", true, [role]))).toEqual(["shared"]);
  });
});

describe("where a deal is its team's", () => {
  const TABLE: Record<Handle, readonly Name[]> = {
    ann: ["ann", "ben"],
    ben: ["ann", "ben"],
    ned: ["ann", "ben"],
    cat: ["engineered"],
    mia: ["ann", "ben", "mia"],
    vera: DEALS,
    oto: ["eli", "engineered", "shared"],
    eli: ["eli", "engineered", "shared"],
    adam: DEALS,
    vic: ["shared"],
  };
  test.each(HANDLES)("%s sees it from where they stand", async (who) => {
    expect(await seen(viewing(who, false))).toEqual(TABLE[who]);
  });
  test.each([...SALES, ...OTHERS])(
    "the role %s shows no more to who stands nowhere",
    async (role) => {
      expect(await seen(viewing("vic", false, [role]))).toEqual(
        role === "admin" ? DEALS : ["shared"],
      );
    },
  );
});
