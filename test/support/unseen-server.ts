import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";

type Json = Record<string, unknown>;

/** What a method answers; a function sees the arguments. Everything else is `unknown_method`. */
export type Methods = Record<string, Json | ((args: Json) => Json)>;

/** A Slack-compatible server by people who read only the documentation's examples: few methods, sparse payloads. */
export type UnseenServer = {
  /** Without the slash at its end, as people write addresses. */
  apiUrl: string;
  /** Everything the bot answered through response URLs, in order. */
  answers: { text: string; blocks?: unknown[] }[];
  /** Every Web API call. */
  calls: { method: string; args: Json }[];
  /** Delivers a command over the socket; answers the envelope, to be sent again. */
  command(text: string): Json;
  /** Sends an envelope once more, as it was. */
  send(envelope: Json): void;
  /** The next answer to a command. */
  answer(text: string): Promise<string>;
  /** Presses the button of the last answer that begins with that action id; gives the view it opens. */
  press(actionId: string): Promise<View>;
  /** Submits a view with what was typed, by block id; gives the next answer. */
  submit(view: View, typed: Record<string, string>): Promise<string>;
  /** Delivers a command over HTTP, signed with the secret. */
  post(url: string, text: string, secret: string): Promise<Response>;
  /** Cuts every socket and refuses new ones until `comeBack`. */
  goAway(): void;
  comeBack(): void;
  connected(): Promise<void>;
  close(): Promise<void>;
};

/** A view as `views.open` brought it. */
export type View = { callback_id: string; private_metadata: string; blocks: Block[] };
type Element = { type: string; action_id: string; value?: string };
type Block = { type: string; block_id: string; element?: Element; elements?: Element[] };

export const TEAM = "T9UNSEEN";
export const USER = "U9OUTSIDER";

/** Starts the server on any free port. */
export async function unseenServer(methods: Methods = {}): Promise<UnseenServer> {
  const answers: UnseenServer["answers"] = [];
  const calls: UnseenServer["calls"] = [];
  const sockets = new Set<WebSocket>();
  let away = false;
  let base = "";

  const known: Methods = {
    "auth.test": { ok: true, team_id: TEAM, team: "Elsewhere", user_id: "U9BOT", bot_id: "B9BOT" },
    "apps.connections.open": () => ({ ok: true, url: `${base.replace("http", "ws")}/socket` }),
    "chat.postMessage": () => ({ ok: true, channel: "D9DM", ts: `${Date.now() / 1000}` }),
    "views.open": { ok: true, view: { id: "V9" } },
    ...methods,
  };
  const http = createServer(async (request, response) => {
    const body = await readBody(request);
    if (away) return void response.writeHead(503).end();
    const path = request.url ?? "";
    if (path.startsWith("/hook")) {
      answers.push(JSON.parse(body));
      return void response.end("ok");
    }
    const method = path.replace(/^\/api\//, "");
    const args = request.headers["content-type"]?.includes("json")
      ? JSON.parse(body || "{}")
      : Object.fromEntries(new URLSearchParams(body));
    calls.push({ method, args });
    const found = known[method] ?? { ok: false, error: "unknown_method" };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(typeof found === "function" ? found(args) : found));
  });
  const ws = new WebSocketServer({ noServer: true });
  http.on("upgrade", (request, socket, head) => {
    if (away) return void socket.destroy();
    ws.handleUpgrade(request, socket, head, (client) => {
      sockets.add(client);
      client.on("close", () => sockets.delete(client));
      client.send(JSON.stringify({ type: "hello" }));
    });
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;

  let count = 0;
  // Slack gives each act a trigger and a response URL of its own; here all share them, as in the documentation's example.
  const trigger_id = "13345224609.738474920.8088930838d88f008e0";
  const response_url = `${base}/hook`;
  const payload = (text: string) => ({
    command: "/deal",
    text,
    user_id: USER,
    user_name: "outsider",
    team_id: TEAM,
    channel_id: "C9ROOM",
    trigger_id,
    response_url,
  });
  const interactive = (part: Json) =>
    send({
      envelope_id: `e${++count}`,
      type: "interactive",
      payload: { team: { id: TEAM }, user: { id: USER }, trigger_id, ...part },
    });
  const nextAnswer = async (what: string, act: () => void) => {
    const before = answers.length;
    act();
    await until(() => answers.length > before, `an answer to ${what}`);
    const { text: words, blocks } = answers[before] ?? { text: "" };
    return `${words}\n${JSON.stringify(blocks ?? [])}`;
  };
  const send = (envelope: Json) => {
    const [socket] = sockets;
    if (!socket) throw new Error("the bot is not connected");
    socket.send(JSON.stringify(envelope));
  };
  const command = (text: string) => {
    const envelope = { envelope_id: `e${++count}`, type: "slash_commands", payload: payload(text) };
    send(envelope);
    return envelope;
  };
  return {
    apiUrl: `${base}/api`,
    answers,
    calls,
    send,
    command,
    answer: (text) => nextAnswer(text, () => command(text)),
    async press(actionId) {
      const button = ((answers.at(-1)?.blocks ?? []) as Block[])
        .flatMap((block) => block.elements ?? [])
        .find((element) => element.action_id.startsWith(actionId));
      if (!button) throw new Error(`the last answer has no ${actionId}`);
      const opened = () => calls.filter(({ method }) => method === "views.open");
      const before = opened().length;
      interactive({ type: "block_actions", response_url, actions: [{ ...button, block_id: "b" }] });
      await until(() => opened().length > before, "a view");
      return JSON.parse(String(opened().at(-1)?.args.view));
    },
    submit(view, typed) {
      const inputs = view.blocks.flatMap(({ block_id, element }) =>
        element ? [{ block_id, ...element, value: typed[block_id] ?? null }] : [],
      );
      const values = Object.fromEntries(
        inputs.map(({ block_id, action_id, type, value }) => [
          block_id,
          { [action_id]: type === "datepicker" ? { type, selected_date: value } : { type, value } },
        ]),
      );
      return nextAnswer("the view", () =>
        interactive({ type: "view_submission", view: { ...view, id: "V9", state: { values } } }),
      );
    },
    post(url, text, secret) {
      const body = new URLSearchParams(payload(text)).toString();
      const now = Math.floor(Date.now() / 1000);
      const signature = createHmac("sha256", secret).update(`v0:${now}:${body}`).digest("hex");
      return fetch(url, {
        method: "POST",
        body,
        headers: {
          "content-type": "application/x-www-form-urlencoded",
          "x-slack-request-timestamp": String(now),
          "x-slack-signature": `v0=${signature}`,
        },
      });
    },
    goAway() {
      away = true;
      for (const socket of sockets) socket.terminate();
    },
    comeBack() {
      away = false;
    },
    connected: () => until(() => sockets.size > 0, "the bot's socket"),
    async close() {
      for (const socket of sockets) socket.terminate();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

/** Waits for something to become true; says what it waited for when it does not. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what: string,
): Promise<void> {
  const end = performance.now() + 15_000;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`waited for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}
