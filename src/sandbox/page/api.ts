/// <reference lib="dom" />
import type { PageAct } from "../page-acts.ts";
import type { PageState } from "../page-state.ts";
import type { LogEntry } from "../traffic-log.ts";
import { byId } from "./dom.ts";

type WithoutPerson<Act> = Act extends unknown ? Omit<Act, "as"> : never;
/** An act of the person the page stands for. */
export type Act = WithoutPerson<PageAct>;

/** Where the page is: who looks, at which channel ("home" is the home tab), writing in which thread. */
export const place = {
  as: localStorage.getItem("as") ?? "",
  channel: "",
  thread: null as string | null,
};

/** What this person sees now. */
export async function loadState(): Promise<PageState> {
  const query = new URLSearchParams({ as: place.as, channel: place.channel });
  const response = await fetch(`/sandbox/state?${query}`);
  return response.json();
}

/** The traffic since an entry. */
export async function loadLog(after: number): Promise<LogEntry[]> {
  const response = await fetch(`/sandbox/log?after=${after}`);
  return response.json();
}

/** Fields are kept by the server one after the other, before what is pressed after them. */
let keeping: Promise<unknown> = Promise.resolve();

/** Does something as the person; the answer depends on the act. A failure is shown and answered with its error. */
export async function act(doing: Act): Promise<Record<string, unknown>> {
  await keeping;
  return send(doing);
}

/** Remembers what was put into a field, so that a modal that changes under it does not lose it. */
export function keep(doing: Act): void {
  keeping = keeping.then(() => send(doing, true));
}

async function send(doing: Act, quietly = false): Promise<Record<string, unknown>> {
  const response = await fetch("/sandbox/act", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...doing, as: place.as }),
  });
  const answer: Record<string, unknown> = await response.json();
  if (typeof answer.error === "string" && !quietly) toast(words(answer.error));
  return answer;
}

function words(error: string): string {
  if (error === "operation_timeout") return "The app took too long to answer.";
  if (error === "dispatch_failed") return "No app is connected to the sandbox.";
  return error;
}

let hiding = 0;
/** A short word at the foot of the page. */
export function toast(text: string): void {
  const box = byId("toast");
  box.textContent = text;
  window.clearTimeout(hiding);
  hiding = window.setTimeout(() => {
    box.textContent = "";
  }, 6_000);
}

/** Uploads a chosen file and answers with its id. */
export async function upload(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = "";
  for (let from = 0; from < bytes.length; from += 0x8000)
    binary += String.fromCharCode(...bytes.subarray(from, from + 0x8000));
  const answer = await send({ kind: "upload", name: file.name, base64: btoa(binary) });
  return String(answer.id);
}
