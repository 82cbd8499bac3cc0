import { z } from "zod";

const times = z.int().min(1).max(1_000).default(1);
/** Leaving out the method means the next call of any; "response_url" is one as well. */
const call = { method: z.string().min(1).optional(), times };
const ms = z.int().min(1).max(600_000);

/** One thing that goes wrong between Slack and the bot because somebody asked for it. */
export const faultSchema = z.discriminatedUnion("kind", [
  /** Every socket is cut without a word. */
  z.strictObject({ kind: z.literal("drop") }),
  /** A `disconnect` message goes through every socket. Slack warns ten seconds before it refreshes. */
  z.strictObject({
    kind: z.literal("disconnect"),
    reason: z.enum(["warning", "refresh_requested", "link_disabled"]).default("refresh_requested"),
  }),
  /** Nothing of Slack's can be reached for a while: sockets, Web API, response_urls. */
  z.strictObject({ kind: z.literal("offline"), ms }),
  /** A call is answered with Slack's `{ ok: false, error }` and not carried out. */
  z.strictObject({ kind: z.literal("error"), ...call, error: z.string().min(1) }),
  /** A call is answered with an HTTP status and no JSON, and not carried out. */
  z.strictObject({
    kind: z.literal("status"),
    ...call,
    status: z.int().min(400).max(599).default(500),
  }),
  /** A call is answered with 429; `retryAfter` is in seconds. */
  z.strictObject({
    kind: z.literal("ratelimited"),
    ...call,
    retryAfter: z.int().min(0).max(3_600).default(1),
  }),
  /** A call is carried out at once and answered late. */
  z.strictObject({ kind: z.literal("slow"), ...call, ms }),
  /** A call is carried out, and the connection is cut before the answer. */
  z.strictObject({ kind: z.literal("lost"), ...call }),
  /** The next envelope reaches the bot twice. */
  z.strictObject({ kind: z.literal("twice"), times }),
  /** The next envelope is overtaken by the one after it, if one comes within half a second. */
  z.strictObject({ kind: z.literal("swap"), times }),
  /** The next socket is refused with too_many_websockets. */
  z.strictObject({ kind: z.literal("crowded"), times }),
  /** All that was asked for and has not happened yet is forgotten; what is offline is back. */
  z.strictObject({ kind: z.literal("clear") }),
]);
/** A fault with everything said. */
export type Fault = z.infer<typeof faultSchema>;
/** A fault as one asks for it; what is left out has its default. */
export type FaultInput = z.input<typeof faultSchema>;
/** A fault that waits for its time to come. */
export type WaitingFault = Extract<Fault, { times: number }>;

/** A fault said in the short words of `refuse`. */
export function plannedFault(planned: {
  method: string;
  times?: number | undefined;
  error?: string | undefined;
  retryAfter?: number | undefined;
  status?: number | undefined;
}): WaitingFault {
  const { method, times = 1, error = "internal_error", retryAfter, status } = planned;
  if (retryAfter !== undefined) return { kind: "ratelimited", method, times, retryAfter };
  if (status !== undefined) return { kind: "status", method, times, status };
  return { kind: "error", method, times, error };
}

/** The faults that wait, and until when nothing can be reached. */
export type Faults = {
  /** Now a fault happens or waits; those of sockets are done by whoever has the sockets. */
  add(fault: WaitingFault): void;
  /** Takes the first waiting fault of these kinds that fits the method, once. */
  take<Kind extends WaitingFault["kind"]>(
    kinds: readonly Kind[],
    method?: string,
  ): Extract<WaitingFault, { kind: Kind }> | null;
  waiting(): readonly WaitingFault[];
  goOffline(ms: number): void;
  /** Milliseconds until Slack is back; 0 when it is there. */
  offlineMs(): number;
  clear(): void;
};

/** No faults yet. */
export function newFaults(): Faults {
  const list: WaitingFault[] = [];
  let offlineUntil = 0;
  return {
    add: (fault) => void list.push({ ...fault }),
    take<Kind extends WaitingFault["kind"]>(kinds: readonly Kind[], method?: string) {
      const index = list.findIndex(
        (each) =>
          kinds.some((kind) => kind === each.kind) &&
          (!("method" in each) || each.method === undefined || each.method === method),
      );
      const found = list[index];
      if (!found) return null;
      found.times -= 1;
      if (found.times === 0) list.splice(index, 1);
      // The kinds looked for are the kind found.
      return found as Extract<WaitingFault, { kind: Kind }>;
    },
    waiting: () => list.map((each) => ({ ...each })),
    goOffline(ms) {
      offlineUntil = performance.now() + ms;
    },
    offlineMs: () => Math.max(0, Math.ceil(offlineUntil - performance.now())),
    clear() {
      list.length = 0;
      offlineUntil = 0;
    },
  };
}
