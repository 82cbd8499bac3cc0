import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { loadDemoData } from "../../src/sandbox/demo-data.ts";
import { type Bot, startBot } from "../support/bot.ts";
import { startBrowser, type TestBrowser } from "../support/browser.ts";
import { dealRows } from "../support/deal-rows.ts";

describe("the sandbox's page, with the whole product behind it", () => {
  let browser: TestBrowser;
  let bot: Bot;

  const open = (where: string) => browser.open(`${bot.sandbox.pageUrl}#${where}`);
  const composer = (page: Page) => page.getByRole("combobox", { name: /^Message .* as / });
  const say = async (page: Page, text: string) => {
    await composer(page).fill(text);
    await composer(page).press("Escape");
    await composer(page).press("Enter");
  };
  const newest = (page: Page) => page.locator("#list").getByRole("article").last();

  beforeAll(async () => {
    [browser, bot] = await Promise.all([startBrowser(), startBot()]);
    await loadDemoData(bot.app);
  });
  afterEach(async () => {
    await browser?.closePages();
    expect(browser?.problems()).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await bot?.stop();
  });

  it("lets a rep move a deal with the keyboard alone, every word completed", async () => {
    const page = await open("ada/sales-emea");
    const box = composer(page);
    await box.pressSequentially("/d");
    await page.getByRole("option", { name: "/deal" }).waitFor();
    await page.keyboard.press("Enter");
    await box.pressSequentially("mov");
    await page.getByRole("option", { name: /^move <deal> <stage>/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByText("/deal move <deal> <stage>").waitFor();
    await box.pressSequentially("acme");
    await page.getByRole("option").first().getByText("Acme · Platform rollout").waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    expect(await box.inputValue()).toBe("/deal move opp_1 ");
    await box.pressSequentially("dem");
    await page.getByRole("option", { name: "demo" }).waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await newest(page).getByText("from Proposal to Demo").waitFor();
    expect((await dealRows(bot.url, 1)).deal?.stage).toBe("demo");
    // How long the rep waited, from the key to the screen, stands in the traffic.
    await page.getByRole("button", { name: "Traffic", exact: true }).click();
    await page.getByText(/^reply in \d+ ms: \/deal move opp_1 demo$/).waitFor();
  });

  it("opens a form from the shortcuts, shows what is wrong under the field, and takes it when it is right", async () => {
    const page = await open("bea/dm");
    await page.getByRole("button", { name: "Shortcuts" }).click();
    await page.getByRole("menuitem", { name: "New deal" }).click();
    const form = page.getByRole("dialog", { name: "New deal" });
    await form.getByLabel("Account", { exact: false }).first().fill("Tyrell");
    await form.getByLabel("What is being sold").fill("Replicant tests");
    await form.getByLabel("Amount").fill("a lot");
    await form.getByLabel("Amount").press("Enter");
    const field = form.locator(".input", { hasText: "Amount" });
    await field.getByRole("alert").waitFor();
    expect(await form.getByLabel("What is being sold").inputValue()).toBe("Replicant tests");
    await form.getByLabel("Amount").fill("75k");
    await form.getByLabel("Amount").press("Enter");
    await form.waitFor({ state: "hidden" });
    await newest(page).getByText("Created Tyrell · Replicant tests").waitFor();
  });

  it("teaches in an empty channel what to type", async () => {
    const page = await open("raj/general");
    await page.getByRole("button", { name: "/deal show acme" }).click();
    await composer(page).press("Enter");
    await newest(page).getByText("Acme").first().waitFor();
  });

  it("uses a message shortcut, reached with the keyboard", async () => {
    const page = await open("bea/sales-emea");
    await say(page, "Globex asks for the data in the EU");
    const message = newest(page);
    await message.getByText("data in the EU").waitFor();
    await message.focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: "Add to deal" }).press("Enter");
    const form = page.getByRole("dialog");
    expect(await form.getByRole("textbox").first().inputValue()).toContain("data in the EU");
    // Guessed from the message, and chosen anew all the same.
    await form.getByRole("combobox", { name: "Deal" }).press("ArrowDown");
    await page.keyboard.type("globex");
    await page.getByRole("option", { name: /^Globex/ }).waitFor();
    await page.keyboard.press("Enter");
    await form.getByRole("button", { name: "Add to deal" }).click();
    await form.waitFor({ state: "hidden" });
    await newest(page)
      .getByText(/Globex/)
      .waitFor();
  });

  it("fills in a form while one types, and loses no letter of it", async () => {
    const page = await open("bea/sales-emea");
    await say(page, "/objection log");
    const form = page.getByRole("dialog");
    const words = form.getByRole("textbox", { name: /^What they said/ });
    const written = "Your price is double what we pay today, and the board wants a discount";
    // As fast as a person: the bot answers in between.
    await words.pressSequentially(written, { delay: 25 });
    await form.getByRole("combobox", { name: /Type.*Pricing/ }).waitFor();
    expect(await words.inputValue()).toBe(written);
    await form
      .getByText(/pricing/i)
      .first()
      .waitFor();
    await form.getByRole("button", { name: "Cancel" }).click();
  });

  it("counts for the rep what a manager did, and shows it in their messages", async () => {
    const page = await open("dan/sales-emea");
    await say(page, "/deal next opp_2 call Hank due friday");
    const bea = page.getByRole("button", { name: /Bea Seller/ });
    await bea.getByLabel(/unread$/).waitFor();
    await bea.click();
    const direct = page.locator("#side").getByRole("button", { name: /^Dealdesk \d unread/ });
    await direct.click();
    await page
      .getByRole("article")
      .filter({ hasText: "Dan Manager" })
      .getByText("Globex")
      .waitFor();
    await page.getByRole("separator").getByText("New").waitFor();
    await page.locator("#side").getByRole("button", { name: "Dealdesk", exact: true }).waitFor();
  });

  it("draws the pipeline as a chart for who sees totals only", async () => {
    const page = await open("vic/dm");
    await say(page, "/deal list all");
    const chart = page.getByRole("img", { name: /^Open deals by stage\. Deals: Lead \d/ });
    await chart.waitFor();
    expect(await chart.locator("rect.bar").count()).toBeGreaterThan(3);
  });

  it("sorts the deals by a press on a head, numbers as numbers", async () => {
    const page = await open("ada/dm");
    await say(page, "/deal list all");
    const amounts = async () => {
      const texts = await page.locator("tbody tr:not(.filler) td.right").allTextContents();
      return texts.map((each) => Number(each.replace(/\D/g, "")));
    };
    const head = page.getByRole("columnheader", { name: "Amount" });
    await head.getByRole("button").click();
    expect(await head.getAttribute("aria-sort")).toBe("ascending");
    const up = await amounts();
    expect(up).toEqual(up.toSorted((a, b) => a - b));
    await head.getByRole("button").click();
    const down = await amounts();
    expect(down).toEqual(up.toReversed());
    expect(down.length).toBeGreaterThan(5);
  });

  it("moves the clock", async () => {
    const page = await open("bea/dm");
    const clock = page.getByRole("button", { name: "The sandbox's clock" });
    await clock.getByText("Wed 18 Nov, 15:00").waitFor();
    await clock.click();
    await page.getByRole("menuitem", { name: "Tomorrow 09:00" }).click();
    await clock.getByText("Thu 19 Nov, 09:00").waitFor();
  });

  it("keeps strangers' pages out", async () => {
    const { pageUrl } = bot.sandbox;
    const foreign = await fetch(`${pageUrl}sandbox/state`, {
      headers: { origin: "https://evil.example" },
    });
    expect(foreign.status).toBe(403);
    const form = await fetch(`${pageUrl}sandbox/act`, {
      method: "POST",
      body: "kind=home&as=U0ADA00001",
    });
    expect(form.status).toBe(405);
    expect((await fetch(`${pageUrl}page/..%2f..%2fconfig.ts`)).status).toBe(404);
    const policy = (await fetch(pageUrl)).headers.get("content-security-policy");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toContain("unsafe");
  });
});
