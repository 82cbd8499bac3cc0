import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { choiceField, optionalField, textField } from "../../src/slack/field.ts";
import { defineModal } from "../../src/slack/modal.ts";
import { md } from "../../src/slack/mrkdwn.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { aCall } from "./a-call.ts";
import { viewRefusals } from "./hostile-text.ts";

const TYPES = [
  { value: "pricing" as const, label: "Pricing" },
  { value: "timing" as const, label: "Timing" },
];
/** Guesses a type from what is typed, and says so below. */
const form = defineModal({
  id: "test.live",
  title: "Live",
  submit: "Save",
  permission: "help.read",
  metadata: z.object({ id: z.number() }),
  fields: {
    text: textField({ label: "Text", example: "Too dear", lines: "many" }),
    type: optionalField(choiceField({ label: "Type", choices: TYPES })),
  },
  live: {
    fields: ["text"],
    async advise({ raw }) {
      if (!raw.text?.value) return { note: null };
      const value = raw.text.value.includes("price") ? "pricing" : "timing";
      return { note: md`Sounds like ${value}`, fill: { type: { value } } };
    },
  },
  run: async ({ values }) => ({ text: md`${values.text} ${values.type ?? "none"}` }),
});
const READER = { timeZone: "UTC", currency: "EUR" };
const ANSWER = { url: null, replace: false };

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ max: 1 });
});
afterAll(() => database.close());

const typed = (value: string) => ({ input: { type: "plain_text_input", value } });
const chosen = (value: string) => ({
  input: { type: "static_select", selected_option: { value, text: { text: value } } },
});
const opened = () => form.open({ id: 1 }).view(READER, ANSWER);
type State = Record<string, Record<string, unknown>>;

async function type(values: State, view = opened(), blockId = "text") {
  if (!form.advise) throw new Error("the form is not live");
  const { private_metadata = "" } = view;
  const next = await form.advise({ private_metadata, state: { values } }, blockId, aCall(database));
  if (!next) throw new Error("nothing was said");
  return next;
}
const idsOf = (view: { blocks: { block_id?: string }[] }) =>
  view.blocks.map((block) => block.block_id);

describe("a form that reacts while somebody types", () => {
  test("tells Slack to send each letter of its live fields, and only of those", () => {
    const [text, choice] = opened().blocks;
    expect(text).toMatchObject({
      dispatch_action: true,
      element: { dispatch_action_config: { trigger_actions_on: ["on_character_entered"] } },
    });
    expect(choice).not.toHaveProperty("dispatch_action");
  });

  test("fills in another field and says why below what is typed, in a view Slack takes", async () => {
    const view = await type({ text: typed("the price is double") });
    expect(viewRefusals(view)).toEqual([]);
    // A new id, or Slack would leave what stands in the field.
    expect(idsOf(view)).toEqual(["text", undefined, "type~1"]);
    expect(JSON.stringify(view.blocks[1])).toContain("Sounds like pricing");
    expect(view.blocks[2]).toMatchObject({ element: { initial_option: { value: "pricing" } } });
  });

  test("goes on from what it filled in, and is submitted with it", async () => {
    const first = await type({ text: typed("the price is double") });
    const values = { text: typed("next year"), "type~1": chosen("pricing") };
    const second = await type(values, first);
    expect(idsOf(second)).toEqual(["text", undefined, "type~2"]);
    const read = form.read({
      private_metadata: second.private_metadata ?? "",
      state: { values: { text: typed("next year"), "type~2": chosen("timing") } },
    });
    if ("errors" in read) throw new Error(JSON.stringify(read.errors));
    expect((await read.run(aCall(database)))?.text.text).toBe("next year timing");
    expect(read.draft.raw).toMatchObject({ text: { value: "next year" } });
  });

  test("says what is wrong under the field as it stands there, also after it was filled in anew", async () => {
    const view = await type({ text: typed("the price is double") });
    const read = form.read({
      private_metadata: view.private_metadata ?? "",
      state: { values: { text: typed(""), "type~1": chosen("weather") } },
    });
    expect(read).toEqual({
      errors: { text: "Fill in: text.", "type~1": "Fill in: type." },
    });
  });

  test("takes its note back when there is nothing to say", async () => {
    const view = await type({ text: typed("") });
    expect(idsOf(view)).toEqual(["text", "type"]);
  });

  test("says nothing to fields that are not live", async () => {
    await expect(type({ text: typed("x") }, opened(), "type")).rejects.toThrow("nothing was said");
  });
});
