import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { type Delivered, type Engine, type Envelope, secret } from "../engine/engine.ts";

/** An envelope on its way: sent, perhaps acknowledged. */
type Pending = {
  envelope: Envelope;
  id: string;
  socket: WebSocket | null;
  wasRedelivered: boolean;
  settle: (delivered: Delivered) => void;
};

/** The sockets the bot opens, and what is sent through them. */
export type SocketMode = {
  deliver(envelope: Envelope): Promise<Delivered>;
  /** Sends the last envelope once more, with the id and payload it had. */
  redeliverLast(): Promise<Delivered>;
  newUrl(): string;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  connections(): number;
  /** Tells the bot to reconnect, as Slack does every few hours, or cuts the line without a word. */
  disconnect(how: "refresh" | "cut"): void;
  stop(): void;
};

/** Imitates Slack's Socket Mode: tickets, hello, envelopes to one of the connections in turn, acks, pings. */
export function socketMode(engine: Engine): SocketMode {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const sockets: WebSocket[] = [];
  const pending = new Map<string, Pending>();
  let turn = 0;
  let last: { envelope: Envelope; id: string } | null = null;

  const pings = setInterval(() => {
    for (const socket of sockets) socket.ping();
  }, engine.times.pingMs);
  pings.unref();

  function next(): WebSocket | null {
    turn += 1;
    return sockets[turn % Math.max(sockets.length, 1)] ?? null;
  }

  function write(socket: WebSocket, item: Pending, attempt: number): void {
    item.socket = socket;
    const { type, payload } = item.envelope;
    socket.send(
      JSON.stringify({
        envelope_id: item.id,
        type,
        payload,
        accepts_response_payload: type !== "events_api",
        ...(type === "events_api"
          ? { retry_attempt: attempt, retry_reason: attempt > 0 ? "timeout" : "" }
          : {}),
      }),
    );
  }

  function send(envelope: Envelope, id: string): Promise<Delivered> {
    const socket = next();
    if (!socket) return Promise.resolve({ ok: false, error: "dispatch_failed" });
    return new Promise((resolve) => {
      const timer = setTimeout(
        () => resolve({ ok: false, error: "operation_timeout" }),
        engine.times.ackMs,
      );
      const item: Pending = {
        envelope,
        id,
        socket,
        wasRedelivered: false,
        settle: (delivered) => {
          clearTimeout(timer);
          resolve(delivered);
        },
      };
      pending.set(id, item);
      write(socket, item, 0);
    });
  }

  function welcome(socket: WebSocket): void {
    sockets.push(socket);
    engine.log.add("socket", `connected, ${sockets.length} open`);
    socket.on("message", (data) => answered(socket, String(data)));
    socket.on("close", () => {
      sockets.splice(sockets.indexOf(socket), 1);
      engine.log.add("socket", `closed, ${sockets.length} open`);
      redeliverLost();
    });
    socket.on("error", (error) => engine.log.add("socket", `error: ${error.message}`));
    socket.send(
      JSON.stringify({
        type: "hello",
        num_connections: sockets.length,
        debug_info: { host: "sandbox", build_number: 1, approximate_connection_time: 18_060 },
        connection_info: { app_id: engine.appId },
      }),
    );
    redeliverLost();
  }

  /** What went into a socket that closed before the ack goes once more into one that is open. */
  function redeliverLost(): void {
    for (const item of pending.values()) {
      if (item.socket && sockets.includes(item.socket)) continue;
      if (item.wasRedelivered) {
        pending.delete(item.id);
        continue;
      }
      const socket = next();
      if (!socket) return;
      item.wasRedelivered = true;
      engine.log.add("envelope", `redelivered ${item.id}`, item.envelope);
      write(socket, item, 1);
    }
  }

  function answered(socket: WebSocket, text: string): void {
    const message: unknown = parse(text);
    const id =
      typeof message === "object" && message !== null ? Reflect.get(message, "envelope_id") : null;
    const item = typeof id === "string" ? pending.get(id) : undefined;
    if (!item || item.socket !== socket) {
      engine.log.add("ack", `ack of nothing that waits: ${text.slice(0, 200)}`);
      return;
    }
    pending.delete(item.id);
    item.settle({ ok: true, payload: Reflect.get(Object(message), "payload") });
  }

  return {
    deliver(envelope) {
      const id = randomUUID();
      last = { envelope, id };
      return send(envelope, id);
    },
    redeliverLast() {
      if (!last) throw new Error("Nothing was delivered yet.");
      engine.log.add("envelope", `redelivered ${last.id}`, last.envelope);
      return send(last.envelope, last.id);
    },
    newUrl() {
      const ticket = secret();
      tickets.add(ticket);
      return `${engine.baseUrl.replace("http", "ws")}/socket/?ticket=${ticket}&app_id=${engine.appId}`;
    },
    upgrade(request, socket, head) {
      const url = new URL(request.url ?? "/", engine.baseUrl);
      const ticket = url.searchParams.get("ticket") ?? "";
      if (url.pathname !== "/socket/" || !tickets.delete(ticket)) {
        socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
        return;
      }
      server.handleUpgrade(request, socket, head, welcome);
    },
    connections: () => sockets.length,
    disconnect(how) {
      for (const socket of [...sockets])
        if (how === "cut") socket.terminate();
        else socket.send(JSON.stringify({ type: "disconnect", reason: "refresh_requested" }));
    },
    stop() {
      clearInterval(pings);
      for (const item of pending.values()) item.settle({ ok: false, error: "dispatch_failed" });
      pending.clear();
      for (const socket of [...sockets]) socket.close(1000);
      server.close();
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
