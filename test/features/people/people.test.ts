import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  findPersonBySlackId,
  getPerson,
  importPeople,
  listPeople,
  listTeams,
  managersOf,
  type PersonChange,
  resolvePerson,
  setPerson,
} from "../../../src/features/people/index.ts";
import { countPeople } from "../../../src/features/people/queries.ts";
import { people } from "../../../src/features/people/schema.ts";
import { AppError } from "../../../src/kernel/errors.ts";
import { notifications } from "../../../src/notify/schema.ts";
import { PickOne } from "../../../src/slack/pick-one.ts";
import { type Office, openOffice } from "./office.ts";

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
beforeEach(() => office.newWorkspace());
afterAll(() => office.close());

/** The words of the refusal. */
async function refused(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => new Error("Nothing was refused."),
    (reason: unknown) => reason,
  );
  if (error instanceof AppError)
    return `${error.code}: ${error.message} ${error.hint ?? ""}`.trim();
  throw error;
}

async function set(by: string, who: string, change: PersonChange) {
  const { personId } = await office.actor(who);
  return setPerson(await office.act(by), personId, change);
}

describe("setting somebody's place in the team", () => {
  test("sets roles, team and manager, makes the team, remembers it and tells the person", async () => {
    const dan = await office.actor("dan");
    const done = await set("ada", "bea", {
      roles: ["ae", "manager", "ae"],
      team: " EMEA ",
      managerId: dan.personId,
    });
    expect(done).toMatchObject({
      isNewTeam: true,
      person: {
        name: "Bea Seller",
        roles: ["manager", "ae"],
        teamName: "EMEA",
        managerName: "Dan Manager",
      },
    });
    expect(await office.audit()).toEqual([
      {
        action: "person.set",
        before: { roles: null, team: null, manager: null },
        after: { roles: "manager, ae", team: "EMEA", manager: "Dan Manager" },
        reason: null,
      },
    ]);
    const told = await office.look((tx) => tx.select().from(notifications));
    expect(told).toMatchObject([
      { kind: "people.changed", recipient: "U0BEA00001", payload: { by: "Ada Admin" } },
    ]);
  });

  test("leaves what is not named, and finds a team by its name in any spelling", async () => {
    await set("ada", "bea", { roles: ["ae"], team: "Ibérica" });
    const done = await set("ada", "dan", { team: "IBERICA" });
    expect(done).toMatchObject({ isNewTeam: false, person: { teamName: "Ibérica" } });
    await set("ada", "bea", { team: null });
    const bea = await resolvePerson(await office.act("bea"), "me");
    expect(bea).toMatchObject({ roles: ["ae"], teamName: null });
  });

  test("that changes nothing is not remembered, and nobody is told of it", async () => {
    await set("ada", "bea", { roles: ["ae"] });
    const done = await set("ada", "bea", { roles: ["ae"], team: null });
    expect(done.changes).toEqual([]);
    expect(await office.audit()).toHaveLength(1);
    expect(await office.look((tx) => tx.select().from(notifications))).toHaveLength(1);
  });

  test("is told to nobody who does it themself", async () => {
    await set("ada", "ada", { roles: ["admin", "ae"] });
    expect(await office.look((tx) => tx.select().from(notifications))).toEqual([]);
  });

  test("is for admins", async () => {
    expect(await refused(set("dan", "bea", { roles: ["ae"] }))).toBe(
      "forbidden: You may not change settings, roles, imports and exports, or read the audit log. That is for admins.",
    );
  });

  test("refuses a ring of managers, and changes nothing of the rest then", async () => {
    const [bea, cat] = [await office.actor("bea"), await office.actor("cat")];
    await set("ada", "cat", { managerId: bea.personId });
    await set("ada", "dan", { managerId: cat.personId });
    const dan = await office.actor("dan");
    expect(await refused(set("ada", "bea", { team: "EMEA", managerId: dan.personId }))).toContain(
      "rule_broken: Dan Manager reports to Bea Seller already",
    );
    expect(await refused(set("ada", "bea", { managerId: bea.personId }))).toContain(
      "rule_broken: Bea Seller can't be their own manager.",
    );
    expect(await office.look((tx) => listTeams(tx, office.workspaceId))).toEqual([]);
  });

  test("refuses a ring that two admins would close at the same moment", async () => {
    const [bea, cat, act] = [
      await office.actor("bea"),
      await office.actor("cat"),
      await office.act("ada"),
    ];
    // One round may happen to be serial by itself.
    for (let round = 0; round < 12; round++) {
      for (const { personId } of [bea, cat]) await setPerson(act, personId, { managerId: null });
      const both = await Promise.allSettled([
        setPerson(act, bea.personId, { managerId: cat.personId }),
        setPerson(act, cat.personId, { managerId: bea.personId }),
      ]);
      expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    }
  });

  test("refuses to leave the workspace without an admin", async () => {
    await set("ada", "bea", { roles: ["admin"] });
    await office.look((tx) => tx.update(people).set({ isSlackAdmin: false }));
    expect(await refused(set("bea", "bea", { roles: ["ae"] }))).toBe(
      "rule_broken: You are the only admin: without the role nobody could give it back. Make somebody else admin first: `/deal people set @ada role admin`.",
    );
    await set("bea", "dan", { roles: ["admin"] });
    await set("bea", "bea", { roles: ["ae"] });
    expect((await office.actor("bea")).roles).toEqual(["ae"]);
  });

  test("refuses a team without a letter and a manager who is nobody", async () => {
    expect(await refused(set("ada", "bea", { team: "!?" }))).toContain(
      "bad_input: “!?” is no name",
    );
    expect(await refused(set("ada", "bea", { managerId: 99 }))).toContain("not_found");
  });
});

describe("a person somebody means", () => {
  const asked = async (name: string) =>
    (await resolvePerson(await office.act("ada"), { name })).name;

  test("is themself, a mention, a handle or a name", async () => {
    const act = await office.act("ada");
    expect((await resolvePerson(act, "me")).name).toBe("Ada Admin");
    expect((await resolvePerson(act, { slackUserId: "U0BEA00001" })).name).toBe("Bea Seller");
    expect(await asked("bea")).toBe("Bea Seller");
    expect(await asked("bea sel")).toBe("Bea Seller");
    expect(await asked("<@U0CAT00001|cat>")).toBe("Cat Engineer");
  });

  test("who is mentioned and new is looked up in Slack, once", async () => {
    const act = await office.act("ada");
    await resolvePerson(act, { slackUserId: "U0BEA00001" });
    await resolvePerson(act, { slackUserId: "U0BEA00001" });
    expect(office.questions()).toBe(2);
  });

  test("who is mentioned while Slack can't say who it is gets a name with their own first act", async () => {
    const act = await office.act("ada");
    office.sandbox.refuse({ method: "users.info", error: "unknown_method" });
    const met = await resolvePerson(act, { slackUserId: "U0BEA00001" });
    expect(met.name).toBe("U0BEA00001");
    expect(await office.actor("bea")).toMatchObject({ personId: met.id, name: "bea" });
    expect(await asked("bea")).toBe("bea");
  });

  test("is nobody Slack does not know, and no app", async () => {
    const act = await office.act("ada");
    expect(await refused(resolvePerson(act, { slackUserId: "U0NOBODY01" }))).toBe(
      "not_found: Slack knows no member U0NOBODY01 here. Mention somebody of this workspace, like @ada.",
    );
    expect(await refused(resolvePerson(act, { slackUserId: "U0DEALDESK" }))).toBe(
      "bad_input: Dealdesk is an app, not a person. Mention a person, like @ada.",
    );
  });

  test("is asked for when several fit, each choice as one can write it", async () => {
    const act = await office.act("ada");
    await office.actor("dan");
    await office.look((tx) => importPeople(tx, act, [{ name: "Dan Doe", teamName: "EMEA" }]));
    await office.look((tx) => tx.update(people).set({ handle: null }));
    const error = await resolvePerson(act, { name: "dan" }).catch((reason: unknown) => reason);
    if (!(error instanceof PickOne)) throw error;
    expect(error.written).toBe("dan");
    expect(error.choices).toEqual([
      { id: "#3", label: "Dan Doe (EMEA)" },
      { id: "<@U0DAN00001>", label: "Dan Manager" },
    ]);
    expect(await asked("#3")).toBe("Dan Doe");
  });

  test("who is mistyped is answered with the nearest name", async () => {
    await office.actor("bea");
    expect(await refused(asked("bae seller"))).toBe(
      "not_found: I know nobody called “bae seller”. Did you mean Bea Seller? Pick the person from the list that Slack shows after @.",
    );
    expect(await refused(asked("100%_"))).toContain(
      "I know nobody called “100%_”. Pick the person",
    );
  });
});

describe("importing people", () => {
  const rows = [
    {
      name: "Bea Seller",
      email: "bea@x.example",
      role: "ae" as const,
      teamName: "EMEA",
      managerName: "Mia Boss",
    },
    { name: "Carl Cook", role: "se" as const, teamName: "emea", managerName: "Bea Seller" },
    { name: "Mia Boss", managerName: "Carl Cook" },
  ];
  const bring = async (list = rows) => {
    const act = await office.act("ada");
    return office.look((tx) => importPeople(tx, act, list));
  };

  test("adds people, teams and managers, and says whom each name means", async () => {
    const done = await bring();
    expect([...done.ids]).toEqual([
      ["bea seller", 2],
      ["carl cook", 3],
      ["mia boss", 4],
    ]);
    expect(done).toMatchObject({
      added: 3,
      changed: 0,
      newTeams: ["EMEA"],
      rings: [{ name: "Mia Boss", managerName: "Carl Cook" }],
    });
    const list = await office.look((tx) => listPeople(tx, office.workspaceId));
    expect(list.map((one) => [one.name, one.roles, one.teamName, one.managerName])).toEqual([
      ["Ada Admin", [], null, null],
      ["Bea Seller", ["ae"], "EMEA", "Mia Boss"],
      ["Carl Cook", ["se"], "EMEA", "Bea Seller"],
      ["Mia Boss", [], null, null],
    ]);
    expect((await office.audit()).map(({ action }) => action)).toEqual(
      Array(3).fill("person.imported"),
    );
  });

  test("a second time changes nothing", async () => {
    const first = await bring();
    expect(await bring()).toEqual({ ...first, added: 0, newTeams: [] });
    expect(await office.audit()).toHaveLength(3);
  });

  test("adds to people who are there, and takes no role away", async () => {
    const bea = await office.actor("bea");
    await set("ada", "bea", { roles: ["se"] });
    const done = await bring([
      { name: "Bea Seller", email: "", role: "ae", teamName: "", managerName: "Dan" },
    ]);
    expect(done).toMatchObject({ added: 1, changed: 1 });
    expect(
      await office.look((tx) => getPerson(tx, office.workspaceId, bea.personId)),
    ).toMatchObject({
      roles: ["ae", "se"],
      managerName: "Dan",
      slackUserId: "U0BEA00001",
    });
    expect((await office.audit()).at(-1)).toMatchObject({
      action: "person.import_changed",
      before: { roles: ["se"], managerId: null },
      after: { roles: ["ae", "se"] },
    });
  });

  test("takes thousands at a time", async () => {
    const done = await bring(
      Array.from({ length: 2500 }, (_, i) => ({
        name: `Person ${i}`,
        email: `p${i}@x.example`,
        role: "ae" as const,
        teamName: `Team ${i % 7}`,
        managerName: `Person ${i - (i % 10)}`,
      })),
    );
    expect(done.added).toBe(2500);
    expect(done.rings).toHaveLength(250);
    const counts = await office.look((tx) => countPeople(tx, office.workspaceId));
    expect(counts).toEqual({ people: 2501, teams: 7, withoutRole: 0 });
  });

  test("is for admins", async () => {
    const act = await office.act("dan");
    expect(await refused(office.look((tx) => importPeople(tx, act, rows)))).toContain("forbidden");
  });
});

describe("lists", () => {
  test("of people are by name, leave closed accounts out, and count who has no role", async () => {
    for (const handle of ["dan", "bea", "ada", "cat"]) await office.actor(handle);
    await set("ada", "bea", { roles: ["ae"], team: "EMEA" });
    await set("ada", "cat", { roles: ["se"], team: "Americas" });
    const names = async (page: Parameters<typeof listPeople>[2]) =>
      (await office.look((tx) => listPeople(tx, office.workspaceId, page))).map(({ name }) => name);
    expect(await names({})).toEqual(["Ada Admin", "Bea Seller", "Cat Engineer", "Dan Manager"]);
    expect(await names({ offset: 1, limit: 2 })).toEqual(["Bea Seller", "Cat Engineer"]);
    const teams = await office.look((tx) => listTeams(tx, office.workspaceId));
    expect(teams.map(({ name, size }) => [name, size])).toEqual([
      ["Americas", 1],
      ["EMEA", 1],
    ]);
    expect(await names({ teamId: teams[1]?.id })).toEqual(["Bea Seller"]);
    expect(await names({ teamId: null })).toEqual(["Ada Admin", "Dan Manager"]);
    // Ada is an admin by Slack's word.
    expect(await office.look((tx) => countPeople(tx, office.workspaceId))).toEqual({
      people: 4,
      teams: 2,
      withoutRole: 1,
    });
  });

  test("of managers go all the way up, nearest first", async () => {
    const ids = new Map<string, number>();
    for (const handle of ["ada", "bea", "cat", "dan"])
      ids.set(handle, (await office.actor(handle)).personId);
    await set("ada", "bea", { managerId: ids.get("cat") });
    await set("ada", "cat", { managerId: ids.get("dan") });
    const above = (handle: string) =>
      office.look((tx) => managersOf(tx, office.workspaceId, ids.get(handle) ?? 0));
    expect(await above("bea")).toEqual([ids.get("cat"), ids.get("dan")]);
    expect(await above("dan")).toEqual([]);
    // A ring can't be made through the product; one that is in the data all the same must end.
    await office.look((tx) => tx.update(people).set({ managerId: ids.get("bea") }));
    expect(await above("cat")).toEqual([ids.get("bea")]);
  });

  test("know nobody of another workspace", async () => {
    await office.actor("bea");
    expect(await office.look((tx) => findPersonBySlackId(tx, "T0OTHER", "U0BEA00001"))).toBeNull();
  });
});
