import type { ModalView } from "@slack/types";
import { WebClient } from "@slack/web-api";
import { afterEach, describe, expect, it } from "vitest";
import { type BoltInSandbox, boltInSandbox } from "../support/sandbox.ts";
import * as make from "./block-builders.ts";

const { input, modal, many, mrkdwn, plain, section, x } = make;
const text = (more: make.Json = {}) => ({ type: "plain_text_input", ...more });

describe("the Web API of views", () => {
  const wall: ModalView = {
    type: "modal",
    title: { type: "plain_text", text: "Modal" },
    blocks: [{ type: "divider" }],
  };
  let bolt: BoltInSandbox;
  let trigger: string | undefined;
  const client = () => new WebClient(bolt.sandbox.botToken, { slackApiUrl: bolt.sandbox.apiUrl });
  const refusal = (error: string) => ({ data: { error } });

  async function start(triggerMs?: number): Promise<void> {
    bolt = await boltInSandbox(
      (app) => {
        app.command("/t", async ({ ack, body }) => {
          trigger = body.trigger_id;
          await ack("ok");
        });
      },
      triggerMs === undefined ? {} : { limits: { triggerMs } },
    );
    await bolt.sandbox.as("ada").command("/t");
  }
  afterEach(() => bolt.stop());

  it("opens a modal once for each trigger_id", async () => {
    await start();
    await client().apiCall("views.open", { trigger_id: trigger, view: wall });
    await expect(
      client().apiCall("views.open", { trigger_id: trigger, view: wall }),
    ).rejects.toMatchObject(refusal("exchanged_trigger_id"));
    await expect(
      client().apiCall("views.open", { trigger_id: "1.2.3", view: wall }),
    ).rejects.toMatchObject(refusal("invalid_trigger_id"));
  });

  it("refuses a trigger_id whose time is up", async () => {
    await start(0);
    await expect(
      client().apiCall("views.open", { trigger_id: trigger, view: wall }),
    ).rejects.toMatchObject(refusal("expired_trigger_id"));
  });

  it("refuses to update a view that changed since", async () => {
    await start();
    const opened = await client().views.open({ trigger_id: String(trigger), view: wall });
    const { id, hash } = opened.view ?? {};
    await client().apiCall("views.update", { view_id: id, hash, view: wall });
    await expect(
      client().apiCall("views.update", { view_id: id, hash, view: wall }),
    ).rejects.toMatchObject(refusal("hash_conflict"));
    await expect(
      client().apiCall("views.update", { view_id: "V404", view: wall }),
    ).rejects.toMatchObject(refusal("not_found"));
  });

  it.each<[string, make.Json, string]>([
    [
      "a title of 25 characters",
      modal([], { title: plain(x(25)) }),
      "must be less than 25 characters [json-pointer:/view/title/text]",
    ],
    [
      "a submit of 25 characters",
      modal([], { submit: plain(x(25)) }),
      "[json-pointer:/view/submit/text]",
    ],
    [
      "private_metadata of 3001 characters",
      modal([], { private_metadata: x(3001) }),
      "[json-pointer:/view/private_metadata]",
    ],
    [
      "a callback_id of 256 characters",
      modal([], { callback_id: x(256) }),
      "[json-pointer:/view/callback_id]",
    ],
    [
      "101 blocks",
      modal(make.dividers(101)),
      "no more than 100 items allowed [json-pointer:/view/blocks]",
    ],
    [
      "inputs but no submit",
      modal([input(text())], { submit: undefined }),
      "missing required field: submit [json-pointer:/view]",
    ],
    [
      "an input label of 2001 characters",
      modal([input(text(), { label: plain(x(2001)) })]),
      "[json-pointer:/view/blocks/0/label/text]",
    ],
    [
      "an input label in mrkdwn",
      modal([input(text(), { label: mrkdwn("x") })]),
      "unsupported type: mrkdwn",
    ],
    [
      "an initial value of 3001 characters",
      modal([input(text({ initial_value: x(3001) }))]),
      "must be less than 3001 characters",
    ],
    ["a max_length of 3001", modal([input(text({ max_length: 3001 }))]), "must be at most 3000"],
    ["a chart", modal([make.pie(1)]), "data_visualization blocks are not allowed in a modal"],
    [
      "a data table",
      modal([make.dataTable(make.rows(2))]),
      "data_table blocks are not allowed in a modal",
    ],
    [
      "a button as an input",
      modal([input({ type: "button", text: plain("x") })]),
      "unsupported type: button",
    ],
    [
      "no title",
      { type: "modal", blocks: [] },
      "missing required field: title [json-pointer:/view]",
    ],
    [
      "a property Slack lacks",
      modal([], { footer: "x" }),
      "invalid additional property: footer [json-pointer:/view]",
    ],
  ])("refuses a modal with %s", async (_, view, message) => {
    await start();
    await expect(
      client().apiCall("views.open", { trigger_id: trigger, view }),
    ).rejects.toMatchObject(refusal("invalid_arguments"));
    expect(bolt.sandbox.violations.at(-1)?.messages.join("\n")).toContain(message);
    // A refused view leaves the trigger_id for a better one.
    await client().apiCall("views.open", {
      trigger_id: trigger,
      view: modal(many(3, () => section(plain("x")))),
    });
  });

  it("lays no more than three modals on top of each other", async () => {
    bolt = await boltInSandbox((app) => {
      const wallWithButton = modal([make.actions(make.button(0, { action_id: "deeper" }))], {
        submit: undefined,
      });
      app.command("/t", async ({ ack, body, client: slack }) => {
        await ack();
        await slack.apiCall("views.open", { trigger_id: body.trigger_id, view: wallWithButton });
      });
      app.action("deeper", async ({ ack, body, client: slack }) => {
        await ack();
        const trigger_id = "trigger_id" in body ? body.trigger_id : "";
        await slack
          .apiCall("views.push", { trigger_id, view: wallWithButton })
          .catch((error) =>
            slack.chat.postMessage({ channel: body.user.id, text: error.data.error }),
          );
      });
    });
    const ada = bolt.sandbox.as("ada");
    let seen = await ada.command("/t");
    seen = await ada.press(seen, "deeper");
    seen = await ada.press(seen, "deeper");
    expect((await ada.press(seen, "deeper")).text).toBe("push_limit_reached");
  });

  it("publishes a home tab of its own for each person", async () => {
    bolt = await boltInSandbox((app) => {
      app.event("app_home_opened", async ({ event, client: slack }) => {
        await slack.views.publish({
          user_id: event.user,
          view: {
            type: "home",
            blocks: [{ type: "section", text: { type: "mrkdwn", text: `Hi <@${event.user}>` } }],
          },
        });
      });
    });
    expect((await bolt.sandbox.as("ada").openHome()).text).toBe("Hi @ada");
    expect(bolt.sandbox.as("dan").home).toBeNull();
    await expect(
      client().apiCall("views.publish", {
        user_id: "U0ADA00001",
        view: { type: "home", blocks: [make.table(1)] },
      }),
    ).rejects.toMatchObject(refusal("invalid_arguments"));
  });
});
