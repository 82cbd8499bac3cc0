import type { IncomingMessage, ServerResponse } from "node:http";
import { answerResponseUrl } from "../interactions/response-url.ts";
import { type ApiAnswer, callApi, faultAnswer } from "../web-api/api.ts";
import { authorize } from "../web-api/oauth.ts";
import { parseArguments, parseUpload, readBody } from "./body.ts";
import type { Engine } from "./engine.ts";
import type { Faults } from "./faults.ts";
import type { StoredFile } from "./state.ts";
import type { Workspaces } from "./workspaces.ts";

/**
 * Answers what the bot sends: Web API calls, response_urls, uploads and downloads, and the page that installs the app.
 * False when the path is none of these.
 */
export async function serveBot(
  workspaces: Workspaces,
  faults: Faults,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const url = new URL(request.url ?? "/", "http://sandbox");
  const [, area = "", ...rest] = url.pathname.split("/");
  if (!["api", "response", "upload", "files-pri", "oauth"].includes(area)) return false;
  if (faults.offlineMs() > 0) {
    request.socket.destroy();
    return true;
  }
  const engine = workspaces.engines.find((each) => rest[0]?.startsWith(each.state.team.id));
  switch (area) {
    case "api":
      await api(workspaces, faults, rest.join("/"), url, request, response);
      break;
    case "response":
      await answered(workspaces, faults, "response_url", request, response, async () => {
        const args = await parseArguments(await readBody(request), "application/json");
        if (!engine) return { status: 404, headers: {}, text: "invalid_token" };
        return { headers: {}, ...answerResponseUrl(engine, rest[1] ?? "", args) };
      });
      break;
    case "upload":
      await upload(engine, rest[1] ?? "", request, response);
      break;
    case "files-pri":
      download(engine, rest[0]?.split("-").at(-1) ?? "", request, response);
      break;
    case "oauth":
      install(workspaces, url, response);
  }
  return true;
}

type Answer = { status: number; headers: Record<string, string>; text: string };

/** Carries a call out and answers, unless a fault was asked for in place of either. */
async function answered(
  workspaces: Workspaces,
  faults: Faults,
  method: string,
  request: IncomingMessage,
  response: ServerResponse,
  carryOut: () => Promise<Answer>,
): Promise<void> {
  const refused = faults.take(["error", "status", "ratelimited"], method);
  const isLost = !refused && faults.take(["lost"], method) !== null;
  const slow = faults.take(["slow"], method);
  const [first] = workspaces.engines;
  if (refused) first?.log.add("api", `${method} → refused as planned`, refused);
  const { status, headers, text } = refused ? asText(faultAnswer(refused)) : await carryOut();
  if (slow) await new Promise((resolve) => setTimeout(resolve, slow.ms));
  if (isLost) {
    first?.log.add("socket", `the answer to ${method} was lost`);
    request.socket.destroy();
  } else response.writeHead(status, headers).end(text);
}

function asText({ status, headers, body }: ApiAnswer): Answer {
  return {
    status,
    headers: {
      ...(body ? { "content-type": "application/json; charset=utf-8" } : {}),
      ...headers,
    },
    text: body ? JSON.stringify(body) : "",
  };
}

async function api(
  workspaces: Workspaces,
  faults: Faults,
  method: string,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const contentType = request.headers["content-type"] ?? "application/x-www-form-urlencoded";
  const parsed = await parseArguments(await readBody(request), contentType);
  await answered(workspaces, faults, method, request, response, async () => {
    if (parsed === null)
      return asText({ status: 200, headers: {}, body: { ok: false, error: "invalid_json" } });
    const args = { ...Object.fromEntries(url.searchParams), ...parsed };
    const token = tokenOf(request) ?? (typeof args.token === "string" ? args.token : null);
    delete args.token;
    return asText(callApi(workspaces, { method, token, args, basic: basicOf(request) }));
  });
}

function tokenOf(request: IncomingMessage): string | null {
  return /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? null;
}

function basicOf(request: IncomingMessage): { user: string; password: string } | null {
  const encoded = /^Basic (.+)$/.exec(request.headers.authorization ?? "")?.[1];
  if (!encoded) return null;
  const [user = "", password = ""] = Buffer.from(encoded, "base64").toString().split(":");
  return { user, password };
}

function install(workspaces: Workspaces, url: URL, response: ServerResponse): void {
  if (url.pathname !== "/oauth/v2/authorize") {
    response.writeHead(404).end("not found");
    return;
  }
  const authorized = authorize(workspaces, url.searchParams);
  if ("redirect" in authorized) response.writeHead(302, { location: authorized.redirect }).end();
  else response.writeHead(authorized.status, { "content-type": "text/plain" }).end(authorized.says);
}

async function upload(
  engine: Engine | undefined,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const file = engine?.state.files.get(id);
  if (!engine || !file || file.isComplete) {
    response.writeHead(404).end("no such upload");
    return;
  }
  file.content = await parseUpload(
    await readBody(request),
    request.headers["content-type"] ?? "application/octet-stream",
  );
  engine.log.add("api", `upload of ${file.name}, ${file.content.length} bytes`);
  response.writeHead(200).end(`OK - ${file.content.length}`);
}

/** A private file is for those who show the bot's token; others get a sign-in page, as from Slack. */
function download(
  engine: Engine | undefined,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const file = engine?.state.files.get(id);
  if (!engine || !file?.isComplete) {
    response.writeHead(404).end("no such file");
    return;
  }
  const may = !engine.scopes || engine.scopes.has("files:read");
  if (!engine.isInstalled || tokenOf(request) !== engine.botToken || !may) {
    engine.log.refuse({
      method: "file download",
      error: may ? "not_authed" : "missing_scope",
      messages: [file.name],
      detail: null,
    });
    response.writeHead(200, { "content-type": "text/html" }).end("<title>Sign in to Slack</title>");
    return;
  }
  sendFile(response, file);
}

/** Sends a file as a download that no browser runs as a page. */
export function sendFile(response: ServerResponse, file: StoredFile): void {
  response
    .writeHead(200, {
      "content-type": file.mimetype,
      "content-length": file.content.length,
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      "x-content-type-options": "nosniff",
    })
    .end(file.content);
}
