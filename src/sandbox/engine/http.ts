import type { IncomingMessage, ServerResponse } from "node:http";
import { answerResponseUrl } from "../interactions/response-url.ts";
import { callApi } from "../web-api/api.ts";
import { parseArguments, parseUpload, readBody } from "./body.ts";
import type { Engine } from "./engine.ts";
import type { StoredFile } from "./state.ts";

/** Answers what the bot sends: Web API calls, response_urls, uploads and downloads. False when the path is none of these. */
export async function serveBot(
  engine: Engine,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const url = new URL(request.url ?? "/", engine.baseUrl);
  const [, area = "", ...rest] = url.pathname.split("/");
  switch (area) {
    case "api":
      await api(engine, rest.join("/"), url, request, response);
      return true;
    case "response": {
      const args = await parseArguments(await readBody(request), "application/json");
      const { status, text } = answerResponseUrl(engine, rest[1] ?? "", args);
      response.writeHead(status, { "content-type": "text/plain" }).end(text);
      return true;
    }
    case "upload":
      await upload(engine, rest[1] ?? "", request, response);
      return true;
    case "files-pri":
      download(engine, rest[0]?.split("-").at(-1) ?? "", request, response);
      return true;
    default:
      return false;
  }
}

async function api(
  engine: Engine,
  method: string,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const contentType = request.headers["content-type"] ?? "application/x-www-form-urlencoded";
  const parsed = await parseArguments(await readBody(request), contentType);
  const args = { ...Object.fromEntries(url.searchParams), ...parsed };
  const token = tokenOf(request) ?? (typeof args.token === "string" ? args.token : null);
  delete args.token;
  const answer =
    parsed === null
      ? { status: 200, headers: {}, body: { ok: false, error: "invalid_json" } }
      : callApi(engine, method, token, args);
  response
    .writeHead(answer.status, {
      ...(answer.body ? { "content-type": "application/json; charset=utf-8" } : {}),
      ...answer.headers,
    })
    .end(answer.body ? JSON.stringify(answer.body) : "");
}

function tokenOf(request: IncomingMessage): string | null {
  return /^Bearer (.+)$/.exec(request.headers.authorization ?? "")?.[1] ?? null;
}

async function upload(
  engine: Engine,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const file = engine.state.files.get(id);
  if (!file || file.isComplete) {
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
  engine: Engine,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const file = engine.state.files.get(id);
  if (!file?.isComplete) {
    response.writeHead(404).end("no such file");
    return;
  }
  if (tokenOf(request) !== engine.botToken) {
    engine.log.refuse({
      method: "file download",
      error: "not_authed",
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
