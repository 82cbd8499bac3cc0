import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { absencePhrase } from "../../../src/features/people/commands/absence-phrase.ts";
import { endAbsence, listAbsent, setAbsence } from "../../../src/features/people/index.ts";
import { absences } from "../../../src/features/people/schema.ts";
import { asDay } from "../../../src/kernel/dates.ts";
import { tokenize } from "../../../src/kernel/text.ts";
import { asSuperuser } from "../../support/database.ts";
import { type Desk, type Handle, openDesk, refused, TEAM, WORKSPACE } from "../deals/desk.ts";

/** A Wednesday. */
const NOW = new Date("2026-11-18T14:00:00Z");
const context = { now: NOW, timeZone: "Europe/Berlin", currency: "EUR" };
const read = (text: string) => absencePhrase().parse(tokenize(text), context);

describe("an absence as people write it", () => {
  const written: [string, object][] = [
    ["until fri", { from: "2026-11-18", to: "2026-11-20" }],
    ["till friday", { from: "2026-11-18", to: "2026-11-20" }],
    ["tomorrow", { from: "2026-11-18", to: "2026-11-19" }],
    ["from 24 dec to 2 jan", { from: "2026-12-24", to: "2027-01-02" }],
    ["from 24 dec", { from: "2026-12-24", to: "2026-12-24" }],
    [
      "from 24 dec to 2 jan for @eli",
      { from: "2026-12-24", to: "2027-01-02", delegate: { name: "eli" } },
    ],
    [
      "<@U0DAN> until fri for <@U0ELI>",
      {
        person: { slackUserId: "U0DAN" },
        from: "2026-11-18",
        to: "2026-11-20",
        delegate: { slackUserId: "U0ELI" },
      },
    ],
    ["@dan", { person: { name: "dan" } }],
  ];
  test.each(written)("%s", (text, meant) => expect(read(text)).toEqual(meant));

  test.each([
    ["until", "A day is missing."],
    ["until fri for", "Who stands in is missing."],
    ["until fri until mon", "says again"],
    ["until whenever", "whenever"],
  ])("%s is not understood, and says what would be", (text, words) =>
    expect(() => read(text)).toThrow(words),
  );
});

describe("absences", () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk.close());
  beforeEach(() => desk.look((tx) => tx.delete(absences)));
  const away = (by: Handle, who: Handle, from: string, to: string, delegate?: Handle) =>
    setAbsence(desk.act(by), TEAM[who].id, {
      fromDay: asDay(from),
      toDay: asDay(to),
      delegateId: delegate ? TEAM[delegate].id : null,
    });
  const rows = () =>
    desk.look(async (tx) =>
      (await tx.select().from(absences))
        .map((row) => [row.personId, row.fromDay, row.toDay, row.delegateId])
        .toSorted((a, b) => String(a[1]).localeCompare(String(b[1]))),
    );
  const absent = async (who: Handle, at = NOW) =>
    (await desk.look((tx) => listAbsent(tx, WORKSPACE, [TEAM[who].id], at))).get(TEAM[who].id);

  test("hold on the days of the person's own calendar, the last one included", async () => {
    await away("mia", "mia", "2026-11-18", "2026-11-20", "oto");
    expect(await absent("mia")).toMatchObject({ delegateName: "Oto Manager" });
    // It is Saturday in Berlin and Friday still in UTC.
    expect(await absent("mia", new Date("2026-11-20T22:30:00Z"))).toBeDefined();
    expect(await absent("mia", new Date("2026-11-20T23:30:00Z"))).toBeUndefined();
  });

  test("take the place of what was planned for the same days", async () => {
    await away("mia", "mia", "2026-12-01", "2026-12-10", "oto");
    await away("mia", "mia", "2026-12-20", "2026-12-24");
    await away("mia", "mia", "2026-12-05", "2026-12-12");
    expect(await rows()).toEqual([
      [TEAM.mia.id, "2026-12-05", "2026-12-12", null],
      [TEAM.mia.id, "2026-12-20", "2026-12-24", null],
    ]);
  });

  test("end when they say so; before they begin they are taken back", async () => {
    await away("mia", "mia", "2026-11-18", "2026-11-20");
    await away("mia", "mia", "2026-12-01", "2026-12-10");
    expect(await endAbsence(desk.act("mia"), TEAM.mia.id)).toMatchObject({ wasAway: true });
    expect(await absent("mia")).toBeUndefined();
    expect(await endAbsence(desk.act("mia"), TEAM.mia.id)).toMatchObject({
      wasAway: false,
      absence: { fromDay: "2026-12-01" },
    });
    expect(await refused(endAbsence(desk.act("mia"), TEAM.mia.id))).toContain(
      "You are not away, and nothing is planned.",
    );
  });

  test("are set for others by managers and admins, who are named to the rest; both people are told", async () => {
    expect(await refused(away("ben", "ann", "2026-11-18", "2026-11-20"))).toContain(
      "They can themself, and so can managers and admins.",
    );
    await away("adam", "ann", "2026-11-18", "2026-11-20", "ben");
    const told = await asSuperuser(
      desk.url,
      (sql) => sql<{ recipient: string; delegate: boolean }[]>`
        select recipient, (payload->>'isDelegate')::boolean as delegate from notifications
        where kind = 'people.away' and payload->>'personName' = 'Ann Seller' order by recipient`,
    );
    expect([...told].map((row) => ({ ...row }))).toEqual([
      { recipient: "U0ANN", delegate: false },
      { recipient: "U0BEN", delegate: true },
    ]);
  });

  test.each([
    ["an end before its beginning", "2026-11-20", "2026-11-19", undefined, "ends before it begins"],
    ["days that are over", "2026-11-02", "2026-11-17", undefined, "over already"],
    ["years", "2026-11-18", "2028-11-18", undefined, "longer than a year"],
    ["oneself as the stand-in", "2026-11-18", "2026-11-19", "mia", "stands in for themself"],
    ["somebody nothing would reach", "2026-11-18", "2026-11-19", "ned", "no open Slack account"],
  ] as const)("refuse %s", async (_, from, to, delegate, words) => {
    expect(await refused(away("mia", "mia", from, to, delegate))).toContain(words);
    expect(await rows()).toEqual([]);
  });

  test("said twice at once are one", async () => {
    await Promise.all([
      away("mia", "mia", "2026-11-18", "2026-11-20"),
      away("adam", "mia", "2026-11-19", "2026-11-24"),
    ]);
    expect(await rows()).toHaveLength(1);
  });
});
