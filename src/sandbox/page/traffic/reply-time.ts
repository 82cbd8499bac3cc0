/// <reference lib="dom" />

/** How long people waited for what they did, from the key to the screen. */
export type ReplyTime = { what: string; ms: number; at: string };

let waiting: { what: string; since: number } | null = null;
let tell: (time: ReplyTime) => void = () => {};

/** Who is told of each wait. */
export function onReplyTime(listener: (time: ReplyTime) => void): void {
  tell = listener;
}

/** Somebody pressed a key or a button and waits from now on. */
export function expectReply(what: string): void {
  waiting = { what, since: performance.now() };
}

/** Something of the bot's was drawn: the wait ends when the screen shows it. */
export function replyShown(): void {
  const waited = waiting;
  if (!waited) return;
  waiting = null;
  requestAnimationFrame(() => {
    // A frame's callback runs before the frame is painted, a message after it.
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      const end = performance.now();
      performance.measure("reply", { start: waited.since, end, detail: waited.what });
      tell({
        what: waited.what,
        ms: Math.round(end - waited.since),
        at: new Date().toISOString(),
      });
    };
    channel.port2.postMessage(null);
  });
}
