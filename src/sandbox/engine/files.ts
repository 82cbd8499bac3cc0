import { announce, type Engine, nextId, nowSeconds } from "./engine.ts";
import { postMessage } from "./messages.ts";
import type { Message, StoredFile } from "./state.ts";

const MIME: Record<string, string> = {
  csv: "text/csv",
  txt: "text/plain",
  md: "text/markdown",
  json: "application/json",
  pdf: "application/pdf",
  png: "image/png",
  jpg: "image/jpeg",
  svg: "image/svg+xml",
  html: "text/html",
  ics: "text/calendar",
  zip: "application/zip",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/** The ending of a file's name, in lower case: what `filetypes` of a file input is compared with. */
export function fileType(name: string): string {
  return /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? "";
}

/** Makes room for a file; its content may come later. */
export function newFile(
  engine: Engine,
  of: { name: string; user: string; content?: Buffer },
): StoredFile {
  const file: StoredFile = {
    id: nextId(engine, "F"),
    name: of.name,
    title: of.name,
    mimetype: MIME[fileType(of.name)] ?? "application/octet-stream",
    user: of.user,
    created: nowSeconds(engine),
    content: of.content ?? Buffer.alloc(0),
    isComplete: of.content !== undefined,
    channels: [],
  };
  engine.state.files.set(file.id, file);
  return file;
}

/** Shows uploaded files in a channel, as one message with its comment. */
export function shareFiles(
  engine: Engine,
  of: {
    files: readonly StoredFile[];
    channel: string;
    user: string;
    comment: string;
    threadTs: string | null;
  },
): Message {
  for (const file of of.files)
    if (!file.channels.includes(of.channel)) file.channels.push(of.channel);
  return postMessage(engine, {
    channel: of.channel,
    user: of.user,
    text: of.comment,
    threadTs: of.threadTs,
    files: of.files.map((file) => file.id),
  });
}

/** Tells people that a channel's name, topic or members changed. */
export function announceChannel(engine: Engine, channelId: string): void {
  announce(engine, {
    kind: "channel",
    audience: engine.state.channels.get(channelId)?.members ?? [],
    channel: channelId,
  });
}
