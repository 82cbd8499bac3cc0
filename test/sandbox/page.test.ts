import { existsSync } from "node:fs";
import type { App } from "@slack/bolt";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type BoltInSandbox, boltInSandbox } from "../support/sandbox.ts";
import * as make from "./block-builders.ts";

const CHROMIUM = "/usr/bin/chromium";
const { plain } = make;

const FORM = make.modal(
  [
    make.input(
      { type: "external_select", action_id: "accounts", min_query_length: 0 },
      { block_id: "account", label: plain("Account") },
    ),
    make.input(
      { type: "number_input", is_decimal_allowed: false },
      { block_id: "amount", label: plain("Amount") },
    ),
  ],
  { callback_id: "form", submit: plain("Create deal") },
);

function listen(app: App): void {
  app.command("/deal", async ({ ack, command, client, respond }) => {
    await ack();
    if (command.text === "new")
      await client.apiCall("views.open", { trigger_id: command.trigger_id, view: FORM });
    else
      await respond({
        text: "Acme",
        blocks: [
          {
            type: "section",
            text: { type: "mrkdwn", text: "*Acme* &lt;img src=x onerror=alert(1)&gt;" },
          },
          {
            type: "actions",
            elements: [
              {
                type: "button",
                action_id: "approve",
                text: { type: "plain_text", text: "Approve" },
                confirm: { text: { type: "plain_text", text: "The quote goes out." } },
              },
            ],
          },
        ],
      });
  });
  app.action("approve", async ({ ack, respond }) => {
    await ack();
    await respond({ replace_original: true, text: "Approved by <@U0DAN00001>" });
  });
  app.options("accounts", async ({ ack }) => {
    await ack({ options: [{ text: { type: "plain_text", text: "Acorn" }, value: "acorn" }] });
  });
  app.view("form", async ({ ack, view, client }) => {
    const amount = view.state.values.amount?.field?.value;
    if (amount === "13")
      return ack({ response_action: "errors", errors: { amount: "Unlucky: try 14." } });
    await ack();
    const account = view.state.values.account?.accounts?.selected_option?.value;
    await client.chat.postMessage({
      channel: "C0SALESEMEA",
      text: `New deal: ${account}, ${amount}`,
    });
  });
}

// Debian's browser is asked for in the README; a machine without one still runs all other tests.
describe.skipIf(!existsSync(CHROMIUM))("the page of the local Slack", () => {
  let browser: Browser;
  let bolt: BoltInSandbox;
  let page: Page;
  const problems: string[] = [];

  const open = async (person: string, channel: string): Promise<Page> => {
    const opened = await browser.newPage();
    opened.on("pageerror", (error) => problems.push(error.message));
    opened.on("console", (line) => {
      if (line.type() === "error") problems.push(line.text());
    });
    await opened.goto(bolt.sandbox.pageUrl);
    await opened.getByRole("button", { name: person, exact: true }).click();
    await opened.getByRole("button", { name: `# ${channel}` }).click();
    return opened;
  };
  const type = async (text: string) => {
    const composer = page.getByRole("textbox", { name: "Message #sales-emea as Dan Manager" });
    await composer.fill(text);
    await composer.press("Enter");
  };

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    });
    bolt = await boltInSandbox(listen);
  }, 30_000);
  afterAll(async () => {
    await browser?.close();
    await bolt?.stop();
  });
  beforeEach(async () => {
    page = await open("Dan", "sales-emea");
  });
  afterEach(async () => {
    await page.close();
    expect(problems).toEqual([]);
  });

  it("shows a command's answer to the one who typed it, with its markup as words", async () => {
    await type("/deal show acme");
    const answer = page.getByRole("article").filter({ hasText: "Only visible to you" });
    await answer.getByText("<img src=x onerror=alert(1)>").waitFor();
    expect(await answer.locator("strong", { hasText: "Acme" }).count()).toBe(1);
    expect(await page.locator("#list img").count()).toBe(0);
    await page.getByRole("button", { name: "Approve" }).click();
    await page.getByRole("button", { name: "Yes" }).click();
    await page.getByText("Approved by @Dan Manager").waitFor();
  });

  it("fills in a modal, shows its errors under their fields, and submits", async () => {
    await type("/deal new");
    await page.getByRole("combobox", { name: "Account" }).fill("ac");
    await page.getByRole("option", { name: "Acorn" }).click();
    await page.getByRole("button", { name: "Create deal" }).click();
    await page.getByText("Please complete this required field.").waitFor();
    await page.getByLabel("Amount").fill("13");
    await page.getByRole("button", { name: "Create deal" }).click();
    await page.getByText("Unlucky: try 14.").waitFor();
    await page.getByLabel("Amount").fill("14");
    await page.getByRole("button", { name: "Create deal" }).click();
    await page.getByText("New deal: acorn, 14").waitFor();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
  });

  it("shows at once what somebody else writes, and recalls what one wrote oneself", async () => {
    const other = await open("Ada", "sales-emea");
    await type("hello _everyone_");
    await other.getByText("hello everyone").waitFor();
    const composer = page.getByRole("textbox", { name: /Message/ });
    await composer.press("ArrowUp");
    expect(await composer.inputValue()).toBe("hello _everyone_");
    await other.close();
  });

  it("keeps strangers' pages out", async () => {
    const { pageUrl } = bolt.sandbox;
    const state = `${pageUrl}sandbox/state`;
    const foreign = await fetch(state, { headers: { origin: "https://evil.example" } });
    expect(foreign.status).toBe(403);
    const form = await fetch(`${pageUrl}sandbox/act`, {
      method: "POST",
      body: "kind=home&as=U0ADA00001",
    });
    expect(form.status).toBe(405);
    expect((await fetch(`${pageUrl}page/..%2f..%2fconfig.ts`)).status).toBe(404);
  });
});
