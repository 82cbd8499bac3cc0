import { newFile, shareFiles } from "../engine/files.ts";
import { postMessage } from "../engine/messages.ts";
import { payloadOfFile } from "../engine/payload.ts";
import type { StoredFile } from "../engine/state.ts";
import {
  type Call,
  jsonArg,
  type Method,
  requiredText,
  SlackRefusal,
  textArg,
  writableChannel,
} from "./call.ts";
import { messageContent } from "./message-content.ts";

const getUploadUrl: Method = (call) => {
  const name = requiredText(call, "filename");
  const length = Number(textArg(call, "length"));
  if (!Number.isInteger(length) || length <= 0)
    throw new SlackRefusal("invalid_arguments", ["[ERROR] length must be more than 0"]);
  const file = newFile(call.engine, { name, user: call.engine.state.bot.id });
  return { upload_url: `${call.engine.baseUrl}/upload/v1/${file.id}`, file_id: file.id };
};

function uploaded(call: Call): StoredFile[] {
  const given = jsonArg(call, "files");
  if (!Array.isArray(given) || given.length === 0)
    throw new SlackRefusal("invalid_arguments", ["[ERROR] missing required field: files"]);
  return given.map((each: unknown) => {
    const id = typeof each === "object" && each !== null ? Reflect.get(each, "id") : null;
    const file = call.engine.state.files.get(String(id));
    if (!file) throw new SlackRefusal("file_not_found");
    if (file.content.length === 0) throw new SlackRefusal("file_upload_not_completed");
    const title: unknown = Reflect.get(Object(each), "title");
    if (typeof title === "string" && title !== "") file.title = title;
    return file;
  });
}

const complete: Method = (call) => {
  const { engine } = call;
  const files = uploaded(call);
  const named = textArg(call, "channel_id") || textArg(call, "channels");
  const channel = named
    ? writableChannel({ ...call, args: { ...call.args, channel: named } })
    : null;
  for (const file of files) file.isComplete = true;
  const threadTs = textArg(call, "thread_ts") || null;
  const comment = textArg(call, "initial_comment");
  if (channel && call.args.blocks !== undefined) {
    const content = messageContent({ ...call, args: { ...call.args, text: comment } }, true);
    postMessage(engine, {
      ...content,
      channel: channel.id,
      user: engine.state.bot.id,
      threadTs,
      files: files.map((file) => file.id),
    });
  } else if (channel)
    shareFiles(engine, {
      files,
      channel: channel.id,
      user: engine.state.bot.id,
      comment,
      threadTs,
    });
  return { files: files.map((file) => payloadOfFile(engine, file)) };
};

const info: Method = (call) => {
  const file = call.engine.state.files.get(textArg(call, "file"));
  if (!file?.isComplete) throw new SlackRefusal("file_not_found");
  return { file: payloadOfFile(call.engine, file), comments: [] };
};

/** files.*: the three steps of an upload, and what a file is. */
export const filesMethods: Record<string, Method> = {
  "files.getUploadURLExternal": getUploadUrl,
  "files.completeUploadExternal": complete,
  "files.info": info,
};
