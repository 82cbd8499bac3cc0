import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { inWorkspace, registerWorkspace } from "../../src/db/workspace.ts";
import { findDraft, forgetOldDrafts, saveDraft } from "../../src/slack/drafts.ts";
import {
  amountField,
  choiceField,
  choicesField,
  dayField,
  onDemand,
  optionalField,
  searchField,
  textField,
  userField,
} from "../../src/slack/field.ts";
import { type Draft, defineModal, loadingView } from "../../src/slack/modal.ts";
import { md } from "../../src/slack/mrkdwn.ts";
import { defineOptions } from "../../src/slack/options.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { aCall, NOW } from "./a-call.ts";
import { hostileText, viewRefusals } from "./hostile-text.ts";

const COLOURS = [
  { value: "red" as const, label: "Red" },
  { value: "blue" as const, label: "Blue" },
];
const options = defineOptions({ id: "test.deals", permission: "help.read", load: async () => [] });
const form = defineModal({
  id: "test.form",
  title: "A form with a title that is far too long",
  submit: "Save this form for ever and ever",
  permission: "help.read",
  metadata: z.object({ id: z.number(), note: z.string() }),
  intro: ({ note }) => md`About ${note}`,
  fields: {
    name: textField({ label: "Name", example: "Acme" }),
    text: optionalField(textField({ label: "Text", example: "Long", lines: "many" })),
    amount: optionalField(amountField({ label: "Amount" })),
    day: optionalField(dayField({ label: "Day" })),
    colour: onDemand(choiceField({ label: "Colour", choices: COLOURS })),
    colours: optionalField(choicesField({ label: "Colours", choices: COLOURS })),
    deal: optionalField(searchField({ label: "Deal", options })),
    user: optionalField(userField({ label: "Person" })),
  },
  run: async ({ values, metadata }) => ({ text: md`${JSON.stringify({ values, metadata })}` }),
});
const READER = { timeZone: "Europe/Berlin", currency: "CHF" };
const ANSWER = { url: "https://hooks.example/1", replace: true };
const METADATA = { id: 7, note: "a note" };
const view = (over: { note?: string; initial?: Record<string, object> } = {}) =>
  form
    .open({ ...METADATA, note: over.note ?? "a note" }, { initial: over.initial ?? {} })
    .view(READER, ANSWER);

/** Submits the form with these blocks' states. */
const submit = (values: Record<string, Record<string, unknown>>, private_metadata?: string) =>
  form.read({
    private_metadata: private_metadata ?? view().private_metadata ?? "",
    state: { values },
  });
const typed = (value: string) => ({ input: { type: "plain_text_input", value } });

describe("a modal", () => {
  test("is taken by Slack whatever is known already", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const note = text.slice(0, 1000);
        const initial = {
          name: { value: text },
          text: { value: text },
          deal: { value: "7", label: text },
        };
        expect(viewRefusals(view({ note, initial }))).toEqual([]);
      }),
      { numRuns: 100 },
    );
    expect(viewRefusals(loadingView())).toEqual([]);
    expect(viewRefusals(loadingView("x".repeat(99)))).toEqual([]);
  });

  test("lets longer text than may be typed stand where it stood before", () => {
    const [block] = view({ initial: { name: { value: "x".repeat(400) } } }).blocks.slice(1);
    expect(block).toMatchObject({ element: { max_length: 400, initial_value: "x".repeat(400) } });
  });

  test("whose metadata is over Slack's 3,000 characters is a bug found when it is opened", () => {
    expect(() => view({ note: "x".repeat(3000) })).toThrow("over Slack's 3000");
    expect(view({ note: "x".repeat(2700) }).private_metadata?.length).toBeLessThanOrEqual(3000);
  });

  test("shows only the fields it is to show", () => {
    const shown = form.open(METADATA, { show: ["day", "name"] }).view(READER, ANSWER);
    expect(shown.blocks.map((block) => block.block_id)).toEqual([undefined, "name", "day"]);
  });
});

describe("a submission", () => {
  test("is read as what was meant, in the reader's currency, and runs with its metadata", async () => {
    const read = submit({
      name: typed("  Acme "),
      text: typed("a\nb"),
      amount: typed("50k"),
      day: { input: { type: "datepicker", selected_date: "2027-03-31" } },
      colour: {
        input: { type: "static_select", selected_option: { value: "red", text: { text: "Red" } } },
      },
      colours: { input: { type: "multi_static_select", selected_options: [{ value: "blue" }] } },
      deal: { "test.deals": { selected_option: { value: "12", text: { text: "Acme" } } } },
      user: { input: { selected_user: "U0ADA" } },
    });
    if ("errors" in read) throw new Error(JSON.stringify(read.errors));
    expect(read).toMatchObject({ url: ANSWER.url, replace: true });
    const database = await testDatabase({ max: 1 });
    const reply = await read.run(aCall(database));
    await database.close();
    expect(JSON.parse(reply?.text.text ?? "")).toEqual({
      metadata: METADATA,
      values: {
        name: "Acme",
        text: "a\nb",
        amount: { minor: 5_000_000, currency: "CHF" },
        day: "2027-03-31",
        colour: "red",
        colours: ["blue"],
        deal: "12",
        user: "U0ADA",
      },
    });
  });

  test("says under each field what is wrong with it", () => {
    const read = submit({
      name: typed("  "),
      text: typed(" "),
      amount: typed("lots"),
      day: { input: { selected_date: "2027-02-30" } },
      colour: { input: { selected_option: { value: "green" } } },
    });
    expect(read).toEqual({
      errors: {
        name: "Fill in: name.",
        amount: expect.stringContaining("lots"),
        day: expect.stringContaining("There is no day “2027-02-30”."),
        colour: "Fill in: colour.",
      },
    });
  });

  test("needs a field that may be hidden only where it was shown", () => {
    expect(submit({ name: typed("Acme") })).not.toHaveProperty("errors");
    expect(submit({ name: typed("Acme"), colour: { input: { selected_option: null } } })).toEqual({
      errors: { colour: "Fill in: colour." },
    });
  });

  test.each(["", "{}", "not json", '{"metadata":{"id":"7"}}'])(
    "with metadata of another version or forged is refused: %j",
    (metadata) => {
      expect(() => submit({ name: typed("Acme") }, metadata || "null")).toThrow();
    },
  );
});

describe("what was typed", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
    for (const id of ["T0TEST", "T0OTHER"])
      await registerWorkspace(database.db, { id, name: id }, NOW);
  });
  afterAll(() => database.close());

  const states = {
    name: typed("Acme"),
    amount: typed("1.5m"),
    day: { input: { selected_date: "2027-03-31" } },
    colour: { input: { selected_option: { value: "blue", text: { text: "Blue" } } } },
    colours: { input: { selected_options: [{ value: "blue" }, { value: "red" }] } },
    deal: { "test.deals": { selected_option: { value: "12", text: { text: "Acme & Söhne" } } } },
    user: { input: { selected_user: "U0ADA" } },
  };
  const draftOf = (read: ReturnType<typeof submit>): Draft => {
    if ("errors" in read) throw new Error(JSON.stringify(read.errors));
    return read.draft;
  };

  test("is kept, and stands in the form again when it is reopened", async () => {
    const draft = draftOf(submit(states));
    const call = aCall(database);
    const kept = await findDraft(call, await saveDraft(call, draft));
    expect(kept).toEqual(draft);
    if (!kept) return;
    const again = form.reopen(kept).view(READER, ANSWER);
    expect(viewRefusals(again)).toEqual([]);
    const elements = again.blocks.flatMap((block) => ("element" in block ? [block.element] : []));
    expect(elements).toMatchObject([
      { initial_value: "Acme" },
      { type: "plain_text_input" },
      { initial_value: "1.5m" },
      { initial_date: "2027-03-31" },
      { initial_option: { value: "blue" } },
      { initial_options: [{ value: "red" }, { value: "blue" }] },
      { initial_option: { value: "12", text: { text: "Acme & Söhne" } } },
      { initial_user: "U0ADA" },
    ]);
    // Submitted as it stands it says the same.
    expect(draftOf(submit(states, again.private_metadata))).toEqual(draft);
  });

  test("keeps the fields that were shown", () => {
    const some = form.open(METADATA, { show: ["name"] }).view(READER, ANSWER);
    const draft = draftOf(submit({ name: typed("Acme") }, some.private_metadata));
    expect(form.reopen(draft).view(READER, ANSWER).blocks).toHaveLength(2);
  });

  test("is given to nobody else, and to no other workspace", async () => {
    const call = aCall(database);
    const id = await saveDraft(call, draftOf(submit(states)));
    expect(await findDraft(aCall(database, { slackUserId: "U0BEN" }), id)).toBeNull();
    expect(await findDraft(aCall(database, { workspaceId: "T0OTHER" }), id)).toBeNull();
    expect(await findDraft(call, "no such draft")).toBeNull();
  });

  test("is forgotten after a week", async () => {
    const call = aCall(database, { now: new Date("2026-11-01T00:00:00Z") });
    const id = await saveDraft(call, draftOf(submit(states)));
    const forget = (now: string) =>
      inWorkspace(database.db, "T0TEST", (tx) => forgetOldDrafts(tx, "T0TEST", new Date(now)));
    expect(await forget("2026-11-07T23:59:00Z")).toBe(0);
    expect(await findDraft(call, id)).not.toBeNull();
    expect(await forget("2026-11-08T00:01:00Z")).toBe(1);
    expect(await findDraft(call, id)).toBeNull();
  });
});
