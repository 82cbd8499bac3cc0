import type { App } from "../app.ts";
import { assignDemo, deliverDemo, requestDemo, scheduleDemo } from "../features/demos/index.ts";
import { logActivity, logChallenge, logRequirements } from "../features/discovery/index.ts";
import {
  logObjection,
  moveOn,
  type ObjectionType,
  type Severity,
} from "../features/objections/index.ts";
import {
  acceptPoc,
  completePoc,
  type Grade,
  gradePoc,
  rejectPoc,
  scopePoc,
  standardCriteria,
  startPoc,
} from "../features/pocs/index.ts";
import type { Actor } from "../kernel/access.ts";
import { addBusinessDays, addDays, at, dayOf } from "../kernel/dates.ts";
import { AppError } from "../kernel/errors.ts";

/** What sales engineering did on a deal of the demo; days ago, and days ahead below zero. */
export type DemoPresales = {
  /** When somebody asked what the customer needs. */
  call?: number;
  requirements?: readonly string[];
  challenges?: readonly string[];
  /** Asked for on a day; given a day later unless that is still to come. */
  demo?: { asked: number; given: number; outcome?: "success" | "partial" | "failed" };
  poc?: {
    started: number;
    days: number;
    grades: readonly Grade[];
    decided?: "accepted" | "rejected";
  };
  objections?: readonly {
    on: number;
    text: string;
    type: ObjectionType;
    severity: Severity;
    ends?: "resolved" | "unresolved";
  }[];
};

/** One thing that happened, so many days ago. */
export type DemoEvent = { daysAgo: number; happen(): Promise<unknown> };

type Act = { deps: App["deps"]; actor: Actor; now: Date; requestId: null };
type Teller = {
  dealId: number;
  /** The day of the deal's owner, so many days ago: what is past is told to nobody any more. */
  on(daysAgo: number): Act;
  /** The same for what is still to come: its reminders are to go out. */
  aloud(daysAgo: number): Act;
  seId: number;
};
/** When a demo may begin; the first that is free is taken. */
const HOURS = ["10:00", "13:00", "15:00", "16:00"];
const ANSWER_DAYS = 2;

/** What sales engineering did, each thing on its day. */
export function presalesEvents(story: DemoPresales, teller: Teller): DemoEvent[] {
  const { dealId, on } = teller;
  const { call, requirements = [], challenges = [], demo, poc, objections = [] } = story;
  const asked = call ?? 30;
  return [
    ...(call === undefined
      ? []
      : [
          {
            daysAgo: call,
            happen: () =>
              logActivity(on(call), dealId, {
                method: "call",
                heldOn: dayOf(on(call).now, "UTC"),
                notes: null,
              }),
          },
        ]),
    ...(requirements.length > 0
      ? [
          {
            daysAgo: asked,
            happen: () => logRequirements(on(asked), dealId, { texts: requirements }),
          },
        ]
      : []),
    ...challenges.map((text) => ({
      daysAgo: asked,
      happen: () => logChallenge(on(asked), dealId, { text }),
    })),
    ...(demo ? demoEvents(demo, teller) : []),
    ...(poc ? pocEvents(poc, teller) : []),
    ...objections.flatMap((objection) => objectionEvents(objection, teller)),
  ];
}

function demoEvents(
  { asked, given, outcome }: NonNullable<DemoPresales["demo"]>,
  { dealId, on, aloud, seId }: Teller,
): DemoEvent[] {
  let id = 0;
  return [
    {
      daysAgo: asked,
      async happen() {
        const act = given < 0 ? aloud(asked) : on(asked);
        const wanted = {
          title: "Product demo",
          description: null,
          features: [],
          useCases: [],
          skills: [],
          minutes: 60,
          preparationMinutes: 120,
          preferredAt: null,
        };
        ({ id } = await requestDemo(act, dealId, wanted));
        await assignDemo(act, id, seId);
        const day = addDays(dayOf(on(0).now, "UTC"), -given);
        for (const hour of HOURS) if (await isFree(act, at(day, hour, "UTC"))) return;
      },
    },
    ...(outcome && given > 0
      ? [{ daysAgo: given - 1, happen: () => deliverDemo(on(given - 1), id, { outcome }) }]
      : []),
  ];

  async function isFree(act: Act, startsAt: Date): Promise<boolean> {
    try {
      await scheduleDemo(act, id, startsAt);
      return true;
    } catch (error) {
      // The sales engineer is taken at that hour.
      if (error instanceof AppError) return false;
      throw error;
    }
  }
}

function pocEvents(
  { started, days, grades, decided }: NonNullable<DemoPresales["poc"]>,
  { dealId, on }: Teller,
): DemoEvent[] {
  let id = 0;
  const startsOn = dayOf(on(started).now, "UTC");
  const ended = started - days;
  return [
    {
      daysAgo: started,
      async happen() {
        const { result } = await scopePoc(
          on(started),
          dealId,
          {
            title: "Proof of concept",
            description: null,
            scope: "With live data of one team",
            features: ["Sign-on", "Reports"],
            integrations: ["Their ERP"],
            users: 8,
            startsOn,
            endsOn: addDays(startsOn, days),
          },
          standardCriteria,
        );
        id = result.id;
        await startPoc(on(started), id);
      },
    },
    {
      daysAgo: Math.max(started - Math.round(days / 2), 0),
      async happen() {
        const act = on(Math.max(started - Math.round(days / 2), 0));
        for (const [i, grade] of grades.entries())
          if (grade !== "not_tested") await gradePoc(act, id, { n: i + 1, grade });
      },
    },
    ...(decided
      ? [
          {
            daysAgo: ended,
            async happen() {
              await completePoc(on(ended), id);
              if (decided === "accepted")
                await acceptPoc(on(ended), id, { text: "The steering committee accepts by mail." });
              else await rejectPoc(on(ended), id, "Too slow with their data");
            },
          },
        ]
      : []),
  ];
}

function objectionEvents(
  { on: daysAgo, text, type, severity, ends }: NonNullable<DemoPresales["objections"]>[number],
  { dealId, on }: Teller,
): DemoEvent[] {
  let id = 0;
  const answered = Math.max(daysAgo - ANSWER_DAYS, 0);
  return [
    {
      daysAgo,
      async happen() {
        const act = on(daysAgo);
        const today = dayOf(act.now, "UTC");
        const followUp = { date: addBusinessDays(today, 4), personId: act.actor.personId };
        const logged = await logObjection(
          act,
          dealId,
          { text, type, severity, followUp, suggestion: null },
          today,
        );
        id = logged.objection.id;
      },
    },
    ...(ends
      ? [
          {
            daysAgo: answered,
            async happen() {
              await moveOn(on(answered), id, "answer");
              await moveOn(on(answered), id, ends === "resolved" ? "resolve" : "unresolved");
            },
          },
        ]
      : []),
  ];
}
