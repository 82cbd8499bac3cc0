import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.ts";
import * as make from "./block-builders.ts";

const { actions, button, cell, many, mrkdwn, option, plain, section, select, x } = make;
const inButton = (more: make.Json) => [actions(button(0, more))];
const inOption = (more: make.Json) => [actions(select({ options: [option(0, more)] }))];
const ELEMENT = "[json-pointer:/blocks/0/elements/0";

/** One step over each limit, with Slack's words and the place. */
const CASES: [string, make.Json[], string][] = [
  ["51 blocks", make.dividers(51), "no more than 50 items allowed [json-pointer:/blocks]"],
  [
    "a section of 3001 characters",
    [section(mrkdwn(x(3001)))],
    "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
  ],
  [
    "an empty section text",
    [section(mrkdwn(""))],
    "must be more than 0 characters [json-pointer:/blocks/0/text/text]",
  ],
  [
    "a section without text or fields",
    [{ type: "section" }],
    "missing required field: text [json-pointer:/blocks/0]",
  ],
  [
    "11 fields",
    [{ type: "section", fields: many(11, () => plain("x")) }],
    "no more than 10 items allowed [json-pointer:/blocks/0/fields]",
  ],
  [
    "a field of 2001 characters",
    [{ type: "section", fields: [plain(x(2001))] }],
    "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]",
  ],
  [
    "a header of 151 characters",
    [{ type: "header", text: plain(x(151)) }],
    "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
  ],
  [
    "a header in mrkdwn",
    [{ type: "header", text: mrkdwn("*x*") }],
    "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]",
  ],
  [
    "11 context elements",
    [{ type: "context", elements: many(11, () => mrkdwn("x")) }],
    "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
  ],
  [
    "26 buttons in a row",
    [actions(...many(26, (index) => button(index)))],
    "no more than 25 items allowed [json-pointer:/blocks/0/elements]",
  ],
  ["no element in actions", [actions()], "no fewer than 1 items allowed"],
  [
    "a block_id of 256 characters",
    [{ type: "divider", block_id: x(256) }],
    "must be less than 256 characters [json-pointer:/blocks/0/block_id]",
  ],
  [
    "a block_id twice",
    many(2, () => ({ type: "divider", block_id: "a" })),
    'block_id "a" already exists [json-pointer:/blocks/1/block_id]',
  ],
  [
    "an action_id twice in a block",
    [actions(button(1), button(1))],
    'action_id "go1" already exists in this block [json-pointer:/blocks/0]',
  ],
  [
    "an action_id of 256 characters",
    inButton({ action_id: x(256) }),
    `must be less than 256 characters ${ELEMENT}/action_id]`,
  ],
  [
    "a button of 76 characters",
    inButton({ text: plain(x(76)) }),
    `must be less than 76 characters ${ELEMENT}/text/text]`,
  ],
  ["a button in mrkdwn", inButton({ text: mrkdwn("x") }), "unsupported type: mrkdwn"],
  [
    "a button value of 2001 characters",
    inButton({ value: x(2001) }),
    `must be less than 2001 characters ${ELEMENT}/value]`,
  ],
  [
    "a button style Slack lacks",
    inButton({ style: "warning" }),
    `must be one of: primary, danger ${ELEMENT}/style]`,
  ],
  [
    "an option of 76 characters",
    inOption({ text: plain(x(76)) }),
    "must be less than 76 characters",
  ],
  [
    "an option value of 151 characters",
    inOption({ value: x(151) }),
    "must be less than 151 characters",
  ],
  [
    "101 options",
    [actions(select({ options: make.options(101) }))],
    "no more than 100 items allowed",
  ],
  [
    "a select without options",
    [actions(select({}))],
    "must have exactly one of options and option_groups",
  ],
  [
    "an initial option that is not offered",
    [actions(select({ options: [option(0)], initial_option: option(1) }))],
    'initial option "v1" is not among the options [json-pointer:/blocks/0]',
  ],
  [
    "6 overflow options",
    [section(plain("x"), { accessory: make.overflow(6) })],
    "no more than 5 items allowed",
  ],
  [
    "a placeholder of 151 characters",
    [actions(select({ placeholder: plain(x(151)), options: [option(0)] }))],
    "must be less than 151 characters",
  ],
  [
    "a confirm text of 301 characters",
    [make.confirming({ text: plain(x(301)) })],
    "must be less than 301 characters",
  ],
  [
    "11 checkboxes",
    [actions({ type: "checkboxes", options: make.options(11) })],
    "no more than 10 items allowed",
  ],
  ["an unknown block", [{ type: "paragraph" }], "unsupported type: paragraph"],
  ["a block without a type", [{}], "missing required field: type [json-pointer:/blocks/0]"],
  [
    "an unknown element",
    [actions({ type: "slider" })],
    `unsupported type: slider ${ELEMENT}/type]`,
  ],
  [
    "an unknown property",
    [section(plain("x"), { colour: "red" })],
    "invalid additional property: colour [json-pointer:/blocks/0]",
  ],
  [
    "a text input outside an input block",
    [actions({ type: "plain_text_input" })],
    "unsupported type: plain_text_input",
  ],
  ["an alert", [{ type: "alert", text: plain("x") }], "alert blocks are not allowed in a message"],
  ["a file input", [make.input({ type: "file_input" })], "file_input is only allowed in a modal"],
  [
    "three charts",
    many(3, () => make.pie(1)),
    "no more than 2 data_visualization blocks allowed [json-pointer:/blocks/2]",
  ],
  ["a chart title of 51 characters", [make.pie(1, x(51))], "must be less than 51 characters"],
  ["7 pie segments", [make.pie(7)], "no more than 6 items allowed"],
  ["a pie segment of nothing", [make.pie(1, "T", { value: 0 })], "must be more than 0"],
  [
    "a chart label of 21 characters",
    [make.pie(1, "T", { label: x(21) })],
    "must be less than 21 characters",
  ],
  [
    "7 series",
    [
      make.bar(
        many(7, (index) => `S${index}`),
        ["a"],
      ),
    ],
    "no more than 6 items allowed",
  ],
  [
    "a series with a gap",
    [make.bar(["S"], ["a"], ["a", "b"])],
    "must have exactly one point for each category",
  ],
  ["two series of one name", [make.bar(["S", "S"], ["a"])], "names must be unique"],
  [
    "a data table without a caption",
    [{ type: "data_table", rows: make.rows(2) }],
    "missing required field: caption [json-pointer:/blocks/0]",
  ],
  [
    "a data table of a header only",
    [make.dataTable(make.rows(1))],
    "no fewer than 2 items allowed",
  ],
  ["a data table of 102 rows", [make.dataTable(make.rows(102))], "no more than 101 items allowed"],
  [
    "a data table of 21 columns",
    [make.dataTable(make.rows(2, 21))],
    "no more than 20 items allowed",
  ],
  [
    "a data table with uneven rows",
    [make.dataTable([[cell("a"), cell("b")], [cell("c")]])],
    "must have as many cells as the header row",
  ],
  [
    "a data table of more than 10000 characters",
    [make.dataTable(many(11, () => [cell(x(1000))]))],
    "must have no more than 10000 characters in total",
  ],
  ["a page of 101 rows", [make.dataTable(make.rows(2), { page_size: 101 })], "must be at most 100"],
  ["two tables", many(2, () => make.table(1)), "no more than 1 table blocks allowed"],
  ["an empty card", [make.card({})], "must have at least one of hero_image, title, body"],
  [
    "4 card buttons",
    [make.card({ actions: many(4, (index) => button(index)) })],
    "no more than 3 items allowed",
  ],
  [
    "a container of 11 blocks",
    [make.container(make.dividers(11))],
    "no more than 10 items allowed",
  ],
  [
    "a chart in a container",
    [make.container([make.pie(1)])],
    "unsupported type: data_visualization",
  ],
  [
    "markdown of 12001 characters",
    [{ type: "markdown", text: x(12_001) }],
    "must be less than 12001 characters",
  ],
];

describe("a message in the local Slack", () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    // Hundreds of messages in a moment: what each may hold is the question, not how often one may ask.
    sandbox = await startSandbox({ rateLimits: "off" });
  });
  afterAll(() => sandbox.stop());

  it.each(CASES)("may not have %s", async (_, blocks, message) => {
    const response = await fetch(`${sandbox.apiUrl}chat.postMessage`, {
      method: "POST",
      headers: { authorization: `Bearer ${sandbox.botToken}`, "content-type": "application/json" },
      body: JSON.stringify({ channel: "C0GENERAL01", text: "x", blocks }),
    });
    expect(await response.json()).toMatchObject({ ok: false, error: "invalid_blocks" });
    expect(sandbox.violations.at(-1)?.messages.join("\n")).toContain(message);
  });
});
