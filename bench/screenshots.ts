import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { startBrowser } from "../test/support/browser.ts";

const IMAGES = fileURLToPath(new URL("../docs/images/", import.meta.url));
const EMOJI_FONT = "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf";
const WIDE = { viewport: { width: 1280, height: 800 } };
const PHONE = {
  viewport: { width: 390, height: 760 },
  hasTouch: true,
  isMobile: true,
  deviceScaleFactor: 2,
};

type Options = Parameters<Awaited<ReturnType<typeof startBrowser>>["open"]>[1];
type Picture = {
  name: string;
  /** Who looks where: `ada/sales-emea`. */
  at: string;
  options: NonNullable<Options>;
  /** What they do before the picture is taken. */
  act(page: Page): Promise<void>;
};

const composer = (page: Page) => page.getByRole("combobox", { name: /^Message .* as / });
const type = (page: Page, text: string) => composer(page).pressSequentially(text);
async function send(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press("Escape");
  await composer(page).press("Enter");
}
/** Sends a command and waits for the first thing that shows it was answered. */
async function ask(page: Page, text: string, sees: string | RegExp): Promise<void> {
  await send(page, text);
  await page.locator("#list").getByText(sees).last().waitFor();
}

/** In this order: later pictures show what earlier people did. */
const pictures: readonly Picture[] = [
  {
    name: "deals",
    at: "bea/sales-emea",
    options: { ...WIDE, colorScheme: "light" },
    async act(page) {
      await ask(page, "/deal show opp_2", "Hank Scorpio");
      await ask(page, "/deal list", "weighted");
    },
  },
  {
    name: "completion",
    at: "dan/sales-emea",
    options: { ...WIDE, colorScheme: "light" },
    async act(page) {
      await ask(page, "/deal show opp_2", "Hank Scorpio");
      await type(page, "/deal ");
      await page.getByRole("option", { name: /^move/ }).waitFor();
    },
  },
  {
    name: "form",
    at: "eli/dm",
    options: { ...WIDE, colorScheme: "light" },
    async act(page) {
      await page.getByRole("button", { name: "Shortcuts" }).click();
      await page.getByRole("menuitem", { name: "New deal" }).click();
      const form = page.getByRole("dialog", { name: "New deal" });
      await form.getByLabel("Account").first().fill("Tyrell");
      await form.getByLabel("What is being sold").fill("Identity checks");
      await form.getByLabel("Amount").fill("a lot");
      await form.getByRole("button", { name: "Create deal" }).click();
      await form.getByRole("alert").waitFor();
    },
  },
  {
    name: "manager-acts",
    at: "dan/sales-emea",
    options: { ...WIDE, colorScheme: "dark" },
    async act(page) {
      await send(page, "/deal next opp_2 Call Hank about the DPA due friday");
      await page.getByRole("button", { name: /^Bea Seller.*unread/ }).waitFor();
      await page.goto(page.url().replace(/#.*/, "#bea/dm"));
      await page.getByRole("article").filter({ hasText: "Dan Manager" }).waitFor();
    },
  },
  {
    name: "chart",
    at: "vic/dm",
    options: { ...WIDE, colorScheme: "light" },
    async act(page) {
      await ask(page, "/deal list all", "in the pipeline");
    },
  },
  {
    name: "chart-dark",
    at: "vic/dm",
    options: { ...WIDE, colorScheme: "dark" },
    async act(page) {
      await page.getByRole("img", { name: /^Open deals by stage/ }).waitFor();
    },
  },
  {
    name: "forecast",
    at: "dan/sales-emea",
    options: { ...WIDE, colorScheme: "light" },
    async act(page) {
      await ask(page, "/forecast", "likely between");
      await page.getByRole("img", { name: /^Won so far/ }).waitFor();
    },
  },
  {
    name: "objection",
    at: "bea/sales-emea",
    options: { ...WIDE, colorScheme: "light" },
    async act(page) {
      await ask(page, "/objection log opp_2 Your price is double theirs", "Say to the customer");
      await page.getByRole("button", { name: "Use this play" }).waitFor();
    },
  },
  {
    name: "quote",
    at: "ada/sales-emea",
    options: { ...WIDE, colorScheme: "light" },
    async act(page) {
      await ask(page, "/deal show opp_1", "Jane Doe");
      await ask(page, "/quote show quote_1", "valid until");
      await page.getByRole("button", { name: "Accepted" }).waitFor();
    },
  },
  {
    name: "approval",
    at: "mia/dm",
    options: { ...WIDE, colorScheme: "light" },
    async act(page) {
      await page.getByRole("button", { name: "Approve" }).waitFor();
      await ask(page, "/approval", "waits for your decision");
    },
  },
  {
    name: "digest",
    at: "dan/sales-emea",
    options: { ...WIDE, colorScheme: "light" },
    async act(page) {
      await ask(page, "/digest preview", "A preview, for you only");
    },
  },
  {
    name: "traffic",
    at: "ada/dm",
    options: { ...WIDE, colorScheme: "light" },
    async act(page) {
      await page.getByRole("button", { name: "Traffic", exact: true }).click();
      await ask(page, "/deal show opp_1", "Jane Doe");
      await page.getByText(/^reply in/).waitFor();
      await page.locator(".entry.is-envelope summary").first().click();
    },
  },
  {
    name: "phone",
    at: "cat/dm",
    options: { ...PHONE, colorScheme: "light" },
    async act(page) {
      await ask(page, "/deal list all", "weighted");
    },
  },
  {
    name: "phone-people",
    at: "cat/dm",
    options: { ...PHONE, colorScheme: "dark" },
    async act(page) {
      await page.getByRole("button", { name: "People and channels" }).click();
    },
  },
];

/** Starts the product as `npm start` does, in an empty folder, and answers with the page's address. */
async function startProduct(dataDir: string) {
  const child = spawn(process.execPath, ["src/main.ts"], {
    env: { PATH: process.env.PATH, DATA_DIR: dataDir, PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    void ended.then(() => reject(new Error("Dealdesk ended before it served its page.")));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(line)?.[0];
      if (found) resolve(found);
    });
  });
  return {
    url,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

if (!existsSync(EMOJI_FONT))
  throw new Error(`Emoji would be empty boxes. Install: apt-get install -y fonts-noto-color-emoji`);
await mkdir(IMAGES, { recursive: true });
const dataDir = await mkdtemp(join(tmpdir(), "dealdesk-screenshots-"));
const product = await startProduct(dataDir);
const browser = await startBrowser();
try {
  for (const { name, at, options, act } of pictures) {
    const page = await browser.open(`${product.url}#${at}`, options);
    await act(page);
    await page.screenshot({ path: join(IMAGES, `${name}.png`), animations: "disabled" });
    await browser.closePages();
    process.stdout.write(`docs/images/${name}.png\n`);
  }
} finally {
  await browser.close();
  await product.stop();
  await rm(dataDir, { recursive: true, force: true });
}
const problems = browser.problems();
if (problems.length > 0) throw new Error(`The page complained:\n${problems.join("\n")}`);
