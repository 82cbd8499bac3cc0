import type { App } from "@slack/bolt";
import * as make from "./block-builders.ts";

const { plain, mrkdwn } = make;
type Json = make.Json;

const STAGES = ["Lead", "Qualified", "Discovery", "Demo", "Proposal", "Negotiation"];
const MONTHS = ["Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const series = (name: string, labels: readonly string[], values: readonly number[]): Json => ({
  name,
  data: labels.map((label, index) => ({ label, value: values[index] ?? 0 })),
});
const plot = (
  type: "bar" | "line" | "area",
  title: string,
  categories: readonly string[],
  lines: Json[],
  axis: Json = {},
): Json => ({
  type: "data_visualization",
  title,
  chart: { type, series: lines, axis_config: { categories, ...axis } },
});

const bars = plot(
  "bar",
  "Open value by stage",
  STAGES,
  [
    series("Today", STAGES, [120_000, 340_000, 510_000, 260_000, 430_000, 180_000]),
    series("A week ago", STAGES, [150_000, 300_000, 480_000, 310_000, 350_000, 90_000]),
  ],
  { y_label: "EUR" },
);
const line = plot(
  "line",
  "Won, forecast and quota",
  MONTHS,
  [
    series("Won so far", MONTHS, [200, 420, 650, 900, 900, 900]),
    series("Forecast", MONTHS, [200, 420, 650, 900, 1400, 1900]),
    series("Quota", MONTHS, [350, 700, 1050, 1400, 1750, 2100]),
  ],
  { x_label: "Month", y_label: "EUR, thousands" },
);
const area = plot("area", "Change of the pipeline", MONTHS, [
  series("Added", MONTHS, [40, 60, 30, 80, 70, 20]),
  series("Lost", MONTHS, [-20, -10, -40, -15, -30, -5]),
]);
const pie: Json = {
  type: "data_visualization",
  title: "Why we lost",
  chart: {
    type: "pie",
    segments: [
      { label: "Price", value: 12 },
      { label: "Missing feature", value: 7 },
      { label: "Competitor", value: 5 },
      { label: "No decision", value: 4 },
      { label: "Timing", value: 1 },
    ],
  },
};

const number = (value: number, text: string): Json => ({ type: "raw_number", value, text });
/** Twelve deals, in no order of their amounts. */
export const dealTable = make.dataTable(
  [
    ["Deal", "Stage", "Amount", "Next step"].map(make.cell),
    ...Array.from({ length: 12 }, (_, i) => [
      make.cell(`Account ${i + 1} · Platform rollout for the whole company`),
      make.cell(STAGES[i % STAGES.length] ?? ""),
      number(((i * 7) % 12) * 10_000, `${((i * 7) % 12) * 10},000 EUR`),
      make.cell(i % 3 === 0 ? "–" : "Send the revised quote, Fri 27 Nov"),
    ]),
  ],
  { caption: "Deals, next to close first", page_size: 5 },
);

const text = `*Bold*, _italic_, ~struck~, \`code\` and *bold with \`code\` inside*
<https://example.com|a link>, <@U0ADA00001>, <#C0WINS00001|wins>, <!here>, <mailto:jane@acme.example>
> A quote of two lines:
> “Your price is double theirs.”
• a point that is long enough to go over the end of its line and then stands under its own words and not under the dot
• another :tada:
\`\`\`
preformatted   text
\`\`\`
Due <!date^1795017600^{date_short_pretty} at {time}|soon>, seen <!date^1763481600^{date_long}|then>`;

const rich: Json = {
  type: "rich_text",
  elements: [
    {
      type: "rich_text_section",
      elements: [
        { type: "text", text: "Rich text with " },
        { type: "text", text: "bold", style: { bold: true } },
        { type: "text", text: ", " },
        { type: "user", user_id: "U0DAN00001" },
        { type: "text", text: " and " },
        { type: "emoji", name: "warning" },
      ],
    },
    {
      type: "rich_text_list",
      style: "ordered",
      elements: ["First", "Second"].map((each) => ({
        type: "rich_text_section",
        elements: [{ type: "text", text: each }],
      })),
    },
    { type: "rich_text_quote", elements: [{ type: "text", text: "A quote" }] },
    { type: "rich_text_preformatted", elements: [{ type: "text", text: "const a = 1;" }] },
  ],
};
const markdown: Json = {
  type: "markdown",
  text: `# Call notes\n\nJane said **yes** to the *pilot*. See [the brief](https://example.com).\n\n1. Security review\n2. Pricing\n   - list price\n   - [x] agreed\n\n| Item | Price |\n|---|---:|\n| Seats | 4,000 |\n| Support | 500 |\n\n> It must run in the EU.\n\n\`\`\`\nregion = eu\n\`\`\``,
};
const fields: Json = {
  type: "section",
  fields: [
    "*Owner*\nAda Admin",
    "*Stage*\nProposal",
    "*Amount*\n50,000 EUR",
    "*Closes*\nFri 27 Nov",
  ].map(mrkdwn),
};
const controls = (): Json[] => [
  make.actions(
    make.button(1, { text: plain("Approve"), style: "primary" }),
    make.button(2, {
      text: plain("Reject"),
      style: "danger",
      confirm: {
        title: plain("Reject it?"),
        text: plain("Ada is told at once."),
        confirm: plain("Reject"),
        deny: plain("Keep"),
      },
    }),
    make.select({ placeholder: plain("Move"), options: make.options(4) }),
    { type: "users_select", action_id: "who", placeholder: plain("Assign") },
    { type: "datepicker", action_id: "day", initial_date: "2026-11-27" },
    make.overflow(3),
  ),
];
const card = (title: string, body: string): Json =>
  make.card({
    title: mrkdwn(`*${title}*`),
    subtitle: plain("Worked in 7 of 9 deals"),
    body: plain(body),
    actions: [make.button(3, { text: plain("Use it") })],
  });

/** What a command shows: each a message of its own. */
export const GALLERY: Record<string, Json[]> = {
  text: [
    { type: "header", text: plain("Acme · Platform rollout") },
    make.section(mrkdwn(text)),
    { type: "divider" },
    rich,
    fields,
    { type: "context", elements: [mrkdwn("Asked by *Ada* · because the close date passed")] },
  ],
  markdown: [markdown],
  controls: [
    make.section(mrkdwn("A section with a *menu* beside it"), {
      accessory: make.select({
        action_id: "side",
        placeholder: plain("Choose"),
        options: make.options(12),
      }),
    }),
    ...controls(),
    {
      type: "carousel",
      elements: [
        card("ROI calculation", "Shows what the first year saves."),
        card("Case study", "A company of the same size."),
        card("Payment terms", "Quarterly instead of yearly."),
      ],
    },
    {
      ...make.container([make.section(mrkdwn("What is inside the container"))]),
      is_collapsible: true,
      has_header_divider: true,
    },
  ],
  table: [make.section(mrkdwn("*12 deals*, 660k EUR open. 3 need you.")), dealTable],
  plain: [
    {
      type: "table",
      column_settings: [{ is_wrapped: true }, { align: "right" }],
      rows: [
        ["Item", "Price"].map(make.cell),
        ["Seats for everyone in the sales department", "4,000"].map(make.cell),
      ],
    },
  ],
  bars: [bars, pie],
  lines: [line, area],
};

/** A modal with every kind of field. */
export const form = make.modal(
  [
    make.input(
      {
        type: "external_select",
        action_id: "account",
        min_query_length: 0,
        placeholder: plain("Acme"),
      },
      { block_id: "account", label: plain("Account") },
    ),
    make.input(
      { type: "plain_text_input", action_id: "title", placeholder: plain("Platform rollout") },
      { block_id: "title", label: plain("Title"), hint: plain("What they buy, in three words.") },
    ),
    make.input(
      { type: "number_input", action_id: "amount", is_decimal_allowed: true },
      { block_id: "amount", label: plain("Amount") },
    ),
    make.input(
      { type: "datetimepicker", action_id: "when", initial_date_time: 1_795_017_600 },
      { block_id: "when", label: plain("Demo"), optional: true },
    ),
    make.input(
      { type: "multi_users_select", action_id: "team", placeholder: plain("Nobody yet") },
      { block_id: "team", label: plain("Team"), optional: true },
    ),
    make.input(
      { type: "radio_buttons", action_id: "risk", options: make.options(2) },
      { block_id: "risk", label: plain("Risk"), optional: true },
    ),
    make.input(
      { type: "checkboxes", action_id: "tags", options: make.options(3) },
      { block_id: "tags", label: plain("Tags"), optional: true },
    ),
    make.input(
      { type: "plain_text_input", action_id: "note", multiline: true },
      { block_id: "note", label: plain("Note"), optional: true },
    ),
    make.input(
      { type: "file_input", action_id: "file", filetypes: ["csv"], max_files: 1 },
      { block_id: "file", label: plain("List"), optional: true },
    ),
    { type: "alert", level: "warning", text: plain("The close date has passed.") },
  ],
  { callback_id: "form", submit: plain("Create deal") },
);

/** An app that shows whatever `/deal NAME` asks for from the gallery. */
export function galleryApp(app: App): void {
  app.command("/deal", async ({ ack, command, client, respond }) => {
    await ack();
    const blocks = GALLERY[command.text];
    if (command.text === "form")
      await client.apiCall("views.open", { trigger_id: command.trigger_id, view: form });
    else if (command.text === "stack")
      await client.apiCall("views.open", { trigger_id: command.trigger_id, view: layer(1) });
    else if (command.text.startsWith("post "))
      await client.apiCall("chat.postMessage", {
        channel: command.channel_id,
        text: command.text.slice(5),
        blocks: GALLERY[command.text.slice(5)],
      });
    else if (command.text === "refused")
      await client
        .apiCall("chat.postMessage", {
          channel: command.channel_id,
          text: "Too long",
          blocks: [make.section(mrkdwn(make.x(3001)))],
        })
        .catch(() => respond("Slack refused it."));
    else if (command.text === "csv")
      await client.files.uploadV2({
        channel_id: command.channel_id,
        filename: "deals.csv",
        content: 'Deal,Amount\n"Acme, Inc.",50000\nGlobex,120000\n',
      });
    else
      await respond({
        text: "Acme &lt;img src=x onerror=alert(1)&gt;",
        ...(blocks ? { blocks: JSON.parse(JSON.stringify(blocks)) } : {}),
      });
  });
  app.action(/.*/, async ({ ack, action, body, client }) => {
    await ack();
    if ("action_id" in action && action.action_id === "deeper" && "trigger_id" in body)
      await client.apiCall("views.push", { trigger_id: body.trigger_id, view: layer(2) });
    else if ("action_id" in action && body.channel)
      await client.chat.postEphemeral({
        channel: body.channel.id ?? "",
        user: body.user.id,
        text: `${action.action_id} used`,
      });
  });
  app.options("account", async ({ ack, payload }) => {
    const names = ["Acme", "Acorn", "Globex"].filter((each) =>
      each.toLowerCase().includes(payload.value.toLowerCase()),
    );
    await ack({
      options: names.map((each) => ({
        text: { type: "plain_text", text: each },
        value: each.toLowerCase(),
      })),
    });
  });
  app.view("form", async ({ ack, view, client }) => {
    const { values } = view.state;
    const amount = values.amount?.amount?.value;
    if (amount === "13")
      return ack({ response_action: "errors", errors: { amount: "Unlucky: try 14." } });
    await ack();
    const account = values.account?.account?.selected_option?.value;
    const when = values.when?.when?.selected_date_time;
    await client.chat.postMessage({
      channel: "C0SALESEMEA",
      text: `New deal: ${account}, ${amount}, demo at ${when}`,
    });
  });
  app.shortcut("note", async ({ ack, body, client }) => {
    await ack();
    const words = "message" in body ? String(body.message.text) : "";
    await client.chat.postMessage({ channel: body.user.id, text: `Noted: ${words}` });
  });
  app.event("app_home_opened", async ({ event, client }) => {
    await client.apiCall("views.publish", {
      user_id: event.user,
      view: { type: "home", blocks: [make.section(mrkdwn("*Good morning.*")), ...controls()] },
    });
  });
}

function layer(depth: number): Json {
  return make.modal(
    [
      make.section(mrkdwn(`Layer ${depth}`)),
      ...(depth === 1
        ? [make.actions(make.button(0, { action_id: "deeper", text: plain("Deeper") }))]
        : []),
    ],
    { title: plain(`Layer ${depth}`), submit: undefined },
  );
}
