import type { App } from "@slack/bolt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MovableClock } from "../support/sandbox.ts";
import { type BoltInSandbox, boltInSandbox, movableClock } from "../support/sandbox.ts";
import * as make from "./block-builders.ts";

const card = (text: string) => ({
  text,
  blocks: [
    { type: "section" as const, block_id: "words", text: { type: "mrkdwn" as const, text } },
    {
      type: "actions" as const,
      block_id: "buttons",
      elements: [
        {
          type: "button" as const,
          action_id: "approve",
          text: { type: "plain_text" as const, text: "Approve" },
          value: "quote_12",
        },
        {
          type: "static_select" as const,
          action_id: "move",
          placeholder: { type: "plain_text" as const, text: "Move" },
          options: ["demo", "proposal"].map((value) => ({
            text: { type: "plain_text" as const, text: value.toUpperCase() },
            value,
          })),
        },
        {
          type: "overflow" as const,
          action_id: "more",
          options: [{ text: { type: "plain_text" as const, text: "Snooze" }, value: "snooze" }],
        },
      ],
    },
  ],
});

function listen(app: App, bodies: Record<string, unknown>[]): void {
  app.use(async ({ body, next }) => {
    bodies.push({ ...body });
    await next();
  });
  app.command("/card", async ({ ack, command, respond }) => {
    await ack();
    await respond({
      ...card("Ada asks for 15 % off"),
      response_type: command.text === "here" ? "in_channel" : "ephemeral",
    });
  });
  app.action("approve", async ({ ack, respond }) => {
    await ack();
    await respond({ text: "Approved", replace_original: true });
  });
  app.action("move", async ({ ack, respond, action }) => {
    await ack();
    if (action.type !== "static_select") throw new Error("not a menu");
    await respond(`Moved to ${action.selected_option.value}`);
  });
  app.action("more", async ({ ack, respond, action }) => {
    await ack();
    if (action.type !== "overflow") throw new Error("not an overflow");
    await respond(`Chosen ${action.selected_option.value}`);
  });
  app.shortcut("global", async ({ ack, body, client }) => {
    await ack();
    await client.chat.postMessage({ channel: body.user.id, text: "from the shortcut" });
  });
  app.shortcut(
    { callback_id: "objection", type: "message_action" },
    async ({ ack, shortcut, respond }) => {
      await ack();
      await respond(`Logged: ${shortcut.message.text}`);
    },
  );
  app.message(async ({ message, say }) => {
    await say(`read ${"text" in message ? message.text : ""}`);
  });
  app.event("app_mention", async ({ event, say }) => {
    await say(`mentioned by <@${event.user}>`);
  });
}

describe("buttons, menus and shortcuts in the local Slack", () => {
  let bolt: BoltInSandbox;
  let clock: MovableClock;
  const bodies: Record<string, unknown>[] = [];

  beforeAll(async () => {
    clock = movableClock("2026-11-23T08:00:00Z");
    bolt = await boltInSandbox((app) => listen(app, bodies), { clock });
  });
  afterAll(() => bolt.stop());

  it("replace the message a button is in, also when only one person sees it", async () => {
    const ada = bolt.sandbox.as("ada");
    const seen = await ada.command("/card", { channel: "sales-emea" });
    expect(seen.text).toBe("Ada asks for 15 % off\n[Approve] Move [… Snooze]");
    const after = await ada.press(seen, "Approve");
    expect(after.message).toMatchObject({ ts: seen.message?.ts, text: "Approved", blocks: [] });
    expect(bodies.at(-1)).toMatchObject({
      type: "block_actions",
      container: { type: "message", is_ephemeral: true, channel_id: "C0SALESEMEA" },
      actions: [{ type: "button", action_id: "approve", block_id: "buttons", value: "quote_12" }],
      enterprise: null,
      is_enterprise_install: false,
    });
    expect(bodies.at(-1)).not.toHaveProperty("message");
  });

  it("send the message along when everyone sees it", async () => {
    const ada = bolt.sandbox.as("ada");
    const seen = await ada.command("/card here", { channel: "sales-emea" });
    const after = await bolt.sandbox.as("dan").press(seen, "approve");
    expect(after.message?.text).toBe("Approved");
    expect(bodies.at(-1)).toMatchObject({
      user: { id: "U0DAN00001", username: "dan" },
      message: { ts: seen.message?.ts, bot_id: "B0DEALDESK" },
      state: { values: { buttons: { move: { type: "static_select", selected_option: null } } } },
    });
  });

  it("answer a choice with a new message unless the original is to be replaced", async () => {
    const ada = bolt.sandbox.as("ada");
    const seen = await ada.command("/card");
    const moved = await ada.choose(seen, "Move", "PROPOSAL");
    expect(moved.text).toBe("Moved to proposal");
    expect(moved.message?.ts).not.toBe(seen.message?.ts);
    expect((await ada.press(seen, "Snooze")).text).toBe("Chosen snooze");
  });

  it("tell a test what there is when it presses what there is not", async () => {
    const ada = bolt.sandbox.as("ada");
    const seen = await ada.command("/card");
    await expect(ada.press(seen, "Reject")).rejects.toThrow(
      'There is no "Reject" here. Here are: [Approve] (approve), Move (move), [… Snooze] (more).',
    );
    await expect(ada.choose(seen, "Move", "won")).rejects.toThrow(
      'There is no option "won". Options: DEMO (demo), PROPOSAL (proposal).',
    );
  });

  it("reach the app from a menu and from a message", async () => {
    const ada = bolt.sandbox.as("ada");
    expect((await ada.shortcut("global")).text).toBe("from the shortcut");
    const said = await ada.say("Your price is double theirs", { channel: "sales-emea" });
    const seen = await ada.messageShortcut("objection", said);
    expect(seen.text).toBe("Logged: Your price is double theirs");
  });

  it("tell the app of direct messages and of mentions", async () => {
    const ada = bolt.sandbox.as("ada");
    await ada.say("hello");
    await bolt.sandbox.until(() => ada.inbox().at(-1)?.text === "read hello", "the answer");
    await ada.say("@dealdesk hi", { channel: "wins" });
    await bolt.sandbox.until(
      () => ada.messages("wins").at(-1)?.words === "mentioned by @ada",
      "the answer to the mention",
    );
  });

  describe("a response_url", () => {
    const post = async (body: unknown, url: unknown) => {
      const response = await fetch(String(url), { method: "POST", body: JSON.stringify(body) });
      return `${response.status} ${await response.text()}`;
    };
    const newUrl = async () => {
      await bolt.sandbox.as("ada").command("/card", { channel: "sales-emea" });
      return bodies.at(-1)?.response_url;
    };

    it("takes five answers", async () => {
      const url = await newUrl();
      const answers = [];
      for (let n = 0; n < 5; n += 1) answers.push(await post({ text: `${n}` }, url));
      // The command itself was the first answer.
      expect(answers).toEqual(["200 ok", "200 ok", "200 ok", "200 ok", "404 used_url"]);
      expect(bolt.sandbox.violations.at(-1)).toMatchObject({
        method: "response_url",
        error: "used_url",
      });
    });

    it("ends after half an hour", async () => {
      const url = await newUrl();
      clock.forward(30 * 60_000 - 1);
      expect(await post({ text: "in time" }, url)).toBe("200 ok");
      clock.forward(1);
      expect(await post({ text: "late" }, url)).toBe("404 expired_url");
    });

    it("refuses what Slack refuses, and does not count it", async () => {
      const url = await newUrl();
      const long = { text: "x", blocks: [make.section(make.plain(make.x(3001)))] };
      for (let n = 0; n < 5; n += 1) expect(await post(long, url)).toBe("400 invalid_blocks");
      expect(await post({}, url)).toBe("400 no_text");
      expect(await post({ text: "fine" }, url)).toBe("200 ok");
      expect(await post({ text: "x" }, `${url}x`)).toBe("404 invalid_token");
    });

    it("replaces and deletes what it answered before", async () => {
      const ada = bolt.sandbox.as("ada");
      const url = await newUrl();
      const last = () => ada.messages("sales-emea").at(-1)?.text;
      const count = ada.messages("sales-emea").length;
      await post({ text: "replaced", replace_original: true }, url);
      expect(last()).toBe("replaced");
      expect(ada.messages("sales-emea")).toHaveLength(count);
      await post({ delete_original: true }, url);
      expect(ada.messages("sales-emea")).toHaveLength(count - 1);
    });
  });
});
