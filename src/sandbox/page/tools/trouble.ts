/// <reference lib="dom" />
import type { FaultInput } from "../../engine/faults.ts";
import { post } from "../api.ts";
import { h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { menuButton } from "../ui/menu.ts";
import { toast } from "../ui/toast.ts";

const TROUBLES: readonly { text: string; note: string; fault: FaultInput }[] = [
  { text: "Cut the socket", note: "the bot must reconnect", fault: { kind: "drop" } },
  {
    text: "Slack is away for 10 s",
    note: "no socket, no API",
    fault: { kind: "offline", ms: 10_000 },
  },
  { text: "The next call fails with 500", note: "", fault: { kind: "status", status: 500 } },
  {
    text: "The next call is refused with 429",
    note: "wait 2 s",
    fault: { kind: "ratelimited", retryAfter: 2 },
  },
  {
    text: "The next call takes 5 s",
    note: "carried out, answered late",
    fault: { kind: "slow", ms: 5_000 },
  },
  {
    text: "The next call's answer is lost",
    note: "carried out, never answered",
    fault: { kind: "lost" },
  },
  { text: "The next event comes twice", note: "must count once", fault: { kind: "twice" } },
];

/** The menu of what can go wrong, to see how the bot takes it. */
export function troubleButton(): HTMLElement {
  return menuButton(
    { label: "Make trouble", class: "tool trouble", end: true },
    [icon("fault"), h("span", {}, "Trouble")],
    () => [
      "Make trouble between Slack and the bot",
      ...TROUBLES.map(({ text, note, fault }) => ({
        text,
        note,
        run: () => void make(text, fault),
      })),
      "",
      { text: "No more trouble", run: () => void make("No more trouble", { kind: "clear" }) },
    ],
  );
}

async function make(text: string, fault: FaultInput): Promise<void> {
  const answer = await post("/sandbox/faults", fault);
  toast(typeof answer.error === "string" ? answer.error : `${text}.`);
}
