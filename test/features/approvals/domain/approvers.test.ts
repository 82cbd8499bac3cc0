import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  approversOf,
  type Colleague,
  escalate,
  type Staff,
  standInFor,
  standingOf,
} from "../../../../src/features/approvals/domain/approvers.ts";
import { ROLES } from "../../../../src/kernel/access.ts";
import { asDay } from "../../../../src/kernel/dates.ts";
import { AppError } from "../../../../src/kernel/errors.ts";
import type { ApprovalRule } from "../../../../src/kernel/settings.ts";

const someone = (id: number, over: Partial<Colleague> = {}): Colleague => ({
  id,
  name: `Person ${id}`,
  slackUserId: `U${id}`,
  timeZone: "UTC",
  roles: ["ae"],
  managerId: null,
  isActive: true,
  away: null,
  ...over,
});
const staffOf = (...people: Colleague[]): Staff => new Map(people.map((one) => [one.id, one]));
const manager = { roles: ["manager" as const] };
const inLine: ApprovalRule = { approvers: [{ role: "manager", inLine: true }], agree: "first" };
const asked = { requesterId: 1, ownerId: 1 };
const idsOf = (rule: ApprovalRule, staff: Staff, who = asked) =>
  approversOf(rule, staff, who).map((one) => [one.personId, one.way]);

describe("who decides", () => {
  const seller = someone(1, { managerId: 2 });
  test("is the nearest in the owner's line with the role", () => {
    const staff = staffOf(
      seller,
      someone(2, { managerId: 3 }),
      someone(3, { ...manager, managerId: 4 }),
      someone(4, manager),
    );
    expect(idsOf(inLine, staff)).toEqual([[3, "line"]]);
  });

  test("is the one above when the nearest asked for it, left, or can't be reached", () => {
    const [two, three] = [someone(2, { ...manager, managerId: 3 }), someone(3, manager)];
    expect(idsOf(inLine, staffOf(seller, two, three), { requesterId: 2, ownerId: 1 })).toEqual([
      [3, "line"],
    ]);
    expect(idsOf(inLine, staffOf(seller, { ...two, isActive: false }, three))).toEqual([
      [3, "line"],
    ]);
    expect(idsOf(inLine, staffOf(seller, { ...two, slackUserId: null }, three))).toEqual([
      [3, "line"],
    ]);
  });

  test("is anybody with the role where the line gives nobody, and the admins where nobody has it", () => {
    expect(idsOf(inLine, staffOf(someone(1), someone(5, manager), someone(6, manager)))).toEqual([
      [5, "role"],
      [6, "role"],
    ]);
    expect(idsOf(inLine, staffOf(someone(1), someone(7, { roles: ["admin"] })))).toEqual([
      [7, "fallback"],
    ]);
  });

  test("is nobody, said so, where only the requester is left", () => {
    const alone = staffOf(someone(1, { roles: ["manager", "admin"] }), someone(2));
    expect(() => approversOf(inLine, alone, asked)).toThrow("Nobody but you could decide this");
  });

  test("is the person a rule names, or who is above them when they ask themself", () => {
    const rule: ApprovalRule = { approvers: [{ personId: 2 }], agree: "first" };
    const staff = staffOf(seller, someone(2, { managerId: 3 }), someone(3));
    expect(idsOf(rule, staff)).toEqual([[2, "named"]]);
    expect(idsOf(rule, staff, { requesterId: 2, ownerId: 1 })).toEqual([[3, "fallback"]]);
  });

  test("ends in a ring of managers", () => {
    const ring = staffOf(seller, someone(2, { managerId: 1 }), someone(9, { roles: ["admin"] }));
    expect(idsOf(inLine, ring)).toEqual([[9, "fallback"]]);
  });
});

const person = (id: number) =>
  fc.record({
    id: fc.constant(id),
    name: fc.constant(`Person ${id}`),
    slackUserId: fc.option(fc.constant(`U${id}`), { freq: 5 }),
    timeZone: fc.constant("UTC"),
    roles: fc.subarray([...ROLES], { minLength: 0, maxLength: 3 }),
    managerId: fc.option(fc.integer({ min: 1, max: 8 })),
    isActive: fc.boolean(),
    away: fc.option(
      fc.record({
        until: fc.constant(asDay("2026-11-20")),
        delegateId: fc.option(fc.integer({ min: 1, max: 8 })),
      }),
    ),
  });
const anyStaff = fc
  .tuple(...[1, 2, 3, 4, 5, 6, 7, 8].map(person))
  .map((people): Staff => new Map(people.map((one) => [one.id, one])));
const anyRule = fc.record({
  approvers: fc.array(
    fc.oneof(
      fc.record({ role: fc.constantFrom(...ROLES), inLine: fc.boolean() }),
      fc.record({ personId: fc.integer({ min: 1, max: 8 }) }),
    ),
    { minLength: 1, maxLength: 3 },
  ),
  agree: fc.constantFrom("first" as const, "all" as const),
});

describe("whatever the team, the rule and who is away", () => {
  const each = (
    promise: (staff: Staff, rule: ApprovalRule, requesterId: number, ownerId: number) => void,
  ) => fc.assert(fc.property(anyStaff, anyRule, ...idPair, promise), { numRuns: 300 });
  const idPair = [fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 })] as const;

  const ask = (staff: Staff, rule: ApprovalRule, requesterId: number, ownerId: number) => {
    try {
      return approversOf(rule, staff, { requesterId, ownerId });
    } catch (error) {
      if (error instanceof AppError) return [];
      throw error;
    }
  };

  test("the requester never decides: not asked, not above somebody, not standing in", () => {
    each((staff, rule, requesterId, ownerId) => {
      const first = ask(staff, rule, requesterId, ownerId);
      const approvers = [...first, ...escalate(first, staff, requesterId)];
      expect(approvers.map((one) => one.personId)).not.toContain(requesterId);
      expect(standingOf(requesterId, approvers, staff, requesterId)).toEqual([]);
      for (const { personId } of approvers)
        expect(standInFor(staff, personId, requesterId)?.id).not.toBe(requesterId);
    });
  });

  test("each seat has somebody who can be reached and may decide", () => {
    each((staff, rule, requesterId, ownerId) => {
      const approvers = ask(staff, rule, requesterId, ownerId);
      for (const { personId, seat } of approvers) {
        expect(staff.get(personId)).toMatchObject({ isActive: true });
        expect(staff.get(personId)?.slackUserId).not.toBeNull();
        expect(
          standingOf(personId, approvers, staff, requesterId).map((one) => one.seat),
        ).toContain(seat);
      }
      if (rule.agree === "all" && approvers.length > 0)
        expect(new Set(approvers.map((one) => one.seat)).size).toBe(rule.approvers.length);
    });
  });

  test("nobody is asked twice for one seat", () => {
    each((staff, rule, requesterId, ownerId) => {
      const first = ask(staff, rule, requesterId, ownerId);
      const all = [...first, ...escalate(first, staff, requesterId)];
      const keys = all.map((one) => `${one.seat} ${one.personId}`);
      expect(new Set(keys).size).toBe(keys.length);
    });
  });
});
