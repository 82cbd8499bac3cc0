import { announceChannel, newFile, shareFiles } from "../engine/files.ts";
import { postMessage } from "../engine/messages.ts";
import { payloadOfFile } from "../engine/payload.ts";
import type { StoredFile } from "../engine/state.ts";
import {
  type Call,
  channelArg,
  jsonArg,
  type Method,
  numberArg,
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
  return {
    upload_url: `${call.engine.baseUrl}/upload/${call.engine.state.team.id}/${file.id}`,
    file_id: file.id,
  };
};

function uploaded(call: Call): StoredFile[] {
  const given = jsonArg(call, "files");
  if (!Array.isArray(given) || given.length === 0)
    throw new SlackRefusal("invalid_arguments", ["[ERROR] missing required field: files"]);
  return given.map((each: unknown) => {
    const id = typeof each === "object" && each !== null ? Reflect.get(each, "id") : null;
    const file = call.engine.state.files.get(String(id));
    // What is complete already is not completed again.
    if (!file || file.isComplete) throw new SlackRefusal("file_not_found");
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

/** The bot sees its own files, those of its channels, and those a person handed it in a modal. */
function fileArg(call: Call): StoredFile {
  const file = call.engine.state.files.get(requiredText(call, "file"));
  if (!file?.isComplete) throw new SlackRefusal("file_not_found");
  return file;
}

const info: Method = (call) => ({
  file: payloadOfFile(call.engine, fileArg(call)),
  comments: [],
  response_metadata: { next_cursor: "" },
});

const list: Method = (call) => {
  const { state } = call.engine;
  const user = textArg(call, "user");
  const channel = textArg(call, "channel");
  if (user !== "" && !state.people.has(user)) throw new SlackRefusal("user_not_found");
  if (channel !== "") channelArg(call);
  const from = numberArg(call, "ts_from") ?? 0;
  const to = numberArg(call, "ts_to") ?? Number.POSITIVE_INFINITY;
  const found = [...state.files.values()].filter(
    (file) =>
      file.isComplete &&
      (file.user === state.bot.id ||
        file.channels.some((id) => state.channels.get(id)?.members.includes(state.bot.id))) &&
      (user === "" || file.user === user) &&
      (channel === "" || file.channels.includes(channel)) &&
      file.created >= from &&
      file.created <= to,
  );
  // Of all lists only this one still counts pages.
  const count = numberArg(call, "count") ?? 100;
  const page = numberArg(call, "page") ?? 1;
  return {
    files: found
      .reverse()
      .slice((page - 1) * count, page * count)
      .map((file) => payloadOfFile(call.engine, file)),
    paging: { count, total: found.length, page, pages: Math.ceil(found.length / count) },
  };
};

const remove: Method = (call) => {
  const { engine } = call;
  const file = fileArg(call);
  if (file.user !== engine.state.bot.id) throw new SlackRefusal("cant_delete_file");
  engine.state.files.delete(file.id);
  for (const channelId of file.channels) {
    for (const message of engine.state.messages.get(channelId) ?? [])
      message.files = message.files.filter((id) => id !== file.id);
    announceChannel(engine, channelId);
  }
  return {};
};

/** files.*: the three steps of an upload, and what files there are. */
export const filesMethods: Record<string, Method> = {
  "files.getUploadURLExternal": getUploadUrl,
  "files.completeUploadExternal": complete,
  "files.delete": remove,
  "files.info": info,
  "files.list": list,
};
