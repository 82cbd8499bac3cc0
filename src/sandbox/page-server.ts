import type { IncomingMessage, ServerResponse } from "node:http";
import { parseArguments, readBody } from "./engine/body.ts";
import type { Engine } from "./engine/engine.ts";
import { sendFile } from "./engine/http.ts";
import { actSchema, doAct } from "./page-acts.ts";
import { SECURITY, sendAsset } from "./page-assets.ts";
import { type Completions, lookUp } from "./page-completion.ts";
import { readMarks } from "./page-reads.ts";
import { pageState } from "./page-state.ts";
import { pageStream } from "./page-stream.ts";

/** Serves the page people look at, and what it asks for. */
export type PageServer = {
  serve(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  stop(): void;
};

const SHOWN = 100;
const LOG_SHOWN = 300;

/** The page's server: files, the state of one person's Slack, a stream that says when it changed, and acts. */
export function pageServer(engine: Engine, completions: Completions = {}): PageServer {
  const reads = readMarks(engine);
  const stream = pageStream(engine);

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const url = new URL(request.url ?? "/", engine.baseUrl);
    const asked = (name: string) => url.searchParams.get(name) ?? "";
    if (!isLocal(request)) {
      response.writeHead(403, SECURITY).end("This page is for this machine only.");
      return true;
    }
    switch (url.pathname) {
      case "/sandbox/state":
        json(
          response,
          pageState(engine, reads, {
            as: asked("as"),
            channel: asked("channel"),
            thread: asked("thread") || null,
            most: Number(asked("most")) || SHOWN,
            isSeen: asked("seen") === "1",
          }),
        );
        return true;
      case "/sandbox/log": {
        const after = Number(asked("after"));
        json(response, engine.log.entries.filter((entry) => entry.n > after).slice(-LOG_SHOWN));
        return true;
      }
      case "/sandbox/stream":
        stream.open(response);
        return true;
      case "/sandbox/completions":
        json(response, completions);
        return true;
      case "/sandbox/lookup": {
        const known = Object.values(completions.lookups ?? {}).includes(asked("action"));
        const found = known ? await lookUp(engine, asked("as"), asked("action"), asked("q")) : [];
        json(response, found);
        return true;
      }
      case "/sandbox/act":
        await acted(engine, request, response);
        return true;
      default:
        if (sentFile(engine, url.pathname, response) || sendAsset(url.pathname, response))
          return true;
        response.writeHead(404, SECURITY).end("not found");
        return true;
    }
  }

  return { serve, stop: stream.stop };
}

/** A name that was pointed at 127.0.0.1 from outside (DNS rebinding) is not this machine's. */
function isLocal(request: IncomingMessage): boolean {
  const host = (request.headers.host ?? "").replace(/:\d+$/, "");
  const { origin } = request.headers;
  const isOwn = !origin || origin === `http://${request.headers.host}`;
  return ["127.0.0.1", "localhost"].includes(host) && isOwn;
}

function json(response: ServerResponse, body: unknown, status = 200): void {
  response
    .writeHead(status, { ...SECURITY, "content-type": "application/json; charset=utf-8" })
    .end(JSON.stringify(body));
}

/** Only JSON is taken, which no foreign page can send without asking first. */
async function acted(
  engine: Engine,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const contentType = request.headers["content-type"] ?? "";
  if (request.method !== "POST" || !contentType.startsWith("application/json")) {
    json(response, { error: "An act is a POST of JSON." }, 405);
    return;
  }
  const parsed = actSchema.safeParse(await parseArguments(await readBody(request), contentType));
  if (!parsed.success) json(response, { error: parsed.error.message }, 400);
  else json(response, await doAct(engine, parsed.data));
}

function sentFile(engine: Engine, path: string, response: ServerResponse): boolean {
  const id = /^\/sandbox\/files\/(F[A-Z0-9]+)$/.exec(path)?.[1];
  const file = id ? engine.state.files.get(id) : undefined;
  if (!file) return false;
  sendFile(response, file);
  return true;
}
