import type { Delivered, Engine, Envelope } from "../engine/engine.ts";
import { deliverByHttp } from "./http-mode.ts";
import type { SocketMode } from "./socket-mode.ts";

/** Everything Slack sends to the bot, through sockets or to its address. */
export type Delivery = {
  deliver(envelope: Envelope): Promise<Delivered>;
  /** Sends the last envelope again, with the same id and payload. */
  redeliverLast(): Promise<Delivered>;
  /** From now on requests go to the bot's own address. */
  deliverTo(requestUrl: string): void;
  isConnected(): boolean;
  stop(): void;
};

/** An envelope that is to be overtaken goes out after this long even if nothing overtakes it. */
const OVERTAKEN_MS = 500;

/** Delivers once, twice, late or again, as Slack does and as faults say. */
export function delivery(engine: Engine, sockets: SocketMode): Delivery {
  let requestUrl: string | null = null;
  let last: Envelope | null = null;
  let overtaken: (() => void) | null = null;
  const retries = new Set<NodeJS.Timeout>();

  function send(envelope: Envelope, retry: Retry | null): Promise<Delivered> {
    last = envelope;
    return requestUrl === null
      ? sockets.deliver(envelope, retry)
      : deliverByHttp(engine, requestUrl, envelope, retry);
  }

  async function once(envelope: Envelope, retry: Retry | null): Promise<Delivered> {
    if (!overtaken && engine.faults.take(["swap"])) {
      engine.log.add("socket", `held back: ${nameOf(envelope)}`);
      await new Promise<void>((resolve) => {
        overtaken = resolve;
        setTimeout(resolve, OVERTAKEN_MS).unref();
      });
      overtaken = null;
      return send(envelope, retry);
    }
    const sent = send(envelope, retry);
    overtaken?.();
    if (engine.faults.take(["twice"])) {
      engine.log.add("socket", `delivered twice: ${nameOf(envelope)}`);
      void again();
    }
    return sent;
  }

  function again(): Promise<Delivered> {
    if (!last) throw new Error("Nothing was delivered yet.");
    return requestUrl === null
      ? sockets.redeliverLast()
      : deliverByHttp(engine, requestUrl, last, null);
  }

  async function logged(envelope: Envelope, retry: Retry | null): Promise<Delivered> {
    const name = nameOf(envelope);
    const which = retry ? `, retry ${retry.attempt} (${retry.reason})` : "";
    engine.log.add("envelope", `${envelope.type} ${name}${which}`, envelope.payload);
    const started = performance.now();
    const delivered = await once(envelope, retry);
    const took = `${(performance.now() - started).toFixed(1)} ms`;
    engine.log.add(
      "ack",
      delivered.ok
        ? `${name} acknowledged in ${took}`
        : `${name}: ${delivered.error} after ${took}`,
      delivered,
    );
    return delivered;
  }

  /** Events come again when nobody acknowledged them; what a person does does not, since they can do it again. */
  function retryLater(envelope: Envelope, attempt: number, failed: Delivered): void {
    const wait = engine.times.eventRetriesMs[attempt - 1];
    if (failed.ok || failed.noRetry || envelope.type !== "events_api" || wait === undefined) return;
    const timer = setTimeout(async () => {
      retries.delete(timer);
      const reason = failed.reason ?? "timeout";
      retryLater(envelope, attempt + 1, await logged(envelope, { attempt, reason }));
    }, wait);
    timer.unref();
    retries.add(timer);
  }

  return {
    async deliver(envelope) {
      const delivered = await logged(envelope, null);
      retryLater(envelope, 1, delivered);
      return delivered;
    },
    redeliverLast: again,
    deliverTo(url) {
      requestUrl = url;
    },
    isConnected: () => requestUrl !== null || sockets.connections() > 0,
    stop() {
      for (const timer of retries) clearTimeout(timer);
      retries.clear();
      overtaken?.();
    },
  };
}

/** Why and how often something is sent again. */
export type Retry = { attempt: number; reason: string };

function nameOf({ payload }: Envelope): string {
  const event = typeof payload.event === "object" ? Reflect.get(Object(payload.event), "type") : "";
  return String(payload.command ?? (event || payload.type));
}
