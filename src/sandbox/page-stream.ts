import type { ServerResponse } from "node:http";
import type { Engine } from "./engine/engine.ts";
import { SECURITY } from "./page-assets.ts";

/** Tells open pages that what they show may have changed. */
export type PageStream = { open(response: ServerResponse): void; stop(): void };

/** The first change is told at once, so that a reply is on the screen soon; those of the next moments together. */
const STATE_PAUSE_MS = 12;
/** Traffic is only looked at. */
const LOG_PAUSE_MS = 40;

/** A stream of the words "state" and "traffic": the page asks for what it needs of them. */
export function pageStream(engine: Engine): PageStream {
  const streams = new Set<ServerResponse>();
  const send = (what: string) => {
    for (const stream of streams) stream.write(`data: ${what}\n\n`);
  };
  const stateChanged = paced(() => send("state"), STATE_PAUSE_MS);
  const logGrew = paced(() => send("traffic"), LOG_PAUSE_MS);
  engine.watchers.add(stateChanged.tell);
  let wasConnected = engine.isConnected();
  const unwatch = engine.log.watch(() => {
    logGrew.tell();
    const isConnected = engine.isConnected();
    if (isConnected !== wasConnected) stateChanged.tell();
    wasConnected = isConnected;
  });
  return {
    open(response) {
      response.writeHead(200, { ...SECURITY, "content-type": "text/event-stream" });
      response.write("data: state\n\n");
      streams.add(response);
      response.once("close", () => streams.delete(response));
    },
    stop() {
      engine.watchers.delete(stateChanged.tell);
      unwatch();
      stateChanged.stop();
      logGrew.stop();
      for (const stream of streams) stream.end();
    },
  };
}

function paced(send: () => void, pauseMs: number): { tell(): void; stop(): void } {
  let pause: NodeJS.Timeout | undefined;
  let isDue = false;
  const now = () => {
    isDue = false;
    // Not in the caller's turn: the engine finishes what it is doing first.
    setImmediate(send);
    pause = setTimeout(() => {
      pause = undefined;
      if (isDue) now();
    }, pauseMs);
  };
  return {
    tell() {
      if (pause) isDue = true;
      else now();
    },
    stop: () => clearTimeout(pause),
  };
}
