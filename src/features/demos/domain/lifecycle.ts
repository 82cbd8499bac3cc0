import { AppError } from "../../../kernel/errors.ts";
import { formatId } from "../../../kernel/ids.ts";
import { joinWords } from "../../../kernel/text.ts";
import { addMinutes, blockOf, type Interval, overlaps } from "./calendar.ts";
import {
  type Demo,
  type DemoStatus,
  demoId,
  type Outcome,
  outcomeName,
  statusName,
} from "./demo.ts";
import { type ReaderClock, whenText } from "./when.ts";

/** What can be done to a demo, as the refusal of another act names it. */
const ACTS = {
  assign: "assigned",
  schedule: "scheduled",
  deliver: "marked as delivered",
  miss: "marked as a no-show",
  cancel: "cancelled",
} as const;
export type DemoAct = keyof typeof ACTS;

/** What is legal in which status, in the order in which it usually comes. */
const LEGAL: Readonly<Record<DemoStatus, readonly DemoAct[]>> = {
  requested: ["assign", "cancel"],
  assigned: ["schedule", "assign", "cancel"],
  scheduled: ["deliver", "schedule", "miss", "assign", "cancel"],
  delivered: [],
  cancelled: [],
  no_show: ["schedule", "cancel"],
};

/** Nobody plans a demo further ahead; a later one is a slip in the year. */
const FURTHEST_DAYS = 366;

/** Whether the demo's status allows the act. */
export function isLegal(demo: Pick<Demo, "status">, act: DemoAct): boolean {
  return LEGAL[demo.status].includes(act);
}

/** Lets a legal act through. @throws AppError rule_broken that names the legal ones, conflict for a demo that is delivered already */
export function checkAct(demo: Demo, act: DemoAct): void {
  if (isLegal(demo, act)) return;
  if (act === "deliver" && demo.status === "delivered")
    throw new AppError(
      "conflict",
      `${demoId(demo)} is delivered already: it was ${demo.outcome ? outcomeName(demo.outcome) : "given"}.`,
      `\`/demo deliver ${demoId(demo)}\` alone opens a form that changes the outcome, the notes and the recording.`,
    );
  const legal = LEGAL[demo.status];
  throw new AppError(
    "rule_broken",
    `${demoId(demo)} is ${describe(demo)}: it can't be ${ACTS[act]}.`,
    legal.length > 0
      ? `It can be ${joinWords(
          legal.map((one) => ACTS[one]),
          "or",
        )}.`
      : `That is the end of a demo. \`/demo request\` asks for another one.`,
  );
}

const describe = (demo: Demo) =>
  demo.status === "no_show" ? "a no-show" : statusName(demo.status);

/** A sales engineer's other demo, as far as a clash with it matters. */
export type OtherDemo = {
  id: number;
  title: string;
  startsAt: Date;
  minutes: number;
  preparationMinutes: number;
};

type Engineer = { id: number; name: string };

/** The first of the others that the demo, with its preparation, would clash with at that time. */
export function clashAt(
  startsAt: Date,
  demo: Pick<Demo, "id" | "minutes" | "preparationMinutes">,
  others: readonly OtherDemo[],
): OtherDemo | null {
  const { minutes, preparationMinutes } = demo;
  const block: Interval = blockOf({ startsAt, minutes, preparationMinutes });
  const clashing = others.filter((one) => one.id !== demo.id && overlaps(block, blockOf(one)));
  return clashing.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())[0] ?? null;
}

function checkClash(
  startsAt: Date,
  demo: Demo,
  plan: { se: Engineer; others: readonly OtherDemo[]; clock: ReaderClock },
): void {
  const clash = clashAt(startsAt, demo, plan.others);
  if (!clash) return;
  const preparation = clash.preparationMinutes > 0 ? " and the preparation before it" : "";
  throw new AppError(
    "conflict",
    `${plan.se.name} is not free ${whenText(startsAt, plan.clock)}: there is ${formatId("demo", clash.id)} “${clash.title}” at ${whenText(clash.startsAt, plan.clock)}${preparation}.`,
    `\`/demo schedule ${demoId(demo)}\` shows when ${plan.se.name} is free.`,
  );
}

/**
 * Gives the demo to a sales engineer. A scheduled one keeps its time if the new one is free then.
 * @throws AppError rule_broken, or conflict when they are not free
 */
export function assignDemo(
  demo: Demo,
  to: { se: Engineer; others: readonly OtherDemo[]; clock: ReaderClock },
): Demo {
  checkAct(demo, "assign");
  if (demo.seId === to.se.id) return demo;
  if (demo.status === "scheduled" && demo.startsAt) checkClash(demo.startsAt, demo, to);
  return {
    ...demo,
    seId: to.se.id,
    status: demo.status === "requested" ? "assigned" : demo.status,
  };
}

/**
 * Puts the demo into its sales engineer's calendar, or moves it there.
 * @throws AppError rule_broken, bad_input for a time that is over or more than a year away, conflict for one that is taken
 */
export function scheduleDemo(
  demo: Demo,
  startsAt: Date,
  plan: { se: Engineer; others: readonly OtherDemo[]; clock: ReaderClock },
): Demo {
  checkAct(demo, "schedule");
  const { now } = plan.clock;
  if (demo.status === "scheduled" && demo.startsAt?.getTime() === startsAt.getTime()) return demo;
  if (startsAt <= now)
    throw new AppError(
      "bad_input",
      `${whenText(startsAt, plan.clock)} is over.`,
      "Choose a time to come, like tomorrow 15:00.",
    );
  if (startsAt > addMinutes(now, FURTHEST_DAYS * 24 * 60))
    throw new AppError(
      "bad_input",
      `${whenText(startsAt, plan.clock)} is more than a year away.`,
      "Look at the year again.",
    );
  checkClash(startsAt, demo, plan);
  return { ...demo, status: "scheduled", startsAt, endsAt: addMinutes(startsAt, demo.minutes) };
}

/** How a demo went. */
export type Delivery = {
  outcome: Outcome;
  notes?: string | null | undefined;
  recordingUrl?: string | null | undefined;
};

/**
 * The demo took place.
 * @throws AppError rule_broken, also before it has begun
 */
export function deliverDemo(demo: Demo, delivery: Delivery, clock: ReaderClock): Demo {
  checkDelivery(demo, clock);
  return { ...demo, status: "delivered", ...told(delivery) };
}

/** Whether the demo can be marked as delivered now. @throws AppError rule_broken, also before it has begun */
export function checkDelivery(demo: Demo, clock: ReaderClock): void {
  checkAct(demo, "deliver");
  checkBegun(demo, clock, "delivered");
}

/**
 * Says anew how a delivered demo went: the recording comes later, and a slip of the finger must not stay in the figures.
 * @throws AppError rule_broken for one that was not delivered
 */
export function correctDelivery(demo: Demo, delivery: Delivery): Demo {
  if (demo.status !== "delivered")
    throw new AppError(
      "rule_broken",
      `${demoId(demo)} is ${describe(demo)}: there is no outcome to change.`,
    );
  return { ...demo, ...told(delivery) };
}

function told({ outcome, notes, recordingUrl }: Delivery) {
  return { outcome, notes: notes ?? null, recordingUrl: recordingUrl ?? null };
}

/**
 * The customer did not come. The demo can be scheduled again.
 * @throws AppError rule_broken, also before it has begun
 */
export function missDemo(demo: Demo, clock: ReaderClock): Demo {
  checkAct(demo, "miss");
  checkBegun(demo, clock, "missed");
  return { ...demo, status: "no_show" };
}

function checkBegun(demo: Demo, clock: ReaderClock, what: string): void {
  if (!demo.startsAt || demo.startsAt <= clock.now) return;
  throw new AppError(
    "rule_broken",
    `${demoId(demo)} begins ${whenText(demo.startsAt, clock)}: it can't have been ${what} yet.`,
    `If it takes place earlier, move it: \`/demo move ${demoId(demo)} today 15:00\`.`,
  );
}

/** Nobody wants it any more, and why. @throws AppError rule_broken */
export function cancelDemo(demo: Demo, reason: string): Demo {
  checkAct(demo, "cancel");
  return { ...demo, status: "cancelled", cancelReason: reason };
}

/** What a form changes about a demo. */
export type DemoEdit = Partial<
  Pick<
    Demo,
    "title" | "description" | "features" | "useCases" | "skills" | "minutes" | "preparationMinutes"
  >
>;

/**
 * Changes what is shown and how long it takes; a scheduled demo keeps its time if that still fits.
 * @throws AppError rule_broken for a demo that is over, conflict when it would get in the way of another one
 */
export function editDemo(
  demo: Demo,
  edit: DemoEdit,
  plan: { se: Engineer | null; others: readonly OtherDemo[]; clock: ReaderClock },
): Demo {
  checkOpen(demo);
  const next = { ...demo, ...edit };
  const { se } = plan;
  const isLonger = next.minutes > demo.minutes || next.preparationMinutes > demo.preparationMinutes;
  if (demo.status === "scheduled" && demo.startsAt && se && isLonger)
    checkClash(demo.startsAt, next, { ...plan, se });
  return next.startsAt ? { ...next, endsAt: addMinutes(next.startsAt, next.minutes) } : next;
}

/** What was made for one customer in the demo environment. */
export type Preparation = Pick<
  Demo,
  "isCustomised" | "isBranded" | "isUseCaseSpecific" | "scriptUrl"
>;

/** Notes how the environment is prepared for this demo. @throws AppError rule_broken for a demo that is over */
export function prepareDemo(demo: Demo, preparation: Preparation): Demo {
  checkOpen(demo);
  return { ...demo, ...preparation };
}

function checkOpen(demo: Demo): void {
  if (LEGAL[demo.status].length > 0) return;
  throw new AppError(
    "rule_broken",
    `${demoId(demo)} is ${describe(demo)}: it stays as it is.`,
    "`/demo request` asks for another one.",
  );
}
