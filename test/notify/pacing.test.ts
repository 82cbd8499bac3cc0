import { describe, expect, test } from "vitest";
import { createGate, createMeter, nextTurn, silentUntil } from "../../src/notify/pacing.ts";

const turns = (count: number, from: number, now: number) => {
  let taken = from;
  return Array.from({ length: count }, () => {
    const turn = nextTurn(taken, now);
    taken = turn.takenUntil;
    return turn.at - now;
  });
};

describe("in a channel", () => {
  test("a burst of three goes out at once, then one message a second", () => {
    expect(turns(6, 0, 50_000)).toEqual([0, 0, 0, 1000, 2000, 3000]);
  });

  test("that was quiet there may be a burst again", () => {
    expect(turns(3, 50_000, 60_000)).toEqual([0, 0, 0]);
  });

  test("Slack wants quiet, it stays quiet that long", () => {
    expect(turns(2, silentUntil(0, 50_000, 30_000), 60_000)).toEqual([20_000, 21_000]);
  });
});

describe("edits of a workspace", () => {
  test("come in a burst and then one after the other", () => {
    let now = 0;
    const meter = createMeter(() => now, 60, 3);
    expect(Array.from({ length: 4 }, () => meter.spend("T1"))).toEqual([0, 0, 0, 1000]);
    expect(meter.spend("T2")).toBe(0);
    now = 1000;
    expect(meter.spend("T1")).toBe(0);
  });

  test("stop for as long as Slack says", () => {
    let now = 0;
    const meter = createMeter(() => now, 60, 3);
    meter.pause("T1", 30_000);
    now = 29_000;
    expect(meter.spend("T1")).toBe(1000);
    now = 30_000;
    expect(meter.spend("T1")).toBe(0);
  });
});

test("a gate lets so many in at a time, and the others in their order", async () => {
  const gate = createGate(2);
  const ends: (() => void)[] = [];
  const begun: number[] = [];
  const all = Array.from({ length: 5 }, (_, n) =>
    gate(async () => {
      begun.push(n);
      await new Promise<void>((resolve) => ends.push(resolve));
    }),
  );
  await Promise.resolve();
  expect(begun).toEqual([0, 1]);
  for (let n = 0; n < 5; n++) {
    ends[n]?.();
    await all[n];
    await Promise.resolve();
  }
  expect(begun).toEqual([0, 1, 2, 3, 4]);
});
