import { subscribe } from "node:diagnostics_channel";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";

/** Milliseconds from the envelope to the arrival of the answer, and to its acknowledgement. */
export type Timing = { reply: number; ack: number };

let arrived = 0;
// The moment an HTTP server of this process has read a request's head: the same point for every bot.
subscribe("http.server.request.start", (message) => {
  const { request } = message as { request: { url?: string } };
  if (arrived === 0 && request.url?.startsWith("/response/")) arrived = performance.now();
});

/** Sends one command and times its answer. One at a time: the answer is told by nothing but its coming next. */
export async function timeCommand(
  sandbox: Sandbox,
  { handle, text }: { handle: string; text: string },
): Promise<Timing> {
  arrived = 0;
  const sent = performance.now();
  await sandbox.as(handle).command(`/deal ${text}`);
  const reply = arrived - sent;
  const [, ack] =
    /in ([\d.]+) ms/.exec(sandbox.log.findLast(({ kind }) => kind === "ack")?.summary ?? "") ?? [];
  // What the bot still does after its answer must not fall into the next command.
  await new Promise((resolve) => setTimeout(resolve, 2));
  return { reply, ack: Number(ack) };
}

/** The value below which that share (0 to 1) of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
