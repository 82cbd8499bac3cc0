import { on } from "node:events";
import type { App } from "@slack/bolt";
import { afterEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import {
  type BoltInSandbox,
  boltInSandbox,
  boltOverHttp,
  type Sandbox,
  startSandbox,
} from "../support/sandbox.ts";

const echo = (app: App) => {
  app.command("/echo", async ({ ack, command, respond }) => {
    await ack();
    await respond(`heard ${command.text}`);
  });
  app.command("/ack", async ({ ack }) =>
    ack({ text: "acknowledged", response_type: "in_channel" }),
  );
  app.command("/modal", async ({ ack, client, body }) => {
    await ack();
    await client.views.open({
      trigger_id: body.trigger_id,
      view: {
        type: "modal",
        callback_id: "form",
        title: { type: "plain_text", text: "Form" },
        submit: { type: "plain_text", text: "Save" },
        blocks: [
          {
            type: "input",
            block_id: "name",
            label: { type: "plain_text", text: "Name" },
            element: { type: "plain_text_input", action_id: "v" },
          },
        ],
      },
    });
  });
  app.view("form", async ({ ack }) => {
    await ack({ response_action: "errors", errors: { name: "Taken" } });
  });
  app.event("app_mention", async ({ say }) => {
    await say("here");
  });
};

describe("delivery by signed HTTP requests", () => {
  let bolt: BoltInSandbox;
  afterEach(() => bolt.stop());

  it("carries commands, modals and events", async () => {
    bolt = await boltOverHttp(echo);
    const ada = bolt.sandbox.as("ada");
    expect((await ada.command("/echo ä & b")).text).toBe("heard ä & b");
    expect((await ada.command("/ack")).text).toBe("acknowledged");
    const form = await ada.command("/modal");
    expect((await ada.submit(form, { Name: "x" })).errors).toEqual({ name: "Taken" });
    await ada.say("@dealdesk hi", { channel: "wins" });
    await bolt.sandbox.until(() => ada.messages("wins").at(-1)?.text === "here", "the answer");
    expect(bolt.sandbox.violations).toEqual([]);
  });

  it("is refused by a bot that knows another signing secret", async () => {
    bolt = await boltOverHttp(echo, "another secret");
    const seen = await bolt.sandbox.as("ada").command("/echo x");
    expect(seen.text).toBe("/echo failed with the error dispatch_failed");
  });
});

describe("delivery through sockets", () => {
  it("reaches a bot that reconnected when asked to", async () => {
    const bolt = await boltInSandbox(echo);
    const { sandbox } = bolt;
    sandbox.disconnect("refresh");
    await sandbox.until(() => sandbox.connections() === 0, "the socket to close");
    expect((await sandbox.as("ada").command("/echo x")).text).toContain("dispatch_failed");
    await sandbox.until(() => sandbox.connections() === 1, "the bot to reconnect");
    expect((await sandbox.as("ada").command("/echo x")).text).toBe("heard x");
    await bolt.stop();
  });

  it("sends once more what went into a socket that was lost before the acknowledgement", async () => {
    const sandbox = await startSandbox();
    const first = await connect(sandbox);
    const command = sandbox.as("ada").command("/echo x");
    const envelope = await first.next();
    first.socket.terminate();
    const second = await connect(sandbox);
    const again = await second.next();
    expect(again).toEqual(envelope);
    second.socket.send(
      JSON.stringify({ envelope_id: again.envelope_id, payload: { text: "at last" } }),
    );
    expect((await command).text).toBe("at last");
    await sandbox.stop();
  });

  it("goes to the open sockets in turn", async () => {
    const sandbox = await startSandbox();
    const sockets = [await connect(sandbox), await connect(sandbox)];
    const taken: number[] = [];
    sockets.forEach(({ socket }, index) => {
      socket.on("message", (data) => {
        taken.push(index);
        const { envelope_id } = JSON.parse(String(data));
        socket.send(JSON.stringify({ envelope_id, payload: { text: "ok" } }));
      });
    });
    for (let n = 0; n < 4; n += 1) await sandbox.as("ada").command("/echo");
    expect([...taken].sort()).toEqual([0, 0, 1, 1]);
    await sandbox.stop();
  });

  it("lets nobody in without a ticket", async () => {
    const sandbox = await startSandbox();
    const socket = new WebSocket(`${sandbox.pageUrl.replace("http", "ws")}socket/?ticket=guess`);
    const failed = await new Promise<string>((resolve) =>
      socket.once("error", (error) => resolve(error.message)),
    );
    expect(failed).toContain("403");
    await sandbox.stop();
  });

  it("delivers only the commands the manifest declares", async () => {
    const bolt = await boltInSandbox(echo, {
      manifest: {
        commands: ["/echo"],
        shortcuts: [{ callback_id: "s", name: "S", type: "global" }],
      },
    });
    const ada = bolt.sandbox.as("ada");
    expect((await ada.command("/ack")).text).toBe("/ack is not a valid command.");
    await expect(ada.shortcut("other")).rejects.toThrow('no global shortcut "other"');
    await bolt.stop();
  });
});

/** A bare client of Socket Mode, after its hello. */
async function connect(sandbox: Sandbox): Promise<{
  socket: WebSocket;
  next(): Promise<{ envelope_id: string; payload: Record<string, unknown> }>;
}> {
  const answer = await fetch(`${sandbox.apiUrl}apps.connections.open`, {
    method: "POST",
    headers: { authorization: `Bearer ${sandbox.appToken}` },
  });
  const { url } = (await answer.json()) as { url: string };
  const socket = new WebSocket(url);
  // What comes right behind the hello must not be missed, so messages wait in a queue.
  const messages = on(socket, "message");
  const next = async () => {
    const { value = [] } = await messages.next();
    return JSON.parse(String(value[0]));
  };
  expect(await next()).toMatchObject({ type: "hello", num_connections: sandbox.connections() });
  return { socket, next };
}
