import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadDemoData } from "../../../src/sandbox/demo-data.ts";
import { isSignedBy, SIGNATURE_HEADER, TIMESTAMP_HEADER } from "../../../src/webhooks/sign.ts";
import { type Bot, startBot } from "../../support/bot.ts";

const SECRET = "a-secret-of-both-sides";

type Heard = { timestamp: string; signature: string; body: string };

let bot: Bot;
let server: Server;
let url: string;
/** What the environment answers, one after the other; 200 when nothing is left. */
let answers: number[] = [];
let heard: Heard[] = [];

beforeAll(async () => {
  bot = await startBot();
  await loadDemoData(bot.app);
  // It is evening soon, and this goes on for hours.
  for (const handle of ["ada", "cat", "raj"])
    await bot.sandbox.as(handle).command("/notify quiet off");
  server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += String(part);
    heard.push({
      timestamp: String(request.headers[TIMESTAMP_HEADER]),
      signature: String(request.headers[SIGNATURE_HEADER]),
      body,
    });
    response.writeHead(answers.shift() ?? 200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/refresh`;
});
afterAll(async () => {
  const { violations } = bot.sandbox;
  await bot.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  expect(violations).toEqual([]);
});

const as = (handle: string) => bot.sandbox.as(handle);
const type = (handle: string, text: string) => as(handle).command(text);
const card = async () => (await type("cat", "/demo environment")).text;
const alarms = (handle: string) =>
  as(handle)
    .inbox()
    .filter((message) => message.words.includes("could not be refreshed"));
/** Somebody has it refreshed now; the first try is over. */
async function refresh(): Promise<void> {
  await type("cat", "/demo environment refresh");
  await bot.timePasses(1000);
}
/** Long enough for all tries of one refresh. */
async function allTries(): Promise<void> {
  for (let i = 0; i < 6; i++) await bot.timePasses(600_000);
}

describe("the demo environment", () => {
  test("is not refreshed, and says how, until an admin says where", async () => {
    expect(await card()).toBe(
      [
        "Demo environment · never refreshed",
        "sandbox · data: demo_data",
        "It refreshes by itself once an admin says where: /demo environment url https://demo.example.com/refresh.",
        "[Edit…]",
      ].join("\n"),
    );
    expect((await type("cat", "/demo environment refresh")).text).toContain(
      "I don't know where the demo environment refreshes itself.",
    );
    expect((await type("cat", `/demo environment url ${url}`)).text).toContain(
      "That is for admins.",
    );
    expect((await type("ada", "/demo environment url ftp://example.com")).text).toContain(
      "“ftp://example.com” is not a web address.",
    );
    expect(heard).toEqual([]);
  });

  test("without a secret nothing is called, and the card says why", async () => {
    const set = await type("ada", `/demo environment url ${url}`);
    expect(set.text).toContain("WEBHOOK_SECRET is not set where the bot runs");
    expect((await type("cat", "/demo environment refresh")).text).toContain(
      "WEBHOOK_SECRET is not set where I run, so the call can't be signed.",
    );
    bot.app.deps.config = { ...bot.app.deps.config, webhookSecret: SECRET };
    expect(await card()).toContain("[Refresh now]");
    expect(heard).toEqual([]);
  });

  test("is asked to refresh itself every morning, in a call that it can check", async () => {
    await bot.timePasses(Date.parse("2026-11-19T05:00:01Z") - bot.sandbox.clock.now().getTime());
    expect(heard).toHaveLength(1);
    const [call] = heard;
    if (!call) throw new Error("Nothing was called.");
    expect(isSignedBy(SECRET, call)).toBe(true);
    expect(Number(call.timestamp)).toBe(Date.parse("2026-11-19T05:00:00Z") / 1000);
    expect(JSON.parse(call.body)).toMatchObject({
      event: "demo_environment.refresh",
      workspace: bot.workspaceId,
      environment: { type: "sandbox", data_source: "demo_data", customised: false },
    });
    expect(await card()).toMatch(/fresh, last refreshed today 05:00/);
  });

  test("is what people write down, and is told so", async () => {
    const form = await type("cat", "/demo environment edit");
    const kept = await as("cat").submit(form, {
      "Data source": "retail_data",
      "It is": ["isBranded"],
      Script: "https://docs.example.com/script",
    });
    expect(kept.text).toContain("sandbox · data: retail_data · branded · script");
    heard = [];
    await refresh();
    expect(JSON.parse(heard[0]?.body ?? "{}").environment).toMatchObject({
      data_source: "retail_data",
      branded: true,
      script_url: "https://docs.example.com/script",
    });
  });

  test("that fails once is asked again, and nobody is bothered", async () => {
    heard = [];
    answers = [500];
    await refresh();
    await allTries();
    expect(heard).toHaveLength(2);
    const ids = heard.map(({ body }) => JSON.parse(body).id);
    expect(ids[0]).toBe(ids[1]);
    expect(await card()).toContain("fresh, last refreshed");
    expect(alarms("cat")).toEqual([]);
  });

  test("that keeps failing is shown on the card, and told once to those who keep it", async () => {
    heard = [];
    answers = Array.from({ length: 12 }, () => 500);
    await refresh();
    expect(await card()).toMatch(/refreshing fails since today \d\d:\d\d · It answered 500 ·/);
    await allTries();
    expect(heard).toHaveLength(6);
    for (const handle of ["cat", "raj", "ada"]) expect(alarms(handle)).toHaveLength(1);
    expect(alarms("bea")).toEqual([]);
    expect(alarms("raj")[0]?.words).not.toContain(SECRET);
    // The second time it still fails: the others know already, and who asked is told.
    await refresh();
    await allTries();
    expect(heard).toHaveLength(12);
    expect(alarms("raj")).toHaveLength(1);
    expect(alarms("cat")).toHaveLength(2);
  });

  test("that works again is fresh, and the next failure is news", async () => {
    answers = [];
    const asked = await type("cat", "/demo environment refresh");
    expect(asked.text).toMatch(/^Asked 127\.0\.0\.1:\d+ to refresh\. I tell you how it went\.$/);
    await bot.timePasses(1000);
    expect(as("cat").inbox().at(-1)?.words).toContain("The demo environment is fresh.");
    expect(await card()).toContain("fresh, last refreshed");
    answers = [404];
    heard = [];
    await refresh();
    await allTries();
    // A 404 stays one: it is not asked again.
    expect(heard).toHaveLength(1);
    expect(alarms("raj")).toHaveLength(2);
    expect(await card()).toContain("It answered 404 ·");
  });

  test("is left alone once the address is taken away", async () => {
    await type("ada", "/demo environment url none");
    expect((await type("cat", "/demo environment refresh")).text).toContain(
      "I don't know where the demo environment refreshes itself.",
    );
    expect(await card()).not.toContain("Refresh now");
  });
});
