import { expect, test } from "vitest";
import { createPacer, PATIENCE_MS } from "../../src/notify/pacing.ts";

test("a burst of three goes out at once, then one message a second", () => {
  const pacer = createPacer(() => 0);
  expect(Array.from({ length: 6 }, (_, n) => pacer.wait("D1", `m${n}`))).toEqual([
    0, 0, 0, 1000, 2000, 3000,
  ]);
});

test("channels don't wait for each other", () => {
  const pacer = createPacer(() => 0);
  for (let n = 0; n < 5; n++) pacer.wait("D1", `m${n}`);
  expect(pacer.wait("D2", "m")).toBe(0);
});

test("a quiet channel may burst again", () => {
  let now = 0;
  const pacer = createPacer(() => now);
  for (let n = 0; n < 3; n++) pacer.wait("D1", `m${n}`);
  now = 10_000;
  expect(Array.from({ length: 3 }, (_, n) => pacer.wait("D1", `later ${n}`))).toEqual([0, 0, 0]);
});

test("a channel Slack wants quiet stays quiet that long", () => {
  let now = 0;
  const pacer = createPacer(() => now);
  pacer.pause("D1", 30_000);
  now = 10_000;
  expect(pacer.wait("D1", "m")).toBe(20_000);
});

test("a message that is told to come back has its turn then, however many came after it", () => {
  let now = 0;
  const pacer = createPacer(() => now);
  const waits = Array.from({ length: 20 }, (_, n) => pacer.wait("D1", `m${n}`));
  const sentAway = [...waits.entries()].filter(([, wait]) => wait > PATIENCE_MS);
  expect(sentAway).toHaveLength(16);
  for (const [n, wait] of sentAway) {
    now = wait;
    expect(pacer.wait("D1", `m${n}`), `message ${n}`).toBe(0);
  }
});
