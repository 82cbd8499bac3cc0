import { expect } from "vitest";
import { LIMIT, type LimitName } from "../../../src/sandbox/limits.ts";
import * as make from "../block-builders.ts";
import { ADA, GENERAL, NOW, type Workspace } from "./workspace.ts";

const { many, plain, section, x } = make;

/** Limits that hold over several calls or over time: each is used up, and then overstepped by one. */
export const LIMIT_STORIES: Partial<Record<LimitName, (of: Workspace) => Promise<void>>> = {
  async viewBytes(of) {
    const sections = (count: number) =>
      make.modal(
        many(count, () => section(plain(x(2_900)))),
        { submit: undefined },
      );
    const fits = { trigger_id: await of.trigger(), view: sections(80) };
    expect(await of.refusal("views.open", fits)).toBe("");
    const over = { trigger_id: await of.trigger(), view: sections(90) };
    expect(await of.refusal("views.open", over)).toBe("view_too_large");
  },
  async viewsDeep(of) {
    const view = make.modal(make.dividers(1), { submit: undefined });
    await of.call("views.open", { trigger_id: await of.trigger(), view });
    for (let depth = 2; depth <= LIMIT.viewsDeep; depth += 1)
      await of.call("views.push", { trigger_id: await of.trigger(), view });
    const over = { trigger_id: await of.trigger(), view };
    expect(await of.refusal("views.push", over)).toBe("push_limit_reached");
  },
  async scheduleAheadDays(of) {
    const message = { channel: GENERAL, text: "x" };
    const furthest = NOW + LIMIT.scheduleAheadDays * 86_400;
    const at = (post_at: number) => of.refusal("chat.scheduleMessage", { ...message, post_at });
    expect(await at(furthest)).toBe("");
    expect(await at(furthest + 1)).toBe("time_too_far");
  },
  async scheduledInFiveMinutes(of) {
    const message = { channel: GENERAL, text: "x", post_at: NOW + 86_400 };
    for (let n = 0; n < LIMIT.scheduledInFiveMinutes; n += 1)
      await of.call("chat.scheduleMessage", message);
    expect(await of.refusal("chat.scheduleMessage", message)).toBe("restricted_too_many");
    const later = { ...message, post_at: NOW + 86_400 + 300 };
    expect(await of.refusal("chat.scheduleMessage", later)).toBe("");
  },
  async deleteScheduledSeconds(of) {
    const schedule = async (seconds: number) => {
      const post_at = NOW + seconds;
      const made = await of.call("chat.scheduleMessage", { channel: GENERAL, text: "x", post_at });
      const scheduled_message_id = made.scheduled_message_id;
      return of.refusal("chat.deleteScheduledMessage", { channel: GENERAL, scheduled_message_id });
    };
    expect(await schedule(LIMIT.deleteScheduledSeconds)).toBe("");
    expect(await schedule(LIMIT.deleteScheduledSeconds - 1)).toBe("invalid_scheduled_message_id");
  },
  async openUsers(of) {
    const { members } = await of.call("users.list");
    const users = (members as { id: string; is_bot: boolean }[])
      .filter((each) => !each.is_bot)
      .map((each) => each.id);
    const open = (count: number) =>
      of.refusal("conversations.open", { users: users.slice(0, count).join(",") });
    expect(await open(LIMIT.openUsers)).toBe("");
    expect(await open(LIMIT.openUsers + 1)).toBe("too_many_users");
  },
  async bookmarks(of) {
    const channel_id = await of.room();
    const add = () =>
      of.refusal("bookmarks.add", {
        channel_id,
        title: "A",
        type: "link",
        link: "https://a.example",
      });
    for (let n = 0; n < LIMIT.bookmarks; n += 1) expect(await add()).toBe("");
    expect(await add()).toBe("too_many_bookmarks");
  },
  async pins(of) {
    const channel = await of.room();
    const pin = async () => of.refusal("pins.add", { channel, timestamp: await of.post(channel) });
    for (let n = 0; n < LIMIT.pins; n += 1) expect(await pin()).toBe("");
    expect(await pin()).toBe("too_many_pins");
  },
  async reactionsByOne(of) {
    const timestamp = await of.post();
    const react = (n: number) =>
      of.refusal("reactions.add", { channel: GENERAL, timestamp, name: `e${n}` });
    for (let n = 0; n < LIMIT.reactionsByOne; n += 1) expect(await react(n)).toBe("");
    expect(await react(LIMIT.reactionsByOne)).toBe("too_many_emoji");
  },
  async reactions(of) {
    const message = await of.sandbox.as("ada").say("look", { channel: "general" });
    const { ts: timestamp } = message;
    for (let n = 0; n < LIMIT.reactions - 1; n += 1)
      await of.sandbox.as("bea").react(message, `e${n}`);
    const react = (name: string) =>
      of.refusal("reactions.add", { channel: GENERAL, timestamp, name });
    expect(await react("the-last-one")).toBe("");
    expect(await react("one-more")).toBe("too_many_reactions");
    expect(await react("e0")).toBe("");
  },
  async inviteUsers(of) {
    const channel = await of.room();
    const invite = (count: number) =>
      of.refusal("conversations.invite", { channel, users: many(count, () => ADA).join(",") });
    expect(await invite(LIMIT.inviteUsers + 1)).toBe("too_many_users");
    expect(await invite(LIMIT.inviteUsers)).toBe("");
  },
  async sockets(of) {
    const { sandbox } = of;
    const open = async () => {
      const answer = await fetch(`${sandbox.apiUrl}apps.connections.open`, {
        method: "POST",
        headers: { authorization: `Bearer ${sandbox.appToken}` },
      });
      const { url } = (await answer.json()) as { url: string };
      const socket = new WebSocket(url);
      const first = await new Promise<{ type: string; reason?: string }>((resolve) =>
        socket.addEventListener("message", ({ data }) => resolve(JSON.parse(String(data))), {
          once: true,
        }),
      );
      return { socket, first };
    };
    const sockets = [];
    while (sandbox.connections() < LIMIT.sockets) sockets.push(await open());
    expect(sockets.every(({ first }) => first.type === "hello")).toBe(true);
    const over = await open();
    expect(over.first).toMatchObject({ type: "disconnect", reason: "too_many_websockets" });
    for (const { socket } of sockets) socket.close();
    await sandbox.until(() => sandbox.connections() === 1, "the others to close");
  },
  async oauthCodeMs(of) {
    const { sandbox } = of;
    const exchange = async (wait: number) => {
      const { clientId: client_id, clientSecret: client_secret } = sandbox;
      const query = new URLSearchParams({ client_id, scope: "commands", redirect_uri: "http://b" });
      const page = await fetch(`${sandbox.authorizeUrl}?${query}`, { redirect: "manual" });
      const code = new URL(page.headers.get("location") ?? "").searchParams.get("code");
      of.clock.forward(wait);
      return of.refusal("oauth.v2.access", { client_id, client_secret, code });
    };
    expect(await exchange(LIMIT.oauthCodeMs - 1)).toBe("");
    expect(await exchange(LIMIT.oauthCodeMs)).toBe("invalid_code");
  },
  async responseUrlUses(of) {
    await of.trigger();
    const payload = of.sandbox.log.findLast(({ kind }) => kind === "envelope")?.detail;
    const url = String(Reflect.get(Object(payload), "response_url"));
    const answer = async () =>
      (await fetch(url, { method: "POST", body: JSON.stringify({ text: "x" }) })).status;
    // The acknowledgement is no use of the address.
    const statuses = [];
    for (let n = 0; n <= LIMIT.responseUrlUses; n += 1) statuses.push(await answer());
    expect(statuses).toEqual([...many(LIMIT.responseUrlUses, () => 200), 404]);
  },
};
