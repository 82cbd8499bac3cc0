import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startBrowser, type TestBrowser } from "../support/browser.ts";
import { type BoltInSandbox, boltInSandbox } from "../support/sandbox.ts";
import { galleryApp } from "./page-gallery.ts";

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

describe("how the sandbox's page draws what an app sends", () => {
  let browser: TestBrowser;
  let bolt: BoltInSandbox;

  const open = (where = "dan/sales-emea", options?: Parameters<TestBrowser["open"]>[1]) =>
    browser.open(`${bolt.sandbox.pageUrl}#${where}`, options);
  const composer = (page: Page) => page.getByRole("combobox", { name: /^Message .* as / });
  const say = async (page: Page, text: string) => {
    await composer(page).fill(text);
    await composer(page).press("Escape");
    await composer(page).press("Enter");
  };
  const newest = (page: Page) => page.locator("#list").getByRole("article").last();

  beforeAll(async () => {
    [browser, bolt] = await Promise.all([
      startBrowser(),
      boltInSandbox(galleryApp, {
        manifest: {
          commands: ["/deal"],
          shortcuts: [{ callback_id: "note", name: "Note on a deal", type: "message" }],
        },
      }),
    ]);
  });
  afterEach(async () => {
    await browser?.closePages();
    expect(browser?.problems()).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await bolt?.stop();
  });

  it("shows markup as what it means, names for ids, dates in the reader's zone, and never as HTML", async () => {
    const page = await open();
    await say(page, "/deal escape");
    await newest(page).getByText("Acme <img src=x onerror=alert(1)>").waitFor();
    expect(await page.locator("#list img").count()).toBe(0);
    await say(page, "/deal text");
    const answer = newest(page);
    // The answer before is visible to Dan alone too: only its own words tell that this one is there.
    await answer.locator("strong", { hasText: "bold with" }).waitFor();
    await answer.getByText("Only visible to you").waitFor();
    expect(await answer.locator("strong code").textContent()).toBe("code");
    expect(await answer.locator("em").textContent()).toBe("italic");
    expect(await answer.locator("s").textContent()).toBe("struck");
    expect(await answer.getByRole("link", { name: "a link" }).getAttribute("href")).toBe(
      "https://example.com",
    );
    await answer.getByText("@Ada Admin").waitFor();
    // London, where Dan is: 16:00 in November.
    await answer.getByText("18 Nov 2026 at 16:00").waitFor();
    const eli = await open("eli/wins");
    await say(eli, "/deal text");
    await newest(eli).getByText("18 Nov 2026 at 11:00").waitFor();
  });

  it("draws Markdown with its lists and tables", async () => {
    const page = await open();
    await say(page, "/deal markdown");
    const answer = newest(page);
    await answer.getByRole("heading", { name: "Call notes" }).waitFor();
    expect(await answer.locator("ol > li").allTextContents()).toHaveLength(2);
    expect(await answer.locator("li li").count()).toBe(2);
    expect(await answer.locator("td.right").allTextContents()).toEqual(["4,000", "500"]);
  });

  it("pages and sorts a data table, and holds its place for the last page", async () => {
    const page = await open();
    await say(page, "/deal table");
    const table = newest(page).getByRole("table", { name: "Deals, next to close first" });
    const firstCell = table.locator("tbody th").first();
    await newest(page).getByText("1–5 of 12").waitFor();
    const height = (await table.boundingBox())?.height;
    await newest(page).getByRole("button", { name: "Next page" }).click();
    await newest(page).getByRole("button", { name: "Next page" }).click();
    await newest(page).getByText("11–12 of 12").waitFor();
    expect((await table.boundingBox())?.height).toBeGreaterThan((height ?? 0) * 0.6);
    expect(await newest(page).getByRole("button", { name: "Next page" }).isDisabled()).toBe(true);
    await table.getByRole("button", { name: "Amount" }).click();
    await newest(page).getByText("1–5 of 12").waitFor();
    expect(await firstCell.textContent()).toMatch(/^Account 1 /);
    await table.getByRole("button", { name: "Amount" }).click();
    expect(await table.locator("tbody td.right").first().textContent()).toBe("110,000 EUR");
    // A third press: in the order the app sent.
    await table.getByRole("button", { name: "Amount" }).click();
    expect(await firstCell.textContent()).toMatch(/^Account 1 /);
  });

  it("draws charts with axes and hatches, says the numbers under the keyboard, and lists them", async () => {
    const page = await open();
    await say(page, "/deal bars");
    const bars = page.getByRole("img", { name: /^Open value by stage/ }).last();
    await bars.waitFor();
    expect(await bars.locator("rect.bar").count()).toBe(12);
    expect(await bars.locator("text", { hasText: "600K" }).count()).toBe(1);
    // The second series is told by its hatch as well as by its colour.
    expect(await bars.locator("rect.bar.c1").first().getAttribute("fill")).toMatch(/^url\(#hatch/);
    await bars.focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    const words = page.getByRole("status").filter({ hasText: "A week ago" });
    expect(await words.textContent()).toBe("QualifiedToday340,000A week ago300,000");
    await newest(page).getByText("Numbers").first().click();
    await newest(page).getByRole("cell", { name: "510,000" }).waitFor();
    const pie = page.getByRole("img", { name: /^Why we lost\. Price 12/ });
    expect(await pie.locator(".slice").count()).toBe(5);
    expect(await pie.locator(".share").allTextContents()).toEqual(["41%", "24%", "17%", "14%"]);
    await say(page, "/deal lines");
    const lines = page.getByRole("img", { name: /^Won, forecast and quota/ });
    await lines.waitFor();
    expect(await lines.locator("polyline").count()).toBe(3);
    expect(await lines.locator(".dash1").count()).toBe(1);
  });

  it("asks before what wants a confirmation, and takes no for an answer", async () => {
    const page = await open();
    await say(page, "/deal controls");
    await newest(page).getByRole("button", { name: "Reject" }).click();
    const dialog = page.getByRole("dialog", { name: "Reject it?" });
    await dialog.getByRole("button", { name: "Keep" }).click();
    await dialog.waitFor({ state: "hidden" });
    await page.getByRole("button", { name: "Approve" }).last().click();
    await newest(page).getByText("go1 used").waitFor();
    expect(await page.getByText("go2 used").count()).toBe(0);
    await page.getByRole("button", { name: "Reject" }).last().click();
    await dialog.getByRole("button", { name: "Reject" }).click();
    await newest(page).getByText("go2 used").waitFor();
  });

  it("opens menus that are walked with the arrow keys and give the focus back", async () => {
    const page = await open();
    await say(page, "/deal controls");
    await newest(page).getByRole("combobox", { name: "Move" }).press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByText("s used").last().waitFor();
    const more = page.getByRole("article").filter({ hasText: "menu" }).last().getByRole("button", {
      name: "More actions",
    });
    await more.last().press("Enter");
    await page.getByRole("menuitem").first().waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("menuitem").first().waitFor({ state: "detached" });
    const who = page.getByRole("combobox", { name: "Assign" }).last();
    await who.click();
    await page.keyboard.type("engineer");
    await page.getByRole("option", { name: /^Raj Engineer/ }).click();
    await page.getByText("who used").last().waitFor();
  });

  it("fills in every kind of field, with errors first under theirs", async () => {
    const page = await open();
    await say(page, "/deal form");
    const form = page.getByRole("dialog", { name: "Modal" });
    await form.getByRole("combobox", { name: "Account" }).click();
    // No wait for the list: Enter takes what the typing finds.
    await page.keyboard.type("aco");
    await page.keyboard.press("Enter");
    await form.getByRole("combobox", { name: "Account" }).getByText("Acorn").waitFor();
    await form.getByLabel("Title").fill("Pilot");
    await form.getByRole("button", { name: "Create deal" }).click();
    await form.locator(".input", { hasText: "Amount" }).getByRole("alert").waitFor();
    await form.getByLabel("Amount").fill("13");
    await form.getByLabel("Amount").press("Enter");
    await form.getByText("Unlucky: try 14.").waitFor();
    expect(await form.getByLabel("Title").inputValue()).toBe("Pilot");
    await form.getByLabel("Amount").fill("14");
    // Half past nine in London is what it says in Unix seconds.
    await form.getByLabel("Demo").fill("2026-11-20T09:30");
    await form.getByLabel("List").setInputFiles({
      name: "deals.csv",
      mimeType: "text/csv",
      buffer: Buffer.from("a,b"),
    });
    await form.getByRole("button", { name: "Create deal" }).click();
    await newest(page).getByText("New deal: acorn, 14, demo at 1795167000").waitFor();
    await form.waitFor({ state: "hidden" });
  });

  it("stacks modals, and Escape takes them off one by one", async () => {
    const page = await open();
    await say(page, "/deal stack");
    await page.getByRole("button", { name: "Deeper" }).click();
    await page.getByRole("dialog", { name: "Layer 2" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog", { name: "Layer 1" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
  });

  it("answers in a thread beside the channel, and finds a link to a message", async () => {
    const page = await open();
    await say(page, "What does Globex charge?");
    const message = page.locator("#list").getByRole("article").filter({ hasText: "Globex charge" });
    await message.hover();
    await message.getByRole("button", { name: "Reply in thread" }).click();
    const reply = page.getByRole("combobox", { name: "Reply to Dan Manager" });
    await reply.fill("Half of ours :thinking_face:");
    await reply.press("Enter");
    await page.getByRole("complementary", { name: "Thread" }).getByText("Half of ours").waitFor();
    await message.getByRole("button", { name: /^1 reply/ }).waitFor();
    expect(await page.locator("#list").getByText("Half of ours").count()).toBe(0);
    await say(page, "/deal nothing");
    const ts = await message.getAttribute("data-ts");
    const linked = await browser.open(
      `${bolt.sandbox.pageUrl}archives/C0SALESEMEA/p${ts?.replace(".", "")}`,
    );
    await linked.locator(".message.linked").getByText("Globex charge").waitFor();
  });

  it("shows the first lines of a CSV file", async () => {
    const page = await open();
    await say(page, "/deal csv");
    await newest(page).getByText("deals.csv").waitFor();
    await newest(page).getByText("First lines").click();
    await newest(page).getByRole("cell", { name: "Acme, Inc." }).waitFor();
  });

  it("keeps the focus and the page of a table when news arrives", async () => {
    const page = await open();
    await say(page, "/deal table");
    const answer = newest(page);
    await answer.getByRole("button", { name: "Next page" }).click();
    await page.getByText("6–10 of 12").last().waitFor();
    const other = await open("ada/sales-emea");
    await say(other, "hello _everyone_");
    await newest(page).getByText("hello everyone").waitFor();
    expect(await page.getByText("6–10 of 12").last().isVisible()).toBe(true);
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe(
      "Next page",
    );
  });

  it("recalls what one wrote, and completes people and channels", async () => {
    const page = await open();
    const box = composer(page);
    await say(page, "the first");
    await say(page, "the second");
    await box.press("ArrowUp");
    await box.press("ArrowUp");
    expect(await box.inputValue()).toBe("the first");
    await box.fill("");
    await box.pressSequentially("ask @ca");
    await page.getByRole("option", { name: /^Cat Engineer/ }).waitFor();
    await box.press("Enter");
    await box.pressSequentially("in #win");
    await page.getByRole("option", { name: /^#wins/ }).waitFor();
    await box.press("Tab");
    expect(await box.inputValue()).toBe("ask @cat in #wins ");
  });

  it.each(["light", "dark"] as const)(
    "is readable in %s colours, on a phone too",
    async (colours) => {
      const page = await open("dan/sales-emea", { ...PHONE, colorScheme: colours });
      await say(page, "/deal bars");
      await page
        .getByRole("img", { name: /^Why we lost/ })
        .last()
        .waitFor();
      const looks = await page.evaluate(() => {
        const { backgroundColor, color } = getComputedStyle(document.body);
        const lightness = (of: string) =>
          (of.match(/\d+/g) ?? []).slice(0, 3).reduce((sum, each) => sum + Number(each), 0) / 765;
        return {
          back: lightness(backgroundColor),
          text: lightness(color),
          tooWide: document.documentElement.scrollWidth - window.innerWidth,
        };
      });
      expect(looks.back > 0.5).toBe(colours === "light");
      expect(Math.abs(looks.back - looks.text)).toBeGreaterThan(0.7);
      expect(looks.tooWide).toBeLessThanOrEqual(0);
      await page.getByRole("button", { name: "People and channels" }).click();
      await page.locator("#side").getByRole("button", { name: "wins" }).click();
      await page.getByRole("heading", { name: "wins" }).waitFor();
      await page.locator("#side").waitFor({ state: "hidden" });
    },
  );

  it("shows what was refused in the traffic, with the place Slack blames, and opens the JSON", async () => {
    const page = await open();
    await page.getByRole("button", { name: "Traffic", exact: true }).click();
    await say(page, "/deal refused");
    await newest(page).getByText("Slack refused it.").waitFor();
    const pane = page.getByRole("complementary", { name: "Traffic" });
    await pane.getByRole("button", { name: "Problems" }).click();
    const refusal = pane.locator(".entry.is-refusal").first();
    await refusal.getByText("/blocks/0/text").waitFor();
    await refusal.locator("summary").first().click();
    await refusal.locator(".json-key").first().waitFor();
    await page.getByRole("searchbox", { name: "Filter by words" }).fill("no such words");
    expect(await pane.locator(".entry").count()).toBe(0);
  });
});
