import * as make from "../block-builders.ts";
import { ADA, BEA, GENERAL, NOW, type Workspace } from "./workspace.ts";

type Args = make.Json;
type Of = (of: Workspace) => Args | Promise<Args>;
/** What a method takes and what it answers, and what it refuses with which of Slack's errors. */
export type MethodRow = {
  takes: Args | Of;
  answers?: Args;
  refuses: [error: string, args: Args | Of][];
};

const view = make.modal(make.dividers(1), { submit: undefined });
const home = { type: "home", blocks: make.dividers(1) };
const NOBODY = "U404";
const NOWHERE = "C404";
const in60 = NOW + 60;
const at = async (of: Workspace) => ({ channel: GENERAL, timestamp: await of.post() });
const idOf = (answer: unknown, key: string) =>
  String(Reflect.get(Object(Reflect.get(Object(answer), key)), "id"));
const bookmark = { channel_id: GENERAL, title: "A", type: "link", link: "https://a.example" };

async function scheduled(of: Workspace): Promise<Args> {
  const made = await of.call("chat.scheduleMessage", {
    channel: GENERAL,
    text: "later",
    post_at: NOW + 3_600,
  });
  return { channel: GENERAL, scheduled_message_id: made.scheduled_message_id };
}

async function uploaded(of: Workspace): Promise<string> {
  const { upload_url, file_id } = await of.call("files.getUploadURLExternal", {
    filename: "a.csv",
    length: 3,
  });
  await fetch(String(upload_url), { method: "POST", body: "a,b" });
  return String(file_id);
}

async function fileOfBot(of: Workspace): Promise<string> {
  const id = await uploaded(of);
  await of.call("files.completeUploadExternal", { files: [{ id }], channel_id: GENERAL });
  return id;
}

const opened = async (of: Workspace) =>
  idOf(await of.call("views.open", { trigger_id: await of.trigger(), view }), "view");

/** A row for each method of the sandbox. */
export const METHOD_ROWS: Record<string, MethodRow> = {
  "api.test": {
    takes: { foo: "bar" },
    answers: { args: { foo: "bar" } },
    refuses: [["my_error", { error: "my_error" }]],
  },
  "apps.connections.open": { takes: {}, refuses: [] },
  "auth.revoke": { takes: { test: true }, answers: { revoked: false }, refuses: [] },
  "auth.teams.list": {
    takes: {},
    answers: { teams: [{ id: "T0DEALDESK", name: "Northwind Sales" }] },
    refuses: [],
  },
  "auth.test": { takes: {}, answers: { team_id: "T0DEALDESK", bot_id: "B0DEALDESK" }, refuses: [] },
  "bookmarks.add": {
    takes: bookmark,
    answers: { bookmark: { title: "A", type: "link" } },
    refuses: [
      ["channel_not_found", { ...bookmark, channel_id: NOWHERE }],
      ["invalid_bookmark_type", { ...bookmark, type: "page" }],
      ["invalid_link", { ...bookmark, link: "a.example" }],
      ["invalid_arguments", { ...bookmark, title: "" }],
    ],
  },
  "bookmarks.edit": {
    takes: async (of) => ({
      channel_id: GENERAL,
      bookmark_id: idOf(await of.call("bookmarks.add", bookmark), "bookmark"),
      title: "B",
    }),
    answers: { bookmark: { title: "B", link: "https://a.example" } },
    refuses: [["not_found", { channel_id: GENERAL, bookmark_id: "Bk404" }]],
  },
  "bookmarks.list": { takes: { channel_id: GENERAL }, refuses: [["channel_not_found", {}]] },
  "bookmarks.remove": {
    takes: async (of) => ({
      channel_id: GENERAL,
      bookmark_id: idOf(await of.call("bookmarks.add", bookmark), "bookmark"),
    }),
    refuses: [["not_found", { channel_id: GENERAL, bookmark_id: "Bk404" }]],
  },
  "bots.info": {
    takes: { bot: "B0DEALDESK" },
    answers: { bot: { id: "B0DEALDESK" } },
    refuses: [["bot_not_found", { bot: "B404" }]],
  },
  "chat.delete": {
    takes: async (of) => ({ channel: GENERAL, ts: await of.post() }),
    refuses: [
      ["message_not_found", { channel: GENERAL, ts: "1.000001" }],
      ["cant_delete_message", async (of) => ({ channel: GENERAL, ts: await said(of) })],
    ],
  },
  "chat.deleteScheduledMessage": {
    takes: scheduled,
    refuses: [
      ["invalid_scheduled_message_id", { channel: GENERAL, scheduled_message_id: "Q404" }],
      ["channel_not_found", { channel: NOWHERE, scheduled_message_id: "Q1" }],
    ],
  },
  "chat.getPermalink": {
    takes: async (of) => ({ channel: GENERAL, message_ts: await of.post() }),
    refuses: [["message_not_found", { channel: GENERAL, message_ts: "1.000001" }]],
  },
  "chat.postEphemeral": {
    takes: { channel: GENERAL, user: ADA, text: "psst" },
    refuses: [
      ["user_not_in_channel", { channel: "C0SALESEMEA", user: "U0ELI00001", text: "x" }],
      ["no_text", { channel: GENERAL, user: ADA }],
    ],
  },
  "chat.postMessage": {
    takes: { channel: GENERAL, text: "hello" },
    answers: { channel: GENERAL, message: { text: "hello", bot_id: "B0DEALDESK" } },
    refuses: [
      ["no_text", { channel: GENERAL }],
      ["channel_not_found", { channel: NOWHERE, text: "x" }],
      ["thread_not_found", { channel: GENERAL, text: "x", thread_ts: "1.000001" }],
      ["markdown_text_conflict", { channel: GENERAL, text: "x", markdown_text: "x" }],
      ["invalid_blocks_format", { channel: GENERAL, text: "x", blocks: "{" }],
      ["invalid_blocks", { channel: GENERAL, text: "x", blocks: [{ type: "alert" }] }],
      ["is_archived", async (of) => ({ channel: await archived(of), text: "x" })],
    ],
  },
  "chat.scheduleMessage": {
    takes: { channel: GENERAL, text: "later", post_at: in60 },
    answers: { channel: GENERAL, post_at: in60, message: { text: "later" } },
    refuses: [
      ["time_in_past", { channel: GENERAL, text: "x", post_at: NOW }],
      ["invalid_time", { channel: GENERAL, text: "x", post_at: "soon" }],
      ["no_text", { channel: GENERAL, post_at: in60 }],
    ],
  },
  "chat.scheduledMessages.list": {
    takes: { channel: GENERAL },
    refuses: [["invalid_channel", { channel: NOWHERE }]],
  },
  "chat.unfurl": {
    takes: async (of) => ({
      channel: GENERAL,
      ts: await said(of),
      unfurls: { "https://a.example": { blocks: make.dividers(1) } },
    }),
    refuses: [
      ["missing_unfurls", async (of) => ({ channel: GENERAL, ts: await said(of) })],
      [
        "cannot_unfurl_url",
        async (of) => ({
          channel: GENERAL,
          ts: await said(of),
          unfurls: { "https://b.example": {} },
        }),
      ],
    ],
  },
  "chat.update": {
    takes: async (of) => ({ channel: GENERAL, ts: await of.post(), text: "new" }),
    answers: { text: "new" },
    refuses: [
      ["message_not_found", { channel: GENERAL, ts: "1.000001", text: "x" }],
      ["cant_update_message", async (of) => ({ channel: GENERAL, ts: await said(of), text: "x" })],
    ],
  },
  "conversations.archive": {
    takes: async (of) => ({ channel: await of.room() }),
    refuses: [
      ["cant_archive_general", { channel: GENERAL }],
      ["already_archived", async (of) => ({ channel: await archived(of) })],
      ["method_not_supported_for_channel_type", { channel: "D0ADA00001" }],
    ],
  },
  "conversations.close": {
    takes: { channel: "D0ADA00001" },
    refuses: [["method_not_supported_for_channel_type", { channel: GENERAL }]],
  },
  "conversations.create": {
    takes: { name: "deal-acme" },
    answers: { channel: { name: "deal-acme", is_private: false } },
    refuses: [
      ["invalid_name_required", {}],
      ["invalid_name_specials", { name: "Deal Acme" }],
      ["invalid_name_punctuation", { name: "--" }],
      ["name_taken", { name: "general" }],
    ],
  },
  "conversations.history": {
    takes: { channel: GENERAL, limit: 1 },
    refuses: [
      ["channel_not_found", { channel: NOWHERE }],
      ["invalid_cursor", { channel: GENERAL, cursor: "x" }],
      ["invalid_ts_latest", { channel: GENERAL, latest: "x" }],
      ["invalid_ts_oldest", { channel: GENERAL, oldest: "x" }],
      ["invalid_limit", { channel: GENERAL, limit: -1 }],
    ],
  },
  "conversations.info": {
    takes: { channel: GENERAL, include_num_members: true },
    answers: { channel: { name: "general", is_general: true, num_members: 21 } },
    refuses: [["channel_not_found", { channel: NOWHERE }]],
  },
  "conversations.invite": {
    takes: async (of) => ({ channel: await of.room(), users: `${ADA},${BEA}` }),
    refuses: [
      ["no_user", { channel: GENERAL }],
      ["cant_invite_self", { channel: GENERAL, users: "U0DEALDESK" }],
      ["already_in_channel", { channel: GENERAL, users: ADA }],
      ["user_not_found", { channel: GENERAL, users: NOBODY }],
    ],
  },
  "conversations.join": {
    takes: { channel: GENERAL },
    answers: { warning: "already_in_channel" },
    refuses: [
      ["method_not_supported_for_channel_type", async (of) => ({ channel: await of.room() })],
    ],
  },
  "conversations.kick": {
    takes: async (of) => {
      const channel = await of.room();
      await of.call("conversations.invite", { channel, users: ADA });
      return { channel, user: ADA };
    },
    refuses: [
      ["cant_kick_self", { channel: GENERAL, user: "U0DEALDESK" }],
      ["cant_kick_from_general", { channel: GENERAL, user: ADA }],
      ["not_in_channel", async (of) => ({ channel: await of.room(), user: ADA })],
    ],
  },
  "conversations.leave": {
    takes: async (of) => {
      const channel = await of.room();
      await of.call("conversations.invite", { channel, users: ADA });
      return { channel };
    },
    refuses: [
      ["cant_leave_general", { channel: GENERAL }],
      ["last_member", async (of) => ({ channel: await of.room() })],
    ],
  },
  "conversations.list": {
    takes: { types: "public_channel,private_channel,mpim,im", limit: 2 },
    refuses: [["invalid_types", { types: "secret" }]],
  },
  "conversations.mark": {
    takes: async (of) => ({ channel: GENERAL, ts: await of.post() }),
    refuses: [["invalid_timestamp", { channel: GENERAL, ts: "yesterday" }]],
  },
  "conversations.members": {
    takes: { channel: GENERAL, limit: 3 },
    refuses: [["invalid_cursor", { channel: GENERAL, cursor: "x" }]],
  },
  "conversations.open": {
    takes: { users: `${ADA},${BEA}`, return_im: true },
    answers: { channel: { is_mpim: true } },
    refuses: [
      ["users_list_not_supplied", {}],
      ["user_not_found", { users: NOBODY }],
      ["channel_not_found", { channel: NOWHERE }],
    ],
  },
  "conversations.rename": {
    takes: async (of) => ({ channel: await of.room(), name: "renamed" }),
    answers: { channel: { name: "renamed" } },
    refuses: [["not_authorized", { channel: GENERAL, name: "ours" }]],
  },
  "conversations.replies": {
    takes: async (of) => ({ channel: GENERAL, ts: await of.post() }),
    refuses: [["thread_not_found", { channel: GENERAL, ts: "1.000001" }]],
  },
  "conversations.setPurpose": {
    takes: { channel: GENERAL, purpose: "All" },
    answers: { channel: { purpose: { value: "All" } } },
    refuses: [["too_long", { channel: GENERAL, purpose: make.x(251) }]],
  },
  "conversations.setTopic": {
    takes: { channel: GENERAL, topic: "All" },
    answers: { channel: { topic: { value: "All" } } },
    refuses: [["too_long", { channel: GENERAL, topic: make.x(251) }]],
  },
  "conversations.unarchive": {
    takes: async (of) => ({ channel: await archived(of) }),
    refuses: [["not_archived", { channel: GENERAL }]],
  },
  "emoji.list": { takes: {}, answers: { emoji: {} }, refuses: [] },
  "files.completeUploadExternal": {
    takes: async (of) => ({ files: [{ id: await uploaded(of) }], channel_id: GENERAL }),
    refuses: [
      ["invalid_arguments", {}],
      ["file_not_found", { files: [{ id: "F404" }] }],
      ["file_not_found", async (of) => ({ files: [{ id: await fileOfBot(of) }] })],
    ],
  },
  "files.delete": {
    takes: async (of) => ({ file: await fileOfBot(of) }),
    refuses: [
      ["file_not_found", { file: "F404" }],
      [
        "cant_delete_file",
        (of) => ({ file: of.sandbox.as("ada").upload({ name: "a", content: "a" }) }),
      ],
    ],
  },
  "files.getUploadURLExternal": {
    takes: { filename: "a.csv", length: 3 },
    refuses: [["invalid_arguments", { filename: "a.csv", length: 0 }]],
  },
  "files.info": {
    takes: async (of) => ({ file: await fileOfBot(of) }),
    answers: { file: { name: "a.csv", size: 3 } },
    refuses: [["file_not_found", { file: "F404" }]],
  },
  "files.list": {
    takes: { channel: GENERAL, count: 1 },
    answers: { paging: { count: 1, page: 1 } },
    refuses: [["user_not_found", { user: NOBODY }]],
  },
  "pins.add": {
    takes: at,
    refuses: [
      ["no_item_specified", { channel: GENERAL }],
      ["message_not_found", { channel: GENERAL, timestamp: "1.000001" }],
      ["bad_timestamp", { channel: GENERAL, timestamp: "x" }],
    ],
  },
  "pins.list": { takes: { channel: GENERAL }, refuses: [["channel_not_found", {}]] },
  "pins.remove": {
    takes: async (of) => {
      const message = await at(of);
      await of.call("pins.add", message);
      return message;
    },
    refuses: [["no_pin", at]],
  },
  "reactions.add": {
    takes: async (of) => ({ ...(await at(of)), name: "wave" }),
    refuses: [
      ["invalid_name", async (of) => ({ ...(await at(of)), name: ":wave:" })],
      ["already_reacted", reacted],
      ["message_not_found", { channel: GENERAL, timestamp: "1.000001", name: "wave" }],
    ],
  },
  "reactions.get": {
    takes: reacted,
    answers: { message: { reactions: [{ name: "wave", count: 1 }] } },
    refuses: [["message_not_found", { channel: GENERAL, timestamp: "1.000001" }]],
  },
  "reactions.list": { takes: {}, refuses: [["user_not_found", { user: NOBODY }]] },
  "reactions.remove": {
    takes: reacted,
    refuses: [["no_reaction", async (of) => ({ ...(await at(of)), name: "wave" })]],
  },
  "team.info": {
    takes: {},
    answers: { team: { id: "T0DEALDESK", domain: "northwind-sales" } },
    refuses: [["team_not_found", { team: "T404" }]],
  },
  "users.conversations": {
    takes: { user: ADA },
    refuses: [
      ["user_not_found", { user: NOBODY }],
      ["invalid_types", { types: "x" }],
    ],
  },
  "users.getPresence": {
    takes: { user: ADA },
    answers: { presence: "active" },
    refuses: [["user_not_found", { user: NOBODY }]],
  },
  "users.info": {
    takes: { user: ADA },
    answers: { user: { tz: "Europe/Berlin", profile: { email: "ada@northwind.example" } } },
    refuses: [["user_not_found", { user: NOBODY }]],
  },
  "users.list": { takes: { limit: 2 }, refuses: [["invalid_cursor", { cursor: "x" }]] },
  "users.lookupByEmail": {
    takes: { email: "Ada@northwind.example" },
    answers: { user: { id: ADA } },
    refuses: [["users_not_found", { email: "nobody@northwind.example" }]],
  },
  "users.profile.get": {
    takes: { user: ADA },
    answers: { profile: { title: "Revenue operations" } },
    refuses: [["user_not_found", { user: NOBODY }]],
  },
  "views.open": {
    takes: async (of) => ({ trigger_id: await of.trigger(), view }),
    answers: { view: { type: "modal" } },
    refuses: [
      ["invalid_trigger_id", { trigger_id: "1.2.3", view }],
      ["invalid_arguments", async (of) => ({ trigger_id: await of.trigger() })],
      ["exchanged_trigger_id", async (of) => ({ trigger_id: await spent(of), view })],
    ],
  },
  "views.publish": {
    takes: { user_id: ADA, view: home },
    answers: { view: { type: "home" } },
    refuses: [
      ["user_not_found", { user_id: NOBODY, view: home }],
      ["invalid_arguments", { user_id: ADA, view }],
      ["hash_conflict", publishedBefore],
    ],
  },
  "views.push": {
    takes: async (of) => {
      await opened(of);
      return { trigger_id: await of.trigger(), view };
    },
    refuses: [["invalid_trigger_id", { trigger_id: "1.2.3", view }]],
  },
  "views.update": {
    takes: async (of) => ({ view_id: await opened(of), view }),
    refuses: [
      ["not_found", { view_id: "V404", view }],
      ["invalid_arguments", { view }],
      ["hash_conflict", async (of) => ({ view_id: await opened(of), hash: "old", view })],
      ["duplicate_external_id", duplicate],
    ],
  },
};

async function said(of: Workspace): Promise<string> {
  return (await of.sandbox.as("ada").say("see https://a.example", { channel: "general" })).ts;
}

async function archived(of: Workspace): Promise<string> {
  const channel = await of.room();
  await of.call("conversations.archive", { channel });
  return channel;
}

async function reacted(of: Workspace): Promise<Args> {
  const message = { ...(await at(of)), name: "wave" };
  await of.call("reactions.add", message);
  return message;
}

async function spent(of: Workspace): Promise<string> {
  const trigger_id = await of.trigger();
  await of.call("views.open", { trigger_id, view });
  return trigger_id;
}

async function publishedBefore(of: Workspace): Promise<Args> {
  await of.call("views.publish", { user_id: ADA, view: home });
  return { user_id: ADA, hash: "old", view: home };
}

/** Two homes may not have the same external id, whoever's they are. */
async function duplicate(of: Workspace): Promise<Args> {
  const named = { ...home, external_id: "one" };
  await of.call("views.publish", { user_id: BEA, view: named });
  return { view_id: await opened(of), view: { ...view, external_id: "one" } };
}
