/**
 * What the page asks of the sandbox besides acts of people. All answers are JSON; a POST takes JSON only.
 * What cannot be done is answered with 400 (409 while a reset or a move is under way) and `{ error: string }`.
 *
 * GET  /sandbox/clock                     → ClockAnswer
 * POST /sandbox/clock  { forward: ms }    → ClockAnswer, when all that became due on the way is done
 * POST /sandbox/clock  { to: ISO time }   → ClockAnswer; the clock only goes forward
 * POST /sandbox/reset  {}                 → { ok: true }, when the demo stands as at the first start; the clock too
 * GET  /sandbox/faults                    → FaultsAnswer
 * POST /sandbox/faults  FaultInput        → FaultsAnswer; the kinds are in engine/faults.ts, { kind: "clear" } ends all
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { messageOf } from "../kernel/errors.ts";
import type { SandboxClock } from "./clock.ts";
import { parseArguments, readBody } from "./engine/body.ts";
import { type Fault, type Faults, faultSchema, type WaitingFault } from "./engine/faults.ts";

/** The sandbox's time: `now` as ISO text, `offset` in milliseconds ahead of the machine's clock. */
export type ClockAnswer = { now: string; offset: number };
/** What waits to go wrong, for how long Slack stays out of reach (0 when it is there), and how many sockets are open. */
export type FaultsAnswer = { waiting: readonly WaitingFault[]; offlineMs: number; sockets: number };

const moveSchema = z.union([
  z.strictObject({ forward: z.number().int().positive() }),
  z.strictObject({ to: z.iso.datetime({ offset: true }) }),
]);

/** What control has in its hands. */
export type Controlled = {
  clock: SandboxClock;
  faults: Faults;
  fault(fault: Fault): void;
  reset(): Promise<void>;
  sockets(): number;
};

/** Answers requests under /sandbox/ that move the clock, reset the demo or ask for faults; false for other paths. */
export function controlServer(
  of: Controlled,
): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  let isBusy = false;
  const clock = (): ClockAnswer => ({ now: of.clock.now().toISOString(), offset: of.clock.offset });
  const faults = (): FaultsAnswer => ({
    waiting: of.faults.waiting(),
    offlineMs: of.faults.offlineMs(),
    sockets: of.sockets(),
  });

  /** A reset in the middle of a move, or a second reset, would meet a bot that is half there. */
  async function alone<T>(work: () => Promise<T>): Promise<T> {
    if (isBusy) throw new Busy();
    isBusy = true;
    try {
      return await work();
    } finally {
      isBusy = false;
    }
  }

  async function answer(path: string, given: unknown): Promise<unknown> {
    if (path === "/sandbox/clock") {
      if (given === undefined) return clock();
      const move = moveSchema.parse(given);
      return alone(async () => {
        await ("to" in move ? of.clock.setTo(new Date(move.to)) : of.clock.forward(move.forward));
        return clock();
      });
    }
    if (path === "/sandbox/faults") {
      if (given !== undefined) of.fault(faultSchema.parse(given));
      return faults();
    }
    return alone(async () => {
      await of.reset();
      return { ok: true };
    });
  }

  return async (request, response) => {
    const path = new URL(request.url ?? "/", "http://sandbox").pathname;
    if (!["/sandbox/clock", "/sandbox/faults", "/sandbox/reset"].includes(path)) return false;
    const send = (status: number, body: unknown) =>
      response
        .writeHead(status, {
          "content-type": "application/json; charset=utf-8",
          "cache-control": "no-store",
          "x-content-type-options": "nosniff",
        })
        .end(JSON.stringify(body));
    const isPost = request.method === "POST";
    const type = request.headers["content-type"] ?? "";
    if (!isLocal(request)) send(403, { error: "This page is for this machine only." });
    else if (isPost ? !type.startsWith("application/json") : path === "/sandbox/reset")
      // Only JSON is taken, which no foreign page can send without asking first.
      send(405, { error: "This is a POST of JSON." });
    else
      try {
        const given = isPost ? await parseArguments(await readBody(request), type) : undefined;
        send(200, await answer(path, given));
      } catch (error) {
        if (error instanceof Busy) send(409, { error: error.message });
        else if (error instanceof z.ZodError) send(400, { error: z.prettifyError(error) });
        else if (error instanceof RangeError) send(400, { error: error.message });
        else send(500, { error: messageOf(error) });
      }
    return true;
  };
}

class Busy extends Error {
  constructor() {
    super("The sandbox is just moving its clock or starting anew. Ask again in a moment.");
  }
}

/** A name that was pointed at 127.0.0.1 from outside (DNS rebinding) is not this machine's. */
function isLocal(request: IncomingMessage): boolean {
  const host = (request.headers.host ?? "").replace(/:\d+$/, "");
  const { origin } = request.headers;
  const isOwn = !origin || origin === `http://${request.headers.host}`;
  return ["127.0.0.1", "localhost"].includes(host) && isOwn;
}
