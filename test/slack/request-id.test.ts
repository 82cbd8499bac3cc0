import { describe, expect, test } from "vitest";
import { createRequestIds } from "../../src/slack/request-id.ts";

const act = (trigger_id: string | undefined, text: string) => ({ trigger_id, text });

describe("an act of a person", () => {
  test("is the same at every delivery", () => {
    const idOf = createRequestIds();
    expect(idOf(act("1", "note"), "e1")).toBe(idOf(act("1", "note"), "e2"));
  });

  test("is another when Slack gives it another trigger, whatever the words are", () => {
    const idOf = createRequestIds();
    expect(idOf(act("1", "note"), "e1")).not.toBe(idOf(act("2", "note"), "e2"));
  });

  test.each([
    ["the same trigger for everything", "1"],
    ["no trigger", undefined],
  ])("is told by its delivery where a server gives %s", (_, trigger) => {
    const idOf = createRequestIds();
    idOf(act(trigger, "help"), "e1");
    const first = idOf(act(trigger, "move"), "e2");
    expect(idOf(act(trigger, "move"), "e3")).not.toBe(first);
    expect(idOf(act(trigger, "move"), "e2")).toBe(first);
  });

  test("is told by its payload alone where nothing names the delivery", () => {
    const idOf = createRequestIds();
    expect(idOf(act(undefined, "move"), null)).toBe(idOf(act(undefined, "move"), null));
  });
});
