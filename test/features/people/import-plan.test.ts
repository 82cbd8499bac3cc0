import { describe, expect, test } from "vitest";
import { type Known, planImport } from "../../../src/features/people/domain/import-plan.ts";
import { personKey } from "../../../src/features/people/domain/person.ts";

const known = (id: number, name: string, more: Partial<Known> = {}): Known => ({
  id,
  nameKey: personKey(name),
  email: null,
  roles: [],
  teamId: null,
  managerId: null,
  ...more,
});

/** The plan in short: who is whom, with what. */
function shortly(plan: ReturnType<typeof planImport>) {
  return plan.people.map(({ known: one, name, email, roles, teamName, manager }) =>
    [
      one ? `#${one.id}` : `new ${name}`,
      email,
      roles.join("+"),
      teamName,
      manager && `under ${manager.known ? `#${manager.known.id}` : manager.name}`,
    ]
      .filter(Boolean)
      .join(" "),
  );
}

describe("an import of people", () => {
  test("adds whom nobody knows, with their manager", () => {
    const plan = planImport(
      [],
      [
        {
          name: " Bea Seller ",
          email: "BEA@x.example",
          role: "ae",
          teamName: "EMEA",
          managerName: "Dan Manager",
        },
      ],
    );
    expect(shortly(plan)).toEqual([
      "new Bea Seller bea@x.example ae EMEA under Dan Manager",
      "new Dan Manager",
    ]);
    expect([...plan.named.keys()]).toEqual(["bea seller", "dan manager"]);
  });

  test.each([
    ["the address", [known(7, "B. Seller", { email: "bea@x.example" })], "#7 bea@x.example ae"],
    ["the name", [known(7, "bea  SELLER")], "#7 bea@x.example ae"],
    [
      "the name, where the addresses differ",
      [known(7, "Bea Seller", { email: "b@y.example" })],
      "#7 b@y.example ae",
    ],
    [
      "the address before the name",
      [
        known(6, "Bea Seller", { email: "b@y.example" }),
        known(7, "B.", { email: "bea@x.example" }),
      ],
      "#7 bea@x.example ae",
    ],
  ])("knows people by %s", (_way, people, line) => {
    const plan = planImport(people, [{ name: "Bea Seller", email: "bea@x.example", role: "ae" }]);
    expect(shortly(plan)).toContain(line);
    expect(plan.people).toHaveLength(people.length);
  });

  test("keeps two namesakes with different addresses apart, a second time as well", () => {
    const rows = [
      { name: "John Smith", email: "j1@x.example" },
      { name: "John Smith", email: "j2@x.example" },
    ];
    expect(shortly(planImport([], rows))).toEqual([
      "new John Smith j1@x.example",
      "new John Smith j2@x.example",
    ]);
    const both = [
      known(1, "John Smith", { email: "j1@x.example" }),
      known(2, "John Smith", { email: "j2@x.example" }),
    ];
    expect(shortly(planImport(both, rows))).toEqual(["#1 j1@x.example", "#2 j2@x.example"]);
    expect(shortly(planImport(both.slice(0, 1), rows))).toEqual([
      "#1 j1@x.example",
      "new John Smith j2@x.example",
    ]);
  });

  test("makes one person of several rows, and only ever adds roles", () => {
    const plan = planImport(
      [known(1, "Bea Seller", { roles: ["se"] })],
      [
        { name: "Bea Seller", role: "ae", teamName: "EMEA" },
        { name: "bea seller", email: "bea@x.example", role: "manager" },
        { name: "BEA SELLER" },
      ],
    );
    expect(shortly(plan)).toEqual(["#1 bea@x.example manager+ae+se EMEA"]);
  });

  test("leaves out rows without a name, and teams and managers that are none", () => {
    expect(
      shortly(planImport([], [{ name: " - " }, { name: "Bea", teamName: "–", managerName: "" }])),
    ).toEqual(["new Bea"]);
  });

  test("sets no manager who reports to the person, not even through people who were there", () => {
    const plan = planImport(
      [known(1, "Ada"), known(2, "Dan", { managerId: 1 })],
      [
        { name: "Cat", managerName: "Dan" },
        { name: "Ada", managerName: "Cat" },
        { name: "Eli", managerName: "Eli" },
      ],
    );
    expect(shortly(plan)).toEqual(["#1", "#2 under #1", "new Cat under #2", "new Eli"]);
    expect(plan.rings).toEqual([
      { name: "Ada", managerName: "Cat" },
      { name: "Eli", managerName: "Eli" },
    ]);
  });
});
