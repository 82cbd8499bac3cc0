export type Json = Record<string, unknown>;

export const x = (count: number) => "x".repeat(count);
export const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
export const plain = (text: string): Json => ({ type: "plain_text", text });
export const mrkdwn = (text: string): Json => ({ type: "mrkdwn", text });
export const section = (text: Json, more: Json = {}): Json => ({ type: "section", text, ...more });
export const button = (index: number, more: Json = {}): Json => ({
  type: "button",
  text: plain("Go"),
  action_id: `go${index}`,
  ...more,
});
export const actions = (...elements: Json[]): Json => ({ type: "actions", elements });
export const option = (index: number, more: Json = {}): Json => ({
  text: plain(`Option ${index}`),
  value: `v${index}`,
  ...more,
});
export const options = (count: number) => many(count, (index) => option(index));
export const select = (more: Json): Json => ({ type: "static_select", action_id: "s", ...more });
export const overflow = (count: number): Json => ({
  type: "overflow",
  action_id: "o",
  options: options(count),
});
export const confirming = (confirm: Json): Json => actions(button(0, { confirm }));
export const dividers = (count: number) => many(count, () => ({ type: "divider" }));
export const cell = (text: string): Json => ({ type: "raw_text", text });
export const rows = (count: number, columns = 2) =>
  many(count, () => many(columns, () => cell("x")));
export const table = (count: number, columns = 2): Json => ({
  type: "table",
  rows: rows(count, columns),
});
export const dataTable = (of: Json[][], more: Json = {}): Json => ({
  type: "data_table",
  caption: "Deals",
  rows: of,
  ...more,
});
export const segment = (index: number, more: Json = {}): Json => ({
  label: `S${index}`,
  value: index + 1,
  ...more,
});
export const pie = (count: number, title = "Stages", more: Json = {}): Json => ({
  type: "data_visualization",
  title,
  chart: { type: "pie", segments: many(count, (index) => segment(index, more)) },
});
export const bar = (names: string[], labels: string[], categories = labels): Json => ({
  type: "data_visualization",
  title: "Open by stage",
  chart: {
    type: "bar",
    series: names.map((name) => ({ name, data: labels.map((label) => ({ label, value: 1 })) })),
    axis_config: { categories },
  },
});
export const card = (more: Json): Json => ({ type: "card", ...more });
export const container = (child_blocks: Json[]): Json => ({
  type: "container",
  title: plain("More"),
  child_blocks,
});
export const input = (element: Json, more: Json = {}): Json => ({
  type: "input",
  block_id: "field",
  label: plain("Field"),
  element: { action_id: "field", ...element },
  ...more,
});
export const modal = (blocks: Json[], more: Json = {}): Json => ({
  type: "modal",
  title: plain("Modal"),
  submit: plain("Save"),
  blocks,
  ...more,
});
