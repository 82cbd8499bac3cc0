import { describe, expect, test } from "vitest";
import { addMinutes } from "../../../../src/features/demos/domain/calendar.ts";
import { DEMO_STATUSES, type Demo } from "../../../../src/features/demos/domain/demo.ts";
import {
  assignDemo,
  cancelDemo,
  clashAt,
  correctDelivery,
  type DemoAct,
  deliverDemo,
  editDemo,
  isLegal,
  missDemo,
  prepareDemo,
  scheduleDemo,
} from "../../../../src/features/demos/domain/lifecycle.ts";
import { refusal } from "../../../kernel/refusal.ts";
import { aDemo, BERLIN, CAT, NOW, THURSDAY } from "./a-demo.ts";

const plan = { se: CAT, others: [], clock: BERLIN };
const RAJ = { id: 4, name: "Raj Engineer" };
const FRIDAY = new Date("2026-11-20T14:00:00Z");
/** The demo's own clock stands after it, where that matters. */
const afterwards = { ...BERLIN, now: addMinutes(THURSDAY, 90) };

const ACTS: Record<DemoAct, (demo: Demo) => Demo> = {
  assign: (demo) => assignDemo(demo, { ...plan, se: RAJ }),
  schedule: (demo) => scheduleDemo(demo, FRIDAY, plan),
  deliver: (demo) => deliverDemo(demo, { outcome: "success" }, afterwards),
  miss: (demo) => missDemo(demo, afterwards),
  cancel: (demo) => cancelDemo(demo, "on hold"),
};

/** What each act makes of a demo in each status; the words of the refusal where it is illegal. */
const END = "That is the end of a demo. `/demo request` asks for another one.";
const TABLE: Record<(typeof DEMO_STATUSES)[number], Partial<Record<DemoAct, string>>> & {
  // The refusal's start and its hint, which names what is legal.
  [status: string]: Partial<Record<DemoAct, string>>;
} = {
  requested: { assign: "assigned", cancel: "cancelled" },
  assigned: { assign: "assigned", schedule: "scheduled", cancel: "cancelled" },
  scheduled: {
    assign: "scheduled",
    schedule: "scheduled",
    deliver: "delivered",
    miss: "no_show",
    cancel: "cancelled",
  },
  delivered: {},
  cancelled: {},
  no_show: { schedule: "scheduled", cancel: "cancelled" },
};
const HINTS: Record<(typeof DEMO_STATUSES)[number], string> = {
  requested: "It can be assigned or cancelled.",
  assigned: "It can be scheduled, assigned or cancelled.",
  scheduled: "",
  delivered: END,
  cancelled: END,
  no_show: "It can be scheduled or cancelled.",
};
const NAMES: Record<(typeof DEMO_STATUSES)[number], string> = {
  requested: "requested",
  assigned: "assigned",
  scheduled: "scheduled",
  delivered: "delivered",
  cancelled: "cancelled",
  no_show: "a no-show",
};
const DONE: Record<DemoAct, string> = {
  assign: "assigned",
  schedule: "scheduled",
  deliver: "marked as delivered",
  miss: "marked as a no-show",
  cancel: "cancelled",
};

describe("the life of a demo", () => {
  for (const status of DEMO_STATUSES)
    for (const act of Object.keys(ACTS) as DemoAct[]) {
      const to = TABLE[status][act];
      if (to)
        test(`a ${status} demo, ${act}: ${to}`, () => {
          expect(isLegal({ status }, act)).toBe(true);
          expect(ACTS[act](aDemo(status)).status).toBe(to);
        });
      else
        test(`a ${status} demo, ${act}: refused, and what is legal is named`, () => {
          expect(isLegal({ status }, act)).toBe(false);
          const words = refusal(() => ACTS[act](aDemo(status)));
          if (act === "deliver" && status === "delivered") {
            expect(words).toContain("conflict: demo_7 is delivered already: it was a success.");
            return;
          }
          expect(words).toBe(
            `rule_broken: demo_7 is ${NAMES[status]}: it can't be ${DONE[act]}. ${HINTS[status]}`,
          );
        });
    }

  test("how it went is said anew, and nothing else of it changes", () => {
    const delivered = aDemo("delivered");
    const said = { outcome: "partial", recordingUrl: "https://video.example.com/1" } as const;
    expect(correctDelivery(delivered, said)).toEqual({ ...delivered, ...said, notes: null });
    expect(refusal(() => correctDelivery(aDemo("no_show"), said))).toBe(
      "rule_broken: demo_7 is a no-show: there is no outcome to change.",
    );
  });

  test("what is over is neither edited nor prepared", () => {
    const preparation = {
      isCustomised: true,
      isBranded: false,
      isUseCaseSpecific: false,
      scriptUrl: null,
    };
    for (const status of ["delivered", "cancelled"] as const) {
      const words = `rule_broken: demo_7 is ${status}: it stays as it is. \`/demo request\` asks for another one.`;
      expect(refusal(() => editDemo(aDemo(status), { title: "Other" }, plan))).toBe(words);
      expect(refusal(() => prepareDemo(aDemo(status), preparation))).toBe(words);
    }
  });
});

describe("the time of a demo", () => {
  test("is set with its end, and moved with it", () => {
    const scheduled = scheduleDemo(aDemo("assigned"), THURSDAY, plan);
    expect(scheduled).toMatchObject({ startsAt: THURSDAY, endsAt: addMinutes(THURSDAY, 60) });
    const moved = scheduleDemo(scheduled, FRIDAY, plan);
    expect(moved).toMatchObject({ startsAt: FRIDAY, endsAt: addMinutes(FRIDAY, 60) });
  });

  test("that it has already changes nothing", () => {
    const demo = aDemo("scheduled");
    expect(scheduleDemo(demo, THURSDAY, plan)).toBe(demo);
  });

  test.each([
    [
      addMinutes(NOW, -1),
      "bad_input: today 14:59 is over. Choose a time to come, like tomorrow 15:00.",
    ],
    [NOW, "bad_input: today 15:00 is over."],
    [addMinutes(NOW, 60 * 24 * 400), "is more than a year away. Look at the year again."],
  ])("can't be %s", (startsAt, words) => {
    expect(refusal(() => scheduleDemo(aDemo("assigned"), startsAt, plan))).toContain(words);
  });

  test("must be behind before a demo was given or missed", () => {
    const words = (what: string) =>
      `rule_broken: demo_7 begins tomorrow 16:00: it can't have been ${what} yet. If it takes place earlier, move it: \`/demo move demo_7 today 15:00\`.`;
    expect(refusal(() => deliverDemo(aDemo("scheduled"), { outcome: "failed" }, BERLIN))).toBe(
      words("delivered"),
    );
    expect(refusal(() => missDemo(aDemo("scheduled"), BERLIN))).toBe(words("missed"));
  });
});

describe("a clash", () => {
  // 16:00 to 17:00 in Berlin, prepared from 14:00.
  const other = {
    id: 2,
    title: "Globex demo",
    startsAt: THURSDAY,
    minutes: 60,
    preparationMinutes: 120,
  };
  const at = (minutes: number) => addMinutes(THURSDAY, minutes);
  const none = { preparationMinutes: 0 };

  test.each([
    ["the same time", at(0), {}, true],
    ["during its preparation", at(-90), none, true],
    ["ending as its preparation begins", at(-180), none, false],
    ["beginning as it ends", at(60), none, false],
    ["with a preparation that falls into it", at(120), {}, true],
    ["prepared after it", at(180), {}, false],
    ["around all of it", at(-240), { minutes: 480, ...none }, true],
    ["a day later", at(24 * 60), {}, false],
  ])("%s", (_, startsAt, over, clashes) => {
    const demo = aDemo("assigned", over);
    expect(clashAt(startsAt, demo, [other]) !== null).toBe(clashes);
  });

  test("with itself is none", () => {
    expect(clashAt(THURSDAY, aDemo("scheduled"), [{ ...other, id: 7 }])).toBeNull();
  });

  test("is told with the other demo and the way to a free time", () => {
    expect(
      refusal(() => scheduleDemo(aDemo("assigned"), at(60), { ...plan, others: [other] })),
    ).toBe(
      "conflict: Cat Engineer is not free tomorrow 17:00: there is demo_2 “Globex demo” at tomorrow 16:00 and the preparation before it. `/demo schedule demo_7` shows when Cat Engineer is free.",
    );
  });

  test("keeps a scheduled demo from somebody who is busy then", () => {
    const to = { se: RAJ, others: [other], clock: BERLIN };
    expect(refusal(() => assignDemo(aDemo("scheduled"), to))).toContain(
      "Raj Engineer is not free tomorrow 16:00",
    );
    expect(assignDemo(aDemo("assigned"), to).seId).toBe(RAJ.id);
  });

  test("keeps a demo from growing into the next one", () => {
    const next = { ...other, startsAt: at(180) };
    const grow = (minutes: number) =>
      editDemo(aDemo("scheduled"), { minutes }, { ...plan, others: [next] });
    expect(grow(60).endsAt).toEqual(at(60));
    expect(refusal(() => grow(61))).toContain("demo_2 “Globex demo”");
  });
});
