/// <reference lib="dom" />
import type { PageAct } from "../page-acts.ts";
import type { Completions, Suggestion } from "../page-completion.ts";
import type { PageState } from "../page-state.ts";
import type { LogEntry } from "../traffic-log.ts";
import { toast } from "./ui/toast.ts";

type WithoutPerson<Act> = Act extends unknown ? Omit<Act, "as"> : never;
/** An act of the person the page stands for. */
export type Act = WithoutPerson<PageAct>;

/** Who acts: set with each state that is drawn. */
let me = "";

/** Names who does what comes next. */
export function actAs(user: string): void {
  me = user;
}

/** What somebody sees at a place. */
export async function loadState(query: Record<string, string>): Promise<PageState> {
  const response = await fetch(`/sandbox/state?${new URLSearchParams(query)}`);
  return response.json();
}

/** The traffic since an entry. */
export async function loadLog(after: number): Promise<LogEntry[]> {
  const response = await fetch(`/sandbox/log?after=${after}`);
  return response.json();
}

let completions: Promise<Completions> | null = null;

/** What the composer can complete; asked for once. */
export function loadCompletions(): Promise<Completions> {
  completions ??= fetch("/sandbox/completions").then((response) => response.json());
  return completions;
}

/** Names the app knows for an argument. */
export async function lookUp(action: string, query: string): Promise<Suggestion[]> {
  const asked = new URLSearchParams({ as: me, action, q: query });
  const response = await fetch(`/sandbox/lookup?${asked}`);
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
  const answer = await post("/sandbox/act", { ...doing, as: me });
  if (typeof answer.error === "string" && !quietly) toast(words(answer.error));
  return answer;
}

/** Sends JSON and answers with JSON; a server that is gone is an error in words. */
export async function post(path: string, body: unknown): Promise<Record<string, unknown>> {
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return await response.json();
  } catch {
    return { error: "The sandbox does not answer. Is npm start still running?" };
  }
}

function words(error: string): string {
  if (error === "operation_timeout") return "The app took longer than Slack's 3 seconds to answer.";
  if (error === "dispatch_failed") return "No app is connected to the sandbox.";
  return error;
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
