/// <reference lib="dom" />
import type { PageState } from "../../page-state.ts";
import { post } from "../api.ts";
import { ask } from "../dialogs/confirm.ts";
import { refresh } from "../place.ts";
import { h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { menuButton } from "../ui/menu.ts";
import { inZone, localMinute, msOfLocalMinute } from "../ui/time.ts";
import { toast } from "../ui/toast.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const words = h("span", { class: "clock-words" });
let known = { now: 0, at: 0, zone: "UTC" };

/** The sandbox's time, in the person's zone; its menu moves it. What becomes due on the way happens. */
export function clockButton(stateNow: () => PageState): HTMLElement {
  window.setInterval(show, 1_000);
  return menuButton(
    { label: "The sandbox's clock", class: "tool clock" },
    [icon("clock"), words],
    () => {
      const { tz } = stateNow().me;
      const now = present();
      const at = (ms: number) =>
        inZone(ms, tz, {
          weekday: "short",
          day: "numeric",
          month: "short",
          hour: "2-digit",
          minute: "2-digit",
        });
      const move = (text: string, to: number) => ({
        text,
        note: at(to),
        run: () => void moveTo(to, tz),
      });
      return [
        "Move the clock",
        move("1 hour later", now + HOUR_MS),
        move(
          "Tomorrow 09:00",
          atNine(now, tz, (day) => day.setUTCDate(day.getUTCDate() + 1)),
        ),
        move(
          "Next Monday 09:00",
          atNine(now, tz, (day) => day.setUTCDate(day.getUTCDate() + (8 - (day.getUTCDay() || 7)))),
        ),
        move("A week later", now + 7 * DAY_MS),
        move("End of the quarter", atNine(now, tz, lastDayOfQuarter)),
        "Start anew",
        { text: "Back to today, with the demo data", run: () => void reset() },
      ];
    },
  );
}

/** Takes the time from a new state. */
export function drawClock(state: PageState): void {
  known = { now: state.now, at: performance.now(), zone: state.me.tz };
  show();
}

function present(): number {
  return known.now + performance.now() - known.at;
}

function show(): void {
  const text = inZone(present(), known.zone, {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  });
  if (words.textContent !== text) words.textContent = text;
}

/** Nine o'clock of the day that `change` makes of today; a week on when that is past. */
function atNine(now: number, zone: string, change: (day: Date) => void): number {
  const day = new Date(`${localMinute(now, zone).slice(0, 10)}T00:00Z`);
  change(day);
  const ms = msOfLocalMinute(`${day.toISOString().slice(0, 10)}T09:00`, zone) ?? now;
  return ms > now ? ms : ms + 7 * DAY_MS;
}

function lastDayOfQuarter(day: Date): void {
  day.setUTCMonth(Math.floor(day.getUTCMonth() / 3) * 3 + 3, 0);
}

async function moveTo(ms: number, zone: string): Promise<void> {
  toast("The clock moves, and what becomes due on the way happens…");
  const answer = await post("/sandbox/clock", { to: new Date(ms).toISOString() });
  if (typeof answer.error === "string") toast(answer.error);
  else
    toast(
      `It is ${inZone(ms, zone, { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" })}.`,
    );
  await refresh();
}

async function reset(): Promise<void> {
  const isSure = await ask({
    title: "Reset to the demo data?",
    text: "All messages, deals and changes made here go, and the clock shows today again.",
    yes: "Reset",
    no: "Keep everything",
    style: "danger",
  });
  if (!isSure) return;
  toast("Starting anew…");
  const answer = await post("/sandbox/reset", {});
  toast(typeof answer.error === "string" ? answer.error : "Everything is as at the first start.");
  await refresh();
}
