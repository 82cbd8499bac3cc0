import type { App } from "@slack/bolt";
import type { WebClient } from "@slack/web-api";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type BoltInSandbox, boltInSandbox } from "../support/sandbox.ts";
import * as make from "./block-builders.ts";

const { input, modal, plain, section, x } = make;
const text = (more: make.Json = {}) => ({ type: "plain_text_input", ...more });

const FORM = modal(
  [
    input(text({ action_id: "v", max_length: 10 }), {
      block_id: "account",
      label: plain("Account"),
    }),
    input(text({ action_id: "v", initial_value: "kept" }), {
      block_id: "title",
      label: plain("Title"),
    }),
    input(
      { type: "static_select", action_id: "v", options: make.options(3) },
      { block_id: "stage", label: plain("Stage"), optional: true },
    ),
    input(
      { type: "external_select", action_id: "accounts", min_query_length: 0 },
      { block_id: "parent", label: plain("Parent"), optional: true },
    ),
    input(
      { type: "file_input", action_id: "v", filetypes: ["csv"], max_files: 1 },
      { block_id: "rows", label: plain("Rows"), optional: true },
    ),
  ],
  { callback_id: "form", private_metadata: "m", notify_on_close: true },
);

describe("a modal in the local Slack", () => {
  let bolt: BoltInSandbox;
  let ack: make.Json | undefined;
  const submitted: unknown[] = [];

  function listen(app: App): void {
    const open =
      (view: make.Json) =>
      async (args: { ack(): Promise<void>; client: WebClient; body: { trigger_id: string } }) => {
        await args.ack();
        await args.client.apiCall("views.open", { trigger_id: args.body.trigger_id, view });
      };
    app.command("/form", open(FORM));
    app.command("/slow", async ({ ack: done, client, body }) => {
      await done();
      const loading = modal([section(plain("Loading the deal"))], {
        submit: undefined,
        external_id: "slow",
      });
      await client.apiCall("views.open", { trigger_id: body.trigger_id, view: loading });
      await client.apiCall("views.update", { external_id: "slow", view: FORM });
    });
    app.options("accounts", async ({ ack: done, options }) => {
      await done({
        options: ["Acme", "Acorn", "Globex"]
          .filter((each) => each.toLowerCase().startsWith(options.value.toLowerCase()))
          .map((each) => ({ text: { type: "plain_text", text: each }, value: each.toLowerCase() })),
      });
    });
    app.view("form", async ({ ack: done, body, client }) => {
      submitted.push(body.view.state.values);
      await (done as (answer?: make.Json) => Promise<void>)(ack);
      if (!ack) await client.chat.postMessage({ channel: body.user.id, text: "Saved" });
    });
    app.view({ callback_id: "form", type: "view_closed" }, async ({ ack: done, body, client }) => {
      await done();
      await client.chat.postMessage({ channel: body.user.id, text: "Closed" });
    });
  }

  beforeAll(async () => {
    bolt = await boltInSandbox(listen);
  });
  beforeEach(() => {
    ack = undefined;
  });
  afterAll(() => bolt.stop());

  it("shows its words, and after what was loading what was loaded", async () => {
    const seen = await bolt.sandbox.as("ada").command("/slow");
    expect(seen.modal).toMatchObject({
      title: "Modal",
      submit: "Save",
      callbackId: "form",
      privateMetadata: "m",
    });
    expect(seen.text).toContain("Account\nTitle\nkept\nStage (optional)");
  });

  it("submits what was filled in and what stood there already, then closes", async () => {
    const ada = bolt.sandbox.as("ada");
    const seen = await ada.command("/form");
    const after = await ada.submit(seen, {
      Account: "Acme",
      stage: "Option 2",
      Parent: "Acorn",
      rows: { file: { name: "deals.csv", content: "a,b\n" } },
    });
    expect(after.text).toBe("Saved");
    expect(ada.modal).toBeNull();
    expect(submitted.at(-1)).toMatchObject({
      account: { v: { type: "plain_text_input", value: "Acme" } },
      title: { v: { value: "kept" } },
      stage: { v: { selected_option: { value: "v2" } } },
      parent: { accounts: { selected_option: { value: "acorn" } } },
      rows: { v: { files: [{ name: "deals.csv", size: 4, filetype: "csv" }] } },
    });
  });

  it.each<[string, make.Json, string]>([
    ["an empty required field", {}, "Please complete this required field."],
    ["more than max_length", { account: x(11) }, "Write at most 10 characters."],
    ["an option that is not offered", { account: "A", stage: "won" }, 'There is no option "won".'],
    [
      "an account that is not suggested",
      { account: "A", parent: "Initech" },
      'There is no option "Initech".',
    ],
    [
      "a file of another type",
      { account: "A", rows: { file: { name: "a.exe", content: "x" } } },
      "none of the file types csv",
    ],
  ])("is not sent with %s", async (_, values, error) => {
    const ada = bolt.sandbox.as("ada");
    const seen = await ada.command("/form");
    const before = submitted.length;
    await expect(ada.submit(seen, values as Record<string, string>)).rejects.toThrow(error);
    expect(submitted).toHaveLength(before);
  });

  it("shows the errors under their fields and stays open with what was typed", async () => {
    const ada = bolt.sandbox.as("ada");
    const seen = await ada.command("/form");
    ack = { response_action: "errors", errors: { account: "No such account" } };
    const refused = await ada.submit(seen, { account: "Nope" });
    expect(refused).toMatchObject({ kind: "errors", errors: { account: "No such account" } });
    ack = undefined;
    await ada.submit(refused, { title: "Other" });
    expect(submitted.at(-1)).toMatchObject({ account: { v: { value: "Nope" } } });
  });

  it("becomes the next step, or gets one on top", async () => {
    const ada = bolt.sandbox.as("ada");
    const next = modal([section(plain("Step two"))], { callback_id: "form", submit: plain("Go") });
    const seen = await ada.command("/form");
    ack = { response_action: "update", view: next };
    const updated = await ada.submit(seen, { account: "A" });
    expect(updated.text).toBe("Modal\nStep two\n[Go]");
    expect(updated.modal?.viewId).toBe(seen.modal?.viewId);
    ack = { response_action: "push", view: next };
    const pushed = await ada.submit(updated);
    expect(pushed.modal?.viewId).not.toBe(seen.modal?.viewId);
    ack = { response_action: "clear" };
    expect(await ada.submit(pushed, {}, { expect: "closed" })).toMatchObject({ kind: "closed" });
    expect(ada.modal).toBeNull();
  });

  it.each<[string, make.Json, string]>([
    [
      "errors of fields it lacks",
      { response_action: "errors", errors: { nope: "x" } },
      "invalid_errors",
    ],
    ["no error at all", { response_action: "errors", errors: {} }, "invalid_errors"],
    [
      "a view over Slack's limits",
      { response_action: "update", view: modal([], { title: plain(x(25)) }) },
      "invalid_arguments",
    ],
    ["an action Slack lacks", { response_action: "reopen" }, "invalid_response_action"],
  ])("refuses an acknowledgement with %s", async (_, answer, error) => {
    const ada = bolt.sandbox.as("ada");
    const seen = await ada.command("/form");
    ack = answer;
    await expect(ada.submit(seen, { account: "A" })).rejects.toThrow(
      "We had some trouble connecting",
    );
    expect(bolt.sandbox.violations.at(-1)).toMatchObject({ method: "view_submission", error });
  });

  it("tells the app that it was closed, where the app asked to be told", async () => {
    const ada = bolt.sandbox.as("ada");
    await ada.close(await ada.command("/form"));
    await bolt.sandbox.until(() => ada.inbox().at(-1)?.text === "Closed", "the notice");
  });

  it("offers what the app suggests for what was typed", async () => {
    const ada = bolt.sandbox.as("ada");
    const seen = await ada.command("/form");
    expect(await ada.suggest(seen, "Parent", "ac")).toEqual([
      { text: "Acme", value: "acme" },
      { text: "Acorn", value: "acorn" },
    ]);
  });
});
