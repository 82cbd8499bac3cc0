import type { IncomingMessage } from "node:http";

/** More than Slack takes in one call, little enough for a test machine. */
const MAX_BYTES = 64 * 1024 * 1024;

/** The whole body of a request. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const part = Buffer.from(chunk);
    size += part.length;
    if (size > MAX_BYTES) throw new Error("The request is larger than 64 MB.");
    chunks.push(part);
  }
  return Buffer.concat(chunks);
}

/** The arguments of a Web API call, whichever of the three ways they came; null when the JSON is broken. */
export async function parseArguments(
  body: Buffer,
  contentType: string,
): Promise<Record<string, unknown> | null> {
  if (contentType.startsWith("application/json")) {
    try {
      const parsed: unknown = JSON.parse(body.toString() || "{}");
      return typeof parsed === "object" && parsed !== null
        ? Object.fromEntries(Object.entries(parsed))
        : null;
    } catch {
      return null;
    }
  }
  if (contentType.startsWith("multipart/form-data")) {
    const form = await formOf(body, contentType);
    return Object.fromEntries([...form].filter(([, value]) => typeof value === "string"));
  }
  return Object.fromEntries(new URLSearchParams(body.toString()));
}

/** The file in an upload: a multipart form's first file, or the bare body. */
export async function parseUpload(body: Buffer, contentType: string): Promise<Buffer> {
  if (!contentType.startsWith("multipart/form-data")) return body;
  const form = await formOf(body, contentType);
  for (const [, value] of form)
    return typeof value === "string" ? Buffer.from(value) : Buffer.from(await value.arrayBuffer());
  return Buffer.alloc(0);
}

function formOf(body: Buffer, contentType: string): Promise<FormData> {
  return new Response(new Uint8Array(body), {
    headers: { "content-type": contentType },
  }).formData();
}
