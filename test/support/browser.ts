import { existsSync } from "node:fs";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

const CHROMIUM = "/usr/bin/chromium";

type ContextOptions = NonNullable<Parameters<Browser["newContext"]>[0]>;
const SIZE = { viewport: { width: 1280, height: 800 } };

/** A browser for a test file, and what its pages complained about. */
export type TestBrowser = {
  /** A page; with options of its own, in a context of its own. */
  open(url: string, options?: ContextOptions): Promise<Page>;
  /** Errors of scripts and of the page's security rules since the last call. */
  problems(): string[];
  /** Closes the pages opened since the last call. */
  closePages(): Promise<void>;
  close(): Promise<void>;
};

/**
 * Starts Debian's Chromium.
 * @throws Error that says how to install it: a page nobody looked at is not tested
 */
export async function startBrowser(): Promise<TestBrowser> {
  if (!existsSync(CHROMIUM))
    throw new Error(
      `The tests of the page need ${CHROMIUM}. Install it with: apt-get install -y chromium`,
    );
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  const seen: string[] = [];
  // One context for most pages: what the browser has fetched once is there.
  const shared = await browser.newContext(SIZE);
  let opened: (Page | BrowserContext)[] = [];
  return {
    async open(url, options) {
      const context = options ? await browser.newContext({ ...SIZE, ...options }) : shared;
      context.setDefaultTimeout(15_000);
      const page = await context.newPage();
      opened.push(options ? context : page);
      page.on("pageerror", (error) => seen.push(error.message));
      page.on("console", (line) => {
        if (line.type() === "error") seen.push(line.text());
      });
      await page.goto(url);
      return page;
    },
    problems: () => seen.splice(0),
    async closePages() {
      await Promise.all(opened.map((each) => each.close()));
      opened = [];
    },
    close: () => browser.close(),
  };
}
