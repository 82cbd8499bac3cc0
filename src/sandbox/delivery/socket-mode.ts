import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { type Delivered, type Engine, type Envelope, secret } from "../engine/engine.ts";
import { LIMIT } from "../limits.ts";
import type { Retry } from "./delivery.ts";

/** An envelope on its way: sent, perhaps acknowledged. */
type Pending = {
  envelope: Envelope;
  id: string;
  retry: Retry | null;
  socket: WebSocket | null;
  wasRedelivered: boolean;
  settle: (delivered: Delivered) => void;
};

/** The sockets the bot opens, and what is sent through them. */
export type SocketMode = {
  deliver(envelope: Envelope, retry: Retry | null): Promise<Delivered>;
  /** Sends the last envelope once more, with the id and payload it had. */
  redeliverLast(): Promise<Delivered>;
  newUrl(): string;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  connections(): number;
  /** Tells the bot to reconnect, as Slack does every few hours. */
  disconnect(reason: "warning" | "refresh_requested" | "link_disabled"): void;
  /** Cuts the line without a word. */
  cut(): void;
  stop(): void;
};

const DOOR_MS = 10_000;

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

  function write(socket: WebSocket, item: Pending): void {
    item.socket = socket;
    const { type, payload } = item.envelope;
    socket.send(
      JSON.stringify({
        envelope_id: item.id,
        type,
        payload,
        accepts_response_payload: type !== "events_api",
        ...(type === "events_api"
          ? { retry_attempt: item.retry?.attempt ?? 0, retry_reason: item.retry?.reason ?? "" }
          : {}),
      }),
    );
  }

  function send(envelope: Envelope, id: string, retry: Retry | null): Promise<Delivered> {
    const socket = next();
    if (!socket) return Promise.resolve({ ok: false, error: "dispatch_failed" });
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        if (pending.get(id) === item) pending.delete(id);
        resolve({ ok: false, error: "operation_timeout", reason: "timeout" });
      }, engine.times.ackMs);
      const item: Pending = {
        envelope,
        id,
        retry,
        socket,
        wasRedelivered: false,
        settle: (delivered) => {
          clearTimeout(timer);
          resolve(delivered);
        },
      };
      pending.set(id, item);
      write(socket, item);
    });
  }

  function welcome(socket: WebSocket): void {
    if (sockets.length >= LIMIT.sockets || engine.faults.take(["crowded"])) {
      engine.log.add("socket", "refused: too_many_websockets");
      goodbye(socket, "too_many_websockets");
      return;
    }
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

  function goodbye(socket: WebSocket, reason: string): void {
    socket.send(JSON.stringify({ type: "disconnect", reason, debug_info: { host: "sandbox" } }));
    // A bot that does not go by itself is shown the door.
    if (reason !== "warning") setTimeout(() => socket.close(1000), DOOR_MS).unref();
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
      item.retry ??= { attempt: 1, reason: "timeout" };
      write(socket, item);
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
    deliver(envelope, retry) {
      const id = randomUUID();
      last = { envelope, id };
      return send(envelope, id, retry);
    },
    redeliverLast() {
      if (!last) throw new Error("Nothing was delivered yet.");
      engine.log.add("envelope", `redelivered ${last.id}`, last.envelope);
      return send(last.envelope, last.id, null);
    },
    newUrl() {
      const ticket = secret();
      tickets.add(ticket);
      return `${engine.baseUrl.replace("http", "ws")}/socket/?ticket=${ticket}&app_id=${engine.appId}`;
    },
    upgrade(request, socket, head) {
      const url = new URL(request.url ?? "/", engine.baseUrl);
      const ticket = url.searchParams.get("ticket") ?? "";
      if (engine.faults.offlineMs() > 0) {
        socket.destroy();
        return;
      }
      if (url.pathname !== "/socket/" || !tickets.delete(ticket)) {
        socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
        return;
      }
      server.handleUpgrade(request, socket, head, welcome);
    },
    connections: () => sockets.length,
    disconnect(reason) {
      for (const socket of [...sockets]) goodbye(socket, reason);
    },
    cut() {
      for (const socket of [...sockets]) socket.terminate();
    },
    stop() {
      clearInterval(pings);
      for (const item of pending.values()) item.settle({ ok: false, error: "dispatch_failed" });
      pending.clear();
      // Those that were shown the door and have not gone yet are among them.
      for (const socket of server.clients) socket.close(1000);
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
