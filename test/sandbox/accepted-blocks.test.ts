import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.ts";
import * as make from "./block-builders.ts";

const { actions, button, cell, many, mrkdwn, option, plain, section, select, x } = make;
const names = many(6, (index) => `S${index}`);
const categories = many(20, (index) => `c${index}`);

/** At the limit, or Slack's newer kinds: each is taken. */
const CASES: [string, make.Json[]][] = [
  ["50 blocks", make.dividers(50)],
  ["a section of 3000 characters", [section(mrkdwn(x(3000)))]],
  ["10 fields of 2000 characters", [{ type: "section", fields: many(10, () => plain(x(2000))) }]],
  ["a header of 150 characters", [{ type: "header", text: plain(x(150)) }]],
  ["10 context elements", [{ type: "context", elements: many(10, () => mrkdwn("x")) }]],
  ["25 buttons in a row", [actions(...many(25, (index) => button(index)))]],
  ["ids of 255 characters", [{ ...actions(button(0, { action_id: x(255) })), block_id: x(255) }]],
  ["the same action_id in two blocks", [actions(button(1)), actions(button(1))]],
  [
    "a button of 75 characters with a value of 2000",
    [actions(button(0, { text: plain(x(75)), value: x(2000) }))],
  ],
  ["100 options", [actions(select({ options: make.options(100) }))]],
  ["5 overflow options", [section(plain("x"), { accessory: make.overflow(5) })]],
  [
    "an option of 75 characters with a value of 150",
    [actions(select({ options: [{ text: plain(x(75)), value: x(150) }] }))],
  ],
  [
    "a placeholder of 150 characters",
    [actions(select({ placeholder: plain(x(150)), options: [option(0)] }))],
  ],
  [
    "a full confirm dialog",
    [
      make.confirming({
        title: plain(x(100)),
        text: mrkdwn(x(300)),
        confirm: plain(x(30)),
        deny: plain(x(30)),
      }),
    ],
  ],
  [
    "radio buttons in mrkdwn",
    [actions({ type: "radio_buttons", options: [{ text: mrkdwn("*a*"), value: "a" }] })],
  ],
  ["a data table of 101 rows and 20 columns", [make.dataTable(make.rows(101, 20))]],
  [
    "a data table with numbers",
    [
      make.dataTable([
        [cell("Deal"), cell("Amount")],
        [cell("Acme"), { type: "raw_number", value: 50_000, text: "50k" }],
      ]),
    ],
  ],
  ["a table of 100 rows and 20 columns", [make.table(100, 20)]],
  ["two charts", [make.pie(1), make.pie(6)]],
  ["6 series over 20 categories", [make.bar(names, categories)]],
  [
    "a card with three buttons",
    [
      make.card({
        title: mrkdwn(x(150)),
        body: mrkdwn(x(200)),
        actions: many(3, (index) => button(index)),
      }),
    ],
  ],
  ["a container of 10 blocks", [make.container(make.dividers(10))]],
  [
    "rich text",
    [
      {
        type: "rich_text",
        elements: [
          {
            type: "rich_text_list",
            style: "bullet",
            elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "a" }] }],
          },
        ],
      },
    ],
  ],
  ["markdown of 12000 characters", [{ type: "markdown", text: x(12_000) }]],
];

describe("a message in the local Slack", () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    // Hundreds of messages in a moment: what each may hold is the question, not how often one may ask.
    sandbox = await startSandbox({ rateLimits: "off" });
  });
  afterAll(() => sandbox.stop());

  it.each(CASES)("may have %s", async (_, blocks) => {
    const response = await fetch(`${sandbox.apiUrl}chat.postMessage`, {
      method: "POST",
      headers: { authorization: `Bearer ${sandbox.botToken}`, "content-type": "application/json" },
      body: JSON.stringify({ channel: "C0GENERAL01", text: "x", blocks }),
    });
    expect(await response.json()).toMatchObject({ ok: true });
    expect(sandbox.violations).toEqual([]);
  });
});
