import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  authorize,
  forbidden,
  isAllowed,
  mayEver,
  PERMISSIONS,
  type Permission,
  type Relation,
  ROLES,
  type Role,
  whoMay,
} from "../../src/kernel/access.ts";
import { refusal } from "./refusal.ts";

const permissions = Object.keys(PERMISSIONS) as Permission[];
const relations: Relation[] = ["owner", "owners_manager", "se", "team", "member"];
const as = (...roles: Role[]) => ({ roles });

const anyPermission = fc.constantFrom(...permissions);
const anyActor = fc.record({ roles: fc.subarray([...ROLES]) });
const anyRelations = fc.subarray(relations);

describe("who may do what", () => {
  const all: Role[] = [...ROLES];
  const sales: Role[] = ["sdr", "ae", "se", "csm", "manager", "admin"];
  const cases: [Permission, Role[], Relation[]][] = [
    ["help.read", all, []],
    ["deal.totals", all, []],
    ["lead.create", ["marketing", "sdr", "ae", "manager", "admin"], []],
    ["deal.create", ["sdr", "ae", "manager", "admin"], []],
    ["deal.see", ["admin"], relations],
    ["deal.see_all", sales, []],
    ["deal.change", ["admin"], ["owner", "owners_manager"]],
    ["deal.change_se_fields", ["admin"], ["owner", "owners_manager", "se"]],
    ["deal.note", ["admin"], relations],
    ["deal.override", ["manager", "admin"], []],
    ["discovery.log", ["se", "manager", "admin"], relations],
    ["library.edit", ["se", "manager", "admin"], []],
    ["library.read", sales, []],
    ["engineering.work", ["se", "manager", "admin"], ["owner", "owners_manager", "se"]],
    ["lead.see", ["marketing", ...sales], []],
    ["lead.assign", ["sdr", "manager", "admin"], ["owner", "owners_manager"]],
    ["quote.write", ["admin"], ["owner", "owners_manager", "se"]],
    ["catalogue.edit", ["manager", "admin"], []],
    ["catalogue.read", sales, []],
    ["approval.decide", all, []],
    ["contract.review", ["legal", "admin"], []],
    ["billing.set_up", ["finance", "admin"], []],
    ["forecast.roll_up", ["manager", "admin"], []],
    ["quota.set", ["manager", "admin"], []],
    ["forecast.own", ["ae", "manager", "admin"], []],
    ["digest.subscribe", sales, []],
    ["people.see", [...sales, "marketing", "product", "legal", "finance"], []],
    ["workspace.administer", ["admin"], []],
  ];

  test("is decided for every permission there is", () => {
    expect(cases.map(([permission]) => permission).toSorted()).toEqual(permissions.toSorted());
  });

  test.each(cases)("%s: %j by role, %j by standing", (permission, roles, standings) => {
    expect(ROLES.filter((role) => isAllowed(as(role), permission)).toSorted()).toEqual(
      roles.toSorted(),
    );
    expect(
      relations.filter((standing) => isAllowed(as(), permission, [standing])).toSorted(),
    ).toEqual(standings.toSorted());
  });

  test("an admin may do everything", () => {
    for (const permission of permissions) expect(isAllowed(as("admin"), permission)).toBe(true);
  });

  test("a viewer who has nothing to do with a deal may read the help and the totals, decide what names them, and no more", () => {
    expect(permissions.filter((permission) => isAllowed(as("viewer"), permission))).toEqual([
      "help.read",
      "deal.totals",
      "approval.decide",
    ]);
  });

  test("someone without any role may do nothing", () => {
    expect(permissions.filter((permission) => isAllowed(as(), permission))).toEqual([]);
  });
});

describe("permission", () => {
  test("on one deal means that there can be such a deal", () => {
    fc.assert(
      fc.property(anyActor, anyPermission, anyRelations, (actor, permission, standing) => {
        if (isAllowed(actor, permission, standing)) expect(mayEver(actor, permission)).toBe(true);
      }),
    );
  });

  test("never again is allowed to who may never", () => {
    fc.assert(
      fc.property(anyActor, anyPermission, (actor, permission) => {
        expect(mayEver(actor, permission)).toBe(isAllowed(actor, permission, relations));
      }),
    );
  });

  test("is not lost by another role or a closer standing", () => {
    fc.assert(
      fc.property(
        anyActor,
        anyActor,
        anyPermission,
        anyRelations,
        anyRelations,
        (a, b, permission, near, nearer) => {
          if (!isAllowed(a, permission, near)) return;
          const both = { roles: [...a.roles, ...b.roles] };
          expect(isAllowed(both, permission, [...near, ...nearer])).toBe(true);
        },
      ),
    );
  });
});

describe("a refusal", () => {
  test("says what one may not, and who may", () => {
    expect(refusal(() => authorize(as("ae"), "deal.change"))).toBe(
      "forbidden: You may not change this deal. That is for the deal's owner, the owner's managers or admins.",
    );
    expect(refusal(() => authorize(as("ae"), "workspace.administer"))).toMatch(/for admins\.$/);
  });

  test("names every role and standing that may, for each permission", () => {
    const words: Record<Role, string> = {
      admin: "admins",
      manager: "managers",
      ae: "account executives",
      sdr: "sales development reps",
      se: "sales engineers",
      csm: "customer success managers",
      marketing: "marketing",
      product: "product",
      legal: "legal",
      finance: "finance",
      viewer: "viewers",
    };
    for (const permission of permissions) {
      const hint = forbidden(permission).hint ?? "";
      for (const role of ROLES)
        if (isAllowed(as(role), permission)) expect(hint).toContain(words[role]);
      expect(hint).toContain(whoMay(permission));
    }
  });

  test("comes exactly when the act is not allowed", () => {
    fc.assert(
      fc.property(anyActor, anyPermission, anyRelations, (actor, permission, standing) => {
        const act = () => authorize(actor, permission, standing);
        if (isAllowed(actor, permission, standing)) expect(act).not.toThrow();
        else expect(refusal(act)).toMatch(/^forbidden: You may not /);
      }),
    );
  });
});
