import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type AssignmentRule,
  type Candidate,
  chooseOwner,
  load,
  ruleFor,
  sells,
} from "../../../../src/features/leads/domain/assignment.ts";
import { ROLES } from "../../../../src/kernel/access.ts";
import { aRep, someFacts } from "./a-lead.ts";

const rule = (name: string, over: Partial<AssignmentRule> = {}): AssignmentRule => ({
  name,
  segments: [],
  countries: [],
  industries: [],
  personIds: [],
  teamId: null,
  ...over,
});
const DACH = rule("owns DACH", { countries: ["Germany", "Austria"], personIds: [1, 2] });
const ANY = rule("everyone else");
const german = someFacts({ country: "germany" });
const choose = (
  candidates: readonly Candidate[],
  over: { rules?: AssignmentRule[]; capacity?: number; avoid?: number[] } = {},
) =>
  chooseOwner(german, {
    rules: over.rules ?? [],
    capacity: over.capacity ?? 30,
    candidates,
    avoid: new Set(over.avoid),
  });

describe("which rule decides", () => {
  test("the first that fits, whatever the spelling; an empty condition fits all", () => {
    expect(ruleFor(german, [DACH, ANY])?.name).toBe("owns DACH");
    expect(ruleFor(someFacts({ country: "France" }), [DACH, ANY])?.name).toBe("everyone else");
    expect(ruleFor(someFacts(), [DACH])).toBeNull();
  });

  test("all of its conditions must hold", () => {
    const both = rule("big DACH", { countries: ["Germany"], segments: ["Enterprise"] });
    expect(ruleFor(german, [both])).toBeNull();
    expect(ruleFor({ ...german, segment: "enterprise" }, [both])?.name).toBe("big DACH");
  });

  test("its people get the lead and nobody else, even where nobody of them is free", () => {
    const away = [aRep(1, { isAway: true }), aRep(2, { openDeals: 30 }), aRep(3)];
    expect(choose(away, { rules: [DACH] })).toEqual({
      personId: null,
      why: "of “owns DACH” nobody is free: Rep 1 is away and Rep 2 carries 30 of 30",
    });
  });

  test("a team's rule means the account executives of the team", () => {
    const reps = [
      aRep(1, { teamId: 7 }),
      aRep(2, { teamId: 8 }),
      aRep(3, { roles: ["se"], teamId: 8 }),
    ];
    expect(choose(reps, { rules: [rule("owns APAC", { teamId: 8 })] }).personId).toBe(2);
  });

  test("without a rule that fits, any account executive", () => {
    expect(choose([aRep(4)])).toEqual({
      personId: 4,
      name: "Rep 4",
      why: "any account executive, 0 open deals, capacity 30",
      isAgain: false,
    });
    expect(choose([])).toEqual({
      personId: null,
      why: "nobody is meant by all account executives",
    });
  });
});

describe("who of them gets it", () => {
  test("whoever carries the fewest open deals and leads", () => {
    const reps = [aRep(1, { openDeals: 12 }), aRep(2, { openDeals: 3, openLeads: 8 })];
    expect(choose(reps, { rules: [DACH], capacity: 20 })).toMatchObject({
      personId: 2,
      why: "owns DACH, 3 open deals and 8 leads, capacity 20",
    });
  });

  test("among equals whoever got one longest ago, then by number", () => {
    expect(
      choose([aRep(1, { lastTurn: 9 }), aRep(2, { lastTurn: 4 }), aRep(3, { lastTurn: 7 })])
        .personId,
    ).toBe(2);
    expect(choose([aRep(3), aRep(2)]).personId).toBe(2);
  });

  test("who let it go gets it again only when there is nobody else", () => {
    const reps = [aRep(1), aRep(2, { openDeals: 20 })];
    expect(choose(reps, { avoid: [1] })).toMatchObject({ personId: 2, isAgain: false });
    expect(choose(reps, { avoid: [1, 2] })).toMatchObject({ personId: 1, isAgain: true });
  });
});

const candidates = fc
  .uniqueArray(
    fc.record({
      personId: fc.integer({ min: 1, max: 12 }),
      teamId: fc.option(fc.integer({ min: 1, max: 2 })),
      roles: fc.uniqueArray(fc.constantFrom(...ROLES), { maxLength: 3 }),
      isActive: fc.boolean(),
      isAway: fc.boolean(),
      openDeals: fc.nat(6),
      openLeads: fc.nat(6),
      lastTurn: fc.nat(5),
    }),
    { selector: (one) => one.personId, maxLength: 10 },
  )
  .map((all) => all.map(({ personId, ...over }) => aRep(personId, over)));
const world = fc.record({
  candidates,
  capacity: fc.integer({ min: 1, max: 12 }),
  rules: fc.array(
    fc.record({
      name: fc.constant("a rule"),
      segments: fc.subarray(["SMB", "Enterprise"]),
      countries: fc.subarray(["Germany", "France"]),
      industries: fc.constant<string[]>([]),
      personIds: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 4 }),
      teamId: fc.option(fc.integer({ min: 1, max: 2 })),
    }),
    { maxLength: 3 },
  ),
  avoid: fc
    .uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 4 })
    .map((all) => new Set(all)),
});
const lead = fc.record({
  segment: fc.option(fc.constantFrom("SMB", "Enterprise")),
  country: fc.option(fc.constantFrom("Germany", "France", "Peru")),
  industry: fc.constant(null),
});

describe("whatever the world looks like", () => {
  test("nobody away, gone, outside sales or at their capacity gets a lead, and the reason is said", () => {
    fc.assert(
      fc.property(lead, world, (of, all) => {
        const chosen = chooseOwner(of, all);
        expect(chosen.why).not.toBe("");
        if (chosen.personId === null) return;
        const person = all.candidates.find((one) => one.personId === chosen.personId);
        expect(person).toMatchObject({ isActive: true, isAway: false });
        expect(person && sells(person)).toBe(true);
        expect(person && load(person) + 1).toBeLessThanOrEqual(all.capacity);
      }),
    );
  });

  test("nobody who might have got it carries less, and it is never refused while somebody is free", () => {
    fc.assert(
      fc.property(lead, world, (of, all) => {
        const chosen = chooseOwner(of, all);
        const meant = ruleFor(of, all.rules);
        const free = all.candidates.filter(
          (one) =>
            (meant?.teamId == null || one.teamId === meant.teamId) &&
            (meant && meant.personIds.length > 0
              ? meant.personIds.includes(one.personId)
              : one.roles.includes("ae")) &&
            one.isActive &&
            !one.isAway &&
            sells(one) &&
            load(one) < all.capacity,
        );
        expect(chosen.personId === null).toBe(free.length === 0);
        const others = free.filter((one) => !all.avoid.has(one.personId));
        const person = free.find((one) => one.personId === chosen.personId);
        if (!person) return;
        expect(others.length > 0 && all.avoid.has(person.personId)).toBe(false);
        for (const one of others) expect(load(person)).toBeLessThanOrEqual(load(one));
      }),
    );
  });

  test("the same question has the same answer, in whatever order people are listed", () => {
    fc.assert(
      fc.property(lead, world, (of, all) => {
        const backwards = { ...all, candidates: all.candidates.toReversed() };
        const chosen = chooseOwner(of, all);
        expect(chooseOwner(of, all)).toEqual(chosen);
        expect(chooseOwner(of, backwards).personId).toBe(chosen.personId);
      }),
    );
  });

  test("many leads in a row are shared out: nobody gets a second one while an equal has none", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 20 }), (reps, n) => {
        let people = Array.from({ length: reps }, (_, i) => aRep(i + 1));
        for (let turn = 1; turn <= n; turn++) {
          const chosen = choose(people);
          people = people.map((one) =>
            one.personId === chosen.personId
              ? { ...one, openLeads: one.openLeads + 1, lastTurn: turn }
              : one,
          );
        }
        const loads = people.map(load);
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
        expect(loads.reduce((a, b) => a + b, 0)).toBe(n);
      }),
    );
  });
});
