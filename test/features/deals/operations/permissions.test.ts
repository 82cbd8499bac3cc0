import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { editDeal } from "../../../../src/features/deals/domain/edit.ts";
import { noteOn } from "../../../../src/features/deals/domain/write.ts";
import { assign } from "../../../../src/features/deals/operations/assign.ts";
import { changeDeal } from "../../../../src/features/deals/operations/change-deal.ts";
import { moveDealTo } from "../../../../src/features/deals/operations/move-deal.ts";
import type { Role } from "../../../../src/kernel/access.ts";
import { asSuperuser } from "../../../support/database.ts";
import { fingerprint } from "../../../support/deal-rows.ts";
import {
  type Desk,
  type Handle,
  openDesk,
  setManager,
  slackIdOf,
  TEAM,
  WORKSPACE,
} from "../desk.ts";

let desk: Desk;
let dealId: number;
beforeAll(async () => {
  desk = await openDesk();
  // Ann's deal with Cat as its sales engineer, and Eli of another team added to it.
  dealId = (await desk.deal()).deal.id;
  await assign(desk.act("ann"), dealId, "se", TEAM.cat.id);
  await assign(desk.act("ann"), dealId, "member", TEAM.eli.id);
});
afterAll(() => desk.close());

/** Who stands how to Ann's deal, with the role they have there. */
const PEOPLE: readonly { who: Handle; stands: string; does: readonly Deed[] }[] = [
  { who: "ann", stands: "owner", does: ["note", "change"] },
  { who: "ben", stands: "of her team", does: ["note"] },
  { who: "cat", stands: "its sales engineer", does: ["note", "engineer"] },
  { who: "eli", stands: "added to it", does: ["note"] },
  { who: "mia", stands: "her manager", does: ["note", "change", "override"] },
  { who: "vera", stands: "her manager's manager", does: ["note", "change", "override"] },
  { who: "oto", stands: "manager of another team", does: [] },
  { who: "adam", stands: "admin", does: ["note", "change", "override"] },
  { who: "vic", stands: "nobody", does: [] },
];
type Deed = "note" | "change" | "engineer" | "override";
const DEEDS: Record<Deed, (who: Handle, roles?: readonly Role[]) => Promise<unknown>> = {
  note: (who, roles) =>
    changeDeal(act(who, roles), dealId, "deal.note", ({ deal }) => noteOn(deal, `by ${who}`)),
  change: (who, roles) =>
    changeDeal(act(who, roles), dealId, "deal.change", ({ deal }) =>
      editDeal(deal, { title: `By ${who}, change ${deal.version}` }),
    ),
  engineer: (who, roles) =>
    changeDeal(act(who, roles), dealId, "deal.change_se_fields", ({ deal }) =>
      noteOn(deal, "tested"),
    ),
  override: async (who, roles) => {
    await moveDealTo(act(who, roles), dealId, { to: "demo", override: "in a hurry" });
    await moveDealTo(act("ann"), dealId, { to: "lead" });
  },
};
const act = (who: Handle, roles?: readonly Role[]) =>
  desk.act(who, roles === undefined ? {} : { roles });

async function may(deed: Promise<unknown>): Promise<boolean> {
  const error = await deed.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error === null) return true;
  expect(error).toMatchObject({ code: "forbidden" });
  return false;
}

describe("who may do what to Ann's deal", () => {
  const cases = PEOPLE.flatMap(({ who, stands, does }) =>
    (["note", "change", "override"] as const).map((deed) => ({
      who,
      stands,
      deed,
      allowed: does.includes(deed),
    })),
  );
  test.each(cases)("$who, $stands: $deed → $allowed", async ({ who, deed, allowed }) => {
    const before = await fingerprint(desk.url);
    expect(await may(DEEDS[deed](who))).toBe(allowed);
    expect((await fingerprint(desk.url)) === before).toBe(!allowed);
  });

  test("the sales engineering part is also for its sales engineer", async () => {
    const allowed: string[] = [];
    for (const { who } of PEOPLE) if (await may(DEEDS.engineer(who))) allowed.push(who);
    expect(allowed).toEqual(["ann", "cat", "mia", "vera", "adam"]);
  });
});

/** What a role adds to how one stands to the deal. */
describe("a role by itself", () => {
  const ROLE_TABLE: readonly [Role | "none", Handle, string][] = [
    // Ben is of Ann's team: as a manager of that team he is one of her managers.
    ["none", "ben", "note"],
    ["ae", "ben", "note"],
    ["se", "ben", "note"],
    ["sdr", "ben", "note"],
    ["csm", "ben", "note"],
    ["legal", "ben", "note"],
    ["finance", "ben", "note"],
    ["marketing", "ben", "note"],
    ["product", "ben", "note"],
    ["viewer", "ben", "note"],
    ["manager", "ben", "note change override"],
    ["admin", "ben", "note change override"],
    // Vic stands nowhere near it.
    ["none", "vic", ""],
    ["ae", "vic", ""],
    ["se", "vic", ""],
    ["sdr", "vic", ""],
    ["csm", "vic", ""],
    ["legal", "vic", ""],
    ["finance", "vic", ""],
    ["marketing", "vic", ""],
    ["product", "vic", ""],
    ["viewer", "vic", ""],
    ["manager", "vic", ""],
    ["admin", "vic", "note change override"],
    // The owner needs no role to change the deal, but one to skip its gates.
    ["none", "ann", "note change"],
    ["viewer", "ann", "note change"],
    ["manager", "ann", "note change override"],
  ];
  test.each(ROLE_TABLE)("%s, as %s: %s", async (role, who, does) => {
    const roles: Role[] = role === "none" ? [] : [role];
    const allowed: string[] = [];
    for (const deed of ["note", "change", "override"] as const)
      if (await may(DEEDS[deed](who, roles))) allowed.push(deed);
    expect(allowed.join(" ")).toBe(does);
  });
});

describe("the line of managers", () => {
  test("that runs in a circle ends, and makes managers of those in it", async () => {
    await desk.look((tx) => setManager(tx, WORKSPACE, TEAM.vera.id, TEAM.mia.id));
    expect(await may(DEEDS.change("vera"))).toBe(true);
    expect(await may(DEEDS.change("mia"))).toBe(true);
    expect(await may(DEEDS.change("oto"))).toBe(false);
    await desk.look((tx) => setManager(tx, WORKSPACE, TEAM.vera.id, null));
  });
  test("is the present one: who no longer manages the owner may no longer change the deal", async () => {
    await desk.look((tx) => setManager(tx, WORKSPACE, TEAM.ann.id, TEAM.oto.id));
    expect(await may(DEEDS.change("mia"))).toBe(false);
    expect(await may(DEEDS.change("oto"))).toBe(true);
    await desk.look((tx) => setManager(tx, WORKSPACE, TEAM.ann.id, TEAM.mia.id));
  });
});

describe("who is told", () => {
  const lastTold = async (id: number, count: number) => (await desk.told(id)).slice(-count);

  test("the owner, of what another does; nobody, of what they do themselves", async () => {
    const { deal } = await desk.deal();
    await assign(desk.act("ann"), deal.id, "se", TEAM.ann.id);
    await changeDeal(desk.act("ann"), deal.id, "deal.note", (locked) => noteOn(locked.deal, "own"));
    expect(await desk.told(deal.id)).toEqual([]);
    await changeDeal(desk.act("mia"), deal.id, "deal.note", (locked) =>
      noteOn(locked.deal, "<!channel> look"),
    );
    expect(await desk.told(deal.id)).toEqual([
      { to: slackIdOf("ann"), what: "wrote: “&lt;!channel&gt; look”" },
    ]);
  });

  test("both owners when a third gives the deal away", async () => {
    const { deal } = await desk.deal();
    await assign(desk.act("mia"), deal.id, "owner", TEAM.ben.id);
    const what = "gave it from Ann Seller to Ben Seller";
    expect(await desk.told(deal.id)).toEqual([
      { to: slackIdOf("ann"), what },
      { to: slackIdOf("ben"), what },
    ]);
  });

  test("the new owner, with the name of who gives their own deal away", async () => {
    const { deal } = await desk.deal();
    await assign(desk.act("ann"), deal.id, "owner", TEAM.ben.id);
    expect(await desk.told(deal.id)).toEqual([
      { to: slackIdOf("ben"), what: "gave it from Ann Seller to Ben Seller" },
    ]);
  });

  test("the old owner, with the name of who takes it over", async () => {
    const { deal } = await desk.deal();
    await assign(desk.act("mia"), deal.id, "owner", TEAM.mia.id);
    expect(await desk.told(deal.id)).toEqual([
      { to: slackIdOf("ann"), what: "gave it from Ann Seller to Mia Manager" },
    ]);
  });

  test("a new sales engineer and a new member, beside the owner", async () => {
    const { deal } = await desk.deal();
    await assign(desk.act("mia"), deal.id, "se", TEAM.cat.id);
    expect(await lastTold(deal.id, 2)).toEqual([
      { to: slackIdOf("ann"), what: "made Cat Engineer its sales engineer" },
      { to: slackIdOf("cat"), what: "made Cat Engineer its sales engineer" },
    ]);
    await assign(desk.act("adam"), deal.id, "member", TEAM.adam.id);
    expect(await lastTold(deal.id, 1)).toEqual([
      { to: slackIdOf("ann"), what: "added Adam Admin to it" },
    ]);
  });

  test("a deal is not given to somebody who is not in sales", async () => {
    const { deal } = await desk.deal();
    await expect(assign(desk.act("ann"), deal.id, "owner", TEAM.vic.id)).rejects.toThrow(
      "Vic Viewer is not in sales, so they can't own a deal.",
    );
    await assign(desk.act("ann"), deal.id, "member", TEAM.vic.id);
    const config = { ...desk.deps.config, admins: [slackIdOf("vic")] };
    const act = { ...desk.act("ann"), deps: { ...desk.deps, config } };
    expect((await assign(act, deal.id, "owner", TEAM.vic.id)).deal.ownerId).toBe(TEAM.vic.id);
  });

  test("a deal is not given to somebody who has left", async () => {
    const { deal } = await desk.deal();
    await asSuperuser(
      desk.url,
      (sql) => sql`update people set deactivated_at = now() where id = ${TEAM.ben.id}`,
    );
    try {
      await expect(assign(desk.act("ann"), deal.id, "owner", TEAM.ben.id)).rejects.toThrow(
        "has left: their Slack account is closed",
      );
    } finally {
      await asSuperuser(
        desk.url,
        (sql) => sql`update people set deactivated_at = null where id = ${TEAM.ben.id}`,
      );
    }
    expect(await desk.told(deal.id)).toEqual([]);
  });

  test("nobody without a Slack account, and nobody of what changes nothing", async () => {
    const { deal } = await desk.deal({ by: desk.act("mia"), ownerId: TEAM.ned.id });
    await assign(desk.act("mia"), deal.id, "owner", TEAM.ben.id);
    expect((await desk.told(deal.id)).map(({ to }) => to)).toEqual([slackIdOf("ben")]);
    const { events } = await assign(desk.act("mia"), deal.id, "owner", TEAM.ben.id);
    expect(events).toEqual([]);
    expect(await desk.told(deal.id)).toHaveLength(1);
  });
});
