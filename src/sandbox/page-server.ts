import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { stripTypeScriptTypes } from "node:module";
import { parseArguments, readBody } from "./engine/body.ts";
import type { Engine } from "./engine/engine.ts";
import { sendFile } from "./engine/http.ts";
import { actSchema, doAct } from "./page-acts.ts";
import { pageState } from "./page-state.ts";

/** Serves the page people look at, and what it asks for. */
export type PageServer = {
  serve(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  stop(): void;
};

/** Changes come in bursts; the page asks once for all of them. */
const CHANGE_DELAY_MS = 25;

const SECURITY = {
  "content-security-policy":
    "default-src 'self'; img-src 'self' https: data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
};

/** The page's server: files, the state of one person's Slack, a stream that says when it changed, and acts. */
export function pageServer(engine: Engine): PageServer {
  const streams = new Set<ServerResponse>();
  let timer: NodeJS.Timeout | undefined;
  const changed = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      for (const stream of streams) stream.write("data: changed\n\n");
    }, CHANGE_DELAY_MS);
  };
  engine.watchers.add(changed);
  const unwatch = engine.log.watch(changed);

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const url = new URL(request.url ?? "/", engine.baseUrl);
    if (!isLocal(request)) {
      response.writeHead(403, SECURITY).end("This page is for this machine only.");
      return true;
    }
    const user = url.searchParams.get("as") ?? "";
    switch (url.pathname) {
      case "/sandbox/state":
        json(response, pageState(engine, user, url.searchParams.get("channel") ?? ""));
        return true;
      case "/sandbox/log": {
        const after = Number(url.searchParams.get("after") ?? 0);
        json(response, engine.log.entries.filter((entry) => entry.n > after).slice(-300));
        return true;
      }
      case "/sandbox/stream":
        response.writeHead(200, { ...SECURITY, "content-type": "text/event-stream" });
        response.write("data: hello\n\n");
        streams.add(response);
        response.once("close", () => streams.delete(response));
        return true;
      case "/sandbox/act":
        await acted(engine, request, response);
        return true;
      default:
        return asset(engine, url.pathname, response);
    }
  }

  return {
    serve,
    stop() {
      clearTimeout(timer);
      engine.watchers.delete(changed);
      unwatch();
      for (const stream of streams) stream.end();
    },
  };
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

const TYPES: Record<string, string> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  ts: "text/javascript; charset=utf-8",
};

function asset(engine: Engine, path: string, response: ServerResponse): boolean {
  const file = /^\/sandbox\/files\/(F[A-Z0-9]+)$/.exec(path)?.[1];
  const stored = file ? engine.state.files.get(file) : undefined;
  if (stored) {
    sendFile(response, stored);
    return true;
  }
  const isPage = path === "/" || path.startsWith("/archives/");
  const name = isPage ? "index.html" : /^\/page\/([a-z-]+\.(?:ts|css))$/.exec(path)?.[1];
  const text = name ? read(name) : null;
  if (text === null || !name) {
    response.writeHead(404, SECURITY).end("not found");
    return true;
  }
  const type = TYPES[name.split(".").at(-1) ?? ""] ?? "text/plain";
  response.writeHead(200, { ...SECURITY, "content-type": type });
  response.end(name.endsWith(".ts") ? quietlyStripped(text) : text);
  return true;
}

/** Node says once that type stripping may change; people who open the page cannot do anything about that. */
function quietlyStripped(text: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(text);
  } finally {
    process.emitWarning = emitWarning;
  }
}

function read(name: string): string | null {
  try {
    return readFileSync(new URL(`./page/${name}`, import.meta.url), "utf8");
  } catch {
    return null;
  }
}
