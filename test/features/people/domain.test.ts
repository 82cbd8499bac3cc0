import { describe, expect, test } from "vitest";
import { checkManager, differences } from "../../../src/features/people/domain/change.ts";
import { findImported } from "../../../src/features/people/domain/link.ts";
import { matchPeople, nearestName } from "../../../src/features/people/domain/match.ts";
import { type Person, personKey } from "../../../src/features/people/domain/person.ts";
import { bareProfile, profileOf } from "../../../src/features/people/domain/profile.ts";
import { effectiveRoles, readRoles } from "../../../src/features/people/domain/roles.ts";
import { refusal } from "../../kernel/refusal.ts";

let count = 0;
function somebody(name: string, more: Partial<Person> = {}): Person {
  count += 1;
  return {
    id: count,
    slackUserId: `U${count}`,
    name,
    handle: null,
    email: null,
    timeZone: "UTC",
    roles: [],
    isSlackAdmin: false,
    teamId: null,
    teamName: null,
    managerId: null,
    managerName: null,
    skills: [],
    workingHours: null,
    weeklyCapacity: null,
    isActive: true,
    ...more,
  };
}

describe("names", () => {
  test.each([
    ["Zoë  O'Brien", "zoe obrien"],
    ["Anne-Marie Łuc", "anne marie luc"],
    ["João Sá", "joao sa"],
    ["···", ""],
  ])("%s is compared as “%s”", (name, key) => {
    expect(personKey(name)).toBe(key);
  });
});

describe("roles", () => {
  test.each([
    ["ae", ["ae"]],
    ["manager,AE", ["manager", "ae"]],
    ["se, ae and admin", ["admin", "ae", "se"]],
    ["rep", ["ae"]],
    ["none", []],
  ])("`%s` is read", (written, roles) => {
    expect(readRoles(written)).toEqual(roles);
  });

  test("an unknown role suggests the nearest", () => {
    expect(refusal(() => readRoles("ae,maneger"))).toBe(
      "bad_input: There is no role “maneger”. Did you mean `manager`? The roles: admin, manager, ae, sdr, se, csm, marketing, product, legal, finance or viewer.",
    );
    expect(refusal(() => readRoles("wizard"))).toBe(
      "bad_input: There is no role “wizard”. The roles: admin, manager, ae, sdr, se, csm, marketing, product, legal, finance or viewer.",
    );
  });

  test.each([
    [[], false, false, ["viewer"]],
    [["ae"], false, false, ["ae"]],
    [["ae"], true, false, ["admin", "ae"]],
    [[], false, true, ["admin"]],
  ] as const)(
    "stored %j, Slack admin %s, configured admin %s: counts as %j",
    (stored, isSlackAdmin, isConfiguredAdmin, roles) => {
      const person = { roles: stored, isSlackAdmin, slackUserId: "U1" };
      expect(effectiveRoles(person, isConfiguredAdmin ? ["U1"] : ["U2"])).toEqual(roles);
    },
  );

  test("a person without a Slack account is nobody's configured admin", () => {
    expect(effectiveRoles({ roles: [], isSlackAdmin: false, slackUserId: null }, [""])).toEqual([
      "viewer",
    ]);
  });
});

describe("a written name", () => {
  const bea = somebody("Bea Seller", { handle: "bea" });
  const beatrix = somebody("Beatrix Potter", { handle: "bpotter" });
  const bean = somebody("Carl Bean", { handle: "beancounter" });
  const zoe = somebody("Zoë Bea", { handle: "zoe" });
  const dan1 = somebody("Dan Manager", { handle: "dan.m" });
  const dan2 = somebody("Dan Doe", { handle: "ddoe" });
  const gone = somebody("Gil Gone", { handle: "gil", isActive: false });
  const all = [bea, beatrix, bean, zoe, dan1, dan2, gone];

  test.each([
    ["bea", [bea], "a handle before anything else"],
    ["BEA", [bea], "any case"],
    ["bea seller", [bea], "the whole name"],
    ["zoe bea", [zoe], "without accents"],
    ["beatrix", [beatrix], "a first name"],
    ["dan", [dan1, dan2], "a first name of two"],
    ["dan m", [dan1], "the beginning of a name"],
    ["beanc", [bean], "the beginning of a handle"],
    ["be", [bea, beatrix, bean], "the beginning of several"],
    ["gil", [gone], "somebody who left, by their handle"],
    ["gi", [], "somebody who left is not offered for a beginning"],
    ["seller", [], "a last name alone is nobody's"],
    ["…", [], "no letter is nobody"],
  ])("“%s” means %j: %s", (written, people, _why) => {
    expect(matchPeople(written, all)).toEqual(people);
  });

  test("that is mistyped leads to the nearest", () => {
    expect(nearestName("beatrxi", all)).toBe("Beatrix Potter");
    expect(nearestName("bpoter", all)).toBe("Beatrix Potter");
    expect(nearestName("xylophone", all)).toBeNull();
  });
});

describe("what Slack tells of a user", () => {
  test("the real name is the name, and the e-mail address is in lower case", () => {
    expect(
      profileOf({
        id: "U1",
        name: "ada",
        real_name: "Ada Admin",
        tz: "Europe/Berlin",
        is_admin: false,
        is_owner: true,
        profile: { email: "Ada@Northwind.example", display_name: "adi" },
      }),
    ).toEqual({
      slackUserId: "U1",
      name: "Ada Admin",
      handle: "ada",
      email: "ada@northwind.example",
      timeZone: "Europe/Berlin",
      isSlackAdmin: true,
      isDeactivated: false,
      isBot: false,
    });
  });

  test("what it leaves out is unknown, not empty", () => {
    expect(profileOf({ id: "U1", tz: "Mars/Olympus", real_name: "  " })).toEqual(
      bareProfile("U1", null),
    );
  });

  test("a closed account is nobody's admin", () => {
    expect(profileOf({ id: "U1", deleted: true })).toMatchObject({
      isDeactivated: true,
      isSlackAdmin: false,
    });
  });
});

describe("somebody new in Slack", () => {
  const profile = { ...bareProfile("U1", "ada"), name: "Ada Admin", email: "ada@x.example" };
  const imported = (id: number, name: string, email: string | null = null) => ({
    id,
    nameKey: personKey(name),
    email,
  });

  test.each([
    [[imported(1, "Ada Admin")], { id: 1, by: "name" }, "the same name"],
    [
      [imported(1, "ADA ADMIN"), imported(2, "A. A.", "ada@x.example")],
      { id: 2, by: "email" },
      "the address before the name",
    ],
    [
      [imported(1, "Ada Admin"), imported(2, "Ada Admin")],
      null,
      "two of that name: nobody knows which",
    ],
    [[imported(1, "Adam Admin")], null, "a name that is only like it"],
  ])("is among %j: %j, by %s", (people, found, _why) => {
    expect(findImported(profile, people)).toEqual(found);
  });

  test("without a name is nobody who was imported", () => {
    expect(findImported(bareProfile("U1", null), [imported(1, "···")])).toBeNull();
  });
});

describe("a manager", () => {
  const ada = somebody("Ada Admin");
  const dan = somebody("Dan Manager");

  test("may be anybody who does not report to the person", () => {
    expect(() => checkManager(ada, dan, [])).not.toThrow();
  });
  test("is not the person themself", () => {
    expect(refusal(() => checkManager(ada, ada, []))).toBe(
      "rule_broken: Ada Admin can't be their own manager. Choose somebody else, or `manager none`.",
    );
  });
  test("does not report to the person, even through others", () => {
    expect(refusal(() => checkManager(ada, dan, [98, 99, ada.id]))).toBe(
      "rule_broken: Dan Manager reports to Ada Admin already, so Ada Admin can't report to Dan Manager. Give Dan Manager another manager first.",
    );
  });
  test("is still here", () => {
    expect(refusal(() => checkManager(ada, { ...dan, isActive: false }, []))).toBe(
      "rule_broken: Dan Manager has left this Slack workspace. Choose somebody who is here.",
    );
  });
});

test("only what differs is told of a change", () => {
  const before = somebody("Ada", { roles: ["ae"], teamId: 1, teamName: "EMEA" });
  const after = { ...before, roles: ["manager", "ae"] as const, teamId: null, teamName: null };
  expect(differences(before, after)).toEqual([
    { what: "roles", before: "ae", after: "manager, ae" },
    { what: "team", before: "EMEA", after: null },
  ]);
  expect(differences(before, before)).toEqual([]);
});
