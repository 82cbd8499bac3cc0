import type { LimitName } from "../../../src/sandbox/limits.ts";
import * as make from "../block-builders.ts";

const { actions, button, card, confirming, input, many, mrkdwn, option, plain, section, x } = make;
type Json = make.Json;

/** Where something is sent to be taken or refused. */
export type Asked =
  | { message: Json[]; text?: string }
  | { modal: Json }
  | { method: string; args: Json };

/** What is sent when a limit is used up to `n`, and Slack's error for one more. */
export type LimitRow = { ask: (n: number) => Asked; error?: string };

const message = (build: (n: number) => Json[]): LimitRow => ({
  ask: (n) => ({ message: build(n) }),
});
const modal = (build: (n: number) => Json): LimitRow => ({ ask: (n) => ({ modal: build(n) }) });
const text = (more: Json = {}) => ({ type: "plain_text_input", ...more });
const image = (more: Json = {}): Json => ({
  type: "image",
  image_url: "https://northwind.example/a.png",
  alt_text: "A",
  ...more,
});
const select = (more: Json) => [actions(make.select(more))];
const cells = (n: number) => [[make.cell("h")], [make.cell(x(n - 1))]];
const labels = (n: number) => many(n, (index) => `c${index}`);

/** Each of the sandbox's limits on what a message or view holds, from one builder: at the limit it is taken, one over it is not. */
export const LIMIT_ROWS: Partial<Record<LimitName, LimitRow>> = {
  blocksPerMessage: message(make.dividers),
  blocksPerView: modal((n) => make.modal(make.dividers(n))),
  blockId: message((n) => [{ type: "divider", block_id: x(n) }]),
  actionId: message((n) => [actions(button(0, { action_id: x(n) }))]),
  sectionText: message((n) => [section(mrkdwn(x(n)))]),
  sectionFields: message((n) => [{ type: "section", fields: many(n, () => plain("x")) }]),
  sectionField: message((n) => [{ type: "section", fields: [plain(x(n))] }]),
  headerText: message((n) => [{ type: "header", text: plain(x(n)) }]),
  contextElements: message((n) => [{ type: "context", elements: many(n, () => mrkdwn("x")) }]),
  contextText: message((n) => [{ type: "context", elements: [mrkdwn(x(n))] }]),
  actionsElements: message((n) => [actions(...many(n, (index) => button(index)))]),
  inputLabel: modal((n) => make.modal([input(text(), { label: plain(x(n)) })])),
  inputHint: modal((n) => make.modal([input(text(), { hint: plain(x(n)) })])),
  imageUrl: message((n) => [image({ image_url: `https://n.example/${x(n - 18)}` })]),
  imageAltText: message((n) => [image({ alt_text: x(n) })]),
  imageTitle: message((n) => [image({ title: plain(x(n)) })]),
  markdownText: message((n) => [
    { type: "markdown", text: x(6_000) },
    { type: "markdown", text: x(n - 6_000) },
  ]),
  videoTitle: message((n) => [
    {
      type: "video",
      video_url: "https://n.example/v",
      thumbnail_url: "https://n.example/t",
      alt_text: "A",
      title: plain(x(n)),
    },
  ]),
  tableRows: message((n) => [make.table(n)]),
  tableColumns: message((n) => [make.table(1, n)]),
  tableCharacters: message((n) => [{ type: "table", rows: cells(n) }]),
  tablesPerMessage: message((n) => many(n, () => make.container([make.table(1)]))),
  dataTableRows: message((n) => [make.dataTable(make.rows(n))]),
  dataTableColumns: message((n) => [make.dataTable(make.rows(2, n))]),
  dataTableCharacters: message((n) => [make.dataTable(cells(n))]),
  dataTablePage: message((n) => [make.dataTable(make.rows(2), { page_size: n })]),
  dataTableCaption: message((n) => [make.dataTable(make.rows(2), { caption: x(n) })]),
  chartsPerMessage: message((n) => many(n, () => make.pie(1))),
  chartTitle: message((n) => [make.pie(1, x(n))]),
  chartLabel: message((n) => [make.pie(1, "T", { label: x(n) })]),
  chartAxisLabel: message((n) => {
    const bar = make.bar(["S"], ["a"]);
    const chart = bar.chart as Json;
    const axis_config = { ...(chart.axis_config as Json), x_label: x(n) };
    return [{ ...bar, chart: { ...chart, axis_config } }];
  }),
  chartSegments: message((n) => [make.pie(n)]),
  chartSeries: message((n) => [make.bar(labels(n), ["a"])]),
  chartCategories: message((n) => [make.bar(["S"], labels(n))]),
  cardTitle: message((n) => [card({ title: mrkdwn(x(n)) })]),
  cardBody: message((n) => [card({ body: mrkdwn(x(n)) })]),
  cardActions: message((n) => [card({ actions: many(n, (index) => button(index)) })]),
  carouselCards: message((n) => [
    { type: "carousel", elements: many(n, () => card({ title: plain("x") })) },
  ]),
  alertText: modal((n) =>
    make.modal([{ type: "alert", text: plain(x(n)) }], { submit: undefined }),
  ),
  containerTitle: message((n) => [{ ...make.container(make.dividers(1)), title: plain(x(n)) }]),
  containerBlocks: message((n) => [make.container(make.dividers(n))]),
  buttonText: message((n) => [actions(button(0, { text: plain(x(n)) }))]),
  buttonValue: message((n) => [actions(button(0, { value: x(n) }))]),
  buttonUrl: message((n) => [actions(button(0, { url: `https://n.example/${x(n - 18)}` }))]),
  buttonAccessibilityLabel: message((n) => [actions(button(0, { accessibility_label: x(n) }))]),
  selectOptions: message((n) => select({ options: make.options(n) })),
  selectGroups: message((n) =>
    select({ option_groups: many(n, () => ({ label: plain("g"), options: [option(0)] })) }),
  ),
  overflowOptions: message((n) => [actions(make.overflow(n))]),
  choiceOptions: message((n) => [actions({ type: "checkboxes", options: make.options(n) })]),
  inputValue: modal((n) => make.modal([input(text({ initial_value: x(n) }))])),
  inputFiles: modal((n) => make.modal([input({ type: "file_input", max_files: n })])),
  placeholder: message((n) => select({ placeholder: plain(x(n)), options: [option(0)] })),
  optionText: message((n) => select({ options: [option(0, { text: plain(x(n)) })] })),
  optionValue: message((n) => select({ options: [option(0, { value: x(n) })] })),
  optionDescription: message((n) => select({ options: [option(0, { description: plain(x(n)) })] })),
  optionUrl: message((n) => [
    actions({
      type: "overflow",
      action_id: "o",
      options: [option(0, { url: `https://n.example/${x(n - 18)}` })],
    }),
  ]),
  groupLabel: message((n) =>
    select({ option_groups: [{ label: plain(x(n)), options: [option(0)] }] }),
  ),
  confirmTitle: message((n) => [confirming({ title: plain(x(n)), text: plain("x") })]),
  confirmText: message((n) => [confirming({ text: plain(x(n)) })]),
  confirmButton: message((n) => [confirming({ text: plain("x"), confirm: plain(x(n)) })]),
  viewTitle: modal((n) => make.modal([], { title: plain(x(n)) })),
  viewButton: modal((n) => make.modal([], { submit: plain(x(n)) })),
  privateMetadata: modal((n) => make.modal([], { private_metadata: x(n) })),
  callbackId: modal((n) => make.modal([], { callback_id: x(n) })),
  externalId: modal((n) => make.modal([], { external_id: x(n) })),
  messageText: { ask: (n) => ({ message: [], text: x(n) }), error: "msg_too_long" },
  messageMarkdown: {
    ask: (n) => ({
      method: "chat.postMessage",
      args: { channel: "C0GENERAL01", markdown_text: x(n) },
    }),
    error: "msg_too_long",
  },
  channelName: {
    ask: (n) => ({ method: "conversations.create", args: { name: x(n) } }),
    error: "invalid_name_maxlength",
  },
  channelTopic: {
    ask: (n) => ({
      method: "conversations.setTopic",
      args: { channel: "C0GENERAL01", topic: x(n) },
    }),
    error: "too_long",
  },
  historyPage: {
    ask: (n) => ({
      method: "conversations.history",
      args: { channel: "C0GENERAL01", limit: n },
    }),
    error: "invalid_limit",
  },
};
