import { describe, expect, test } from "vitest";
import { ConfigError, loadConfig } from "../src/config.ts";

const bot = { SLACK_BOT_TOKEN: "xoxb-secret-1" };

/** What the operator reads when the environment is refused. */
function complaint(env: Record<string, string>): string {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error("Nothing was refused.");
}

describe("how the bot reaches Slack", () => {
  test("with nothing set it runs in the sandbox, with its own database and demo data", () => {
    expect(loadConfig({})).toEqual({
      slack: { mode: "sandbox" },
      database: { kind: "embedded" },
      dataDir: ".data",
      admins: [],
      logLevel: "warn",
      port: null,
      demoData: true,
      webhookSecret: null,
    });
  });

  test("with an app token it opens a socket", () => {
    expect(loadConfig({ ...bot, SLACK_APP_TOKEN: "xapp-secret-2" })).toMatchObject({
      slack: {
        mode: "socket",
        botToken: "xoxb-secret-1",
        appToken: "xapp-secret-2",
        apiUrl: "https://slack.com/api/",
      },
      demoData: false,
    });
  });

  test("with a signing secret it receives HTTP", () => {
    expect(loadConfig({ ...bot, SLACK_SIGNING_SECRET: "secret-3" }).slack).toEqual({
      mode: "http",
      botToken: "xoxb-secret-1",
      signingSecret: "secret-3",
      apiUrl: "https://slack.com/api/",
    });
  });

  test("with both it prefers the socket", () => {
    const env = { ...bot, SLACK_APP_TOKEN: "xapp-secret-2", SLACK_SIGNING_SECRET: "secret-3" };
    expect(loadConfig(env).slack.mode).toBe("socket");
  });

  test.each(["http://127.0.0.1:4000/api", "http://127.0.0.1:4000/api/"])(
    "it can reach another Slack at %s",
    (url) => {
      const env = { ...bot, SLACK_APP_TOKEN: "xapp-secret-2", SLACK_API_URL: url };
      expect(loadConfig(env).slack).toMatchObject({ apiUrl: "http://127.0.0.1:4000/api/" });
    },
  );

  test("a bot token alone is not enough, and it says what it expects", () => {
    expect(complaint(bot)).toBe(
      "SLACK_BOT_TOKEN is set: it expects SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) beside it.",
    );
  });

  test.each([
    ["SLACK_APP_TOKEN", "xapp-secret-2"],
    ["SLACK_SIGNING_SECRET", "secret-3"],
    ["SLACK_API_URL", "http://127.0.0.1:4000/"],
  ])("%s without the bot token is a slip, not the sandbox", (name, value) => {
    const words = complaint({ [name]: value });
    expect(words).toContain("SLACK_BOT_TOKEN is missing");
    expect(words).toContain(name);
    expect(words).not.toContain(value);
  });
});

describe("the rest of the environment", () => {
  test("is read as written", () => {
    expect(
      loadConfig({
        DATABASE_URL: "postgres://ada:pw@db:5432/dealdesk",
        DATA_DIR: "/var/lib/dealdesk",
        DEALDESK_ADMINS: "U012AB3CD, W9 U8;U7",
        LOG_LEVEL: "debug",
        PORT: "0",
      }),
    ).toMatchObject({
      database: { kind: "url", url: "postgres://ada:pw@db:5432/dealdesk" },
      dataDir: "/var/lib/dealdesk",
      admins: ["U012AB3CD", "W9", "U8", "U7"],
      logLevel: "debug",
      port: 0,
    });
  });

  test("an empty variable is one that isn't set, as a copied .env.example has it", () => {
    const names =
      "SLACK_BOT_TOKEN SLACK_APP_TOKEN SLACK_SIGNING_SECRET SLACK_API_URL DATABASE_URL DATA_DIR DEALDESK_ADMINS LOG_LEVEL PORT DEALDESK_DEMO_DATA";
    const empty = Object.fromEntries(names.split(" ").map((name) => [name, ""]));
    expect(loadConfig(empty)).toEqual(loadConfig({}));
  });

  test.each([
    ["true", true],
    ["on", true],
    ["1", true],
    ["yes", true],
    ["false", false],
    ["off", false],
    ["0", false],
    ["no", false],
  ])("DEALDESK_DEMO_DATA=%s turns the demo data %s", (value, expected) => {
    expect(loadConfig({ DEALDESK_DEMO_DATA: value }).demoData).toBe(expected);
  });

  test("variables of other programs are none of its business", () => {
    expect(loadConfig({ HOME: "/root", PATH: "/bin" })).toEqual(loadConfig({}));
  });
});

describe("a wrong variable names itself and what it expects, and never shows its value", () => {
  test.each([
    ["SLACK_BOT_TOKEN", "xapp-s3cret", "expects a token that starts with xoxb-"],
    ["SLACK_APP_TOKEN", "xoxb-s3cret", "expects a token that starts with xapp-"],
    ["SLACK_API_URL", "ftp://s3cret", "expects the address of a Slack-compatible Web API"],
    ["DATABASE_URL", "mysql://ada:s3cret@db/x", "expects a PostgreSQL address"],
    ["DATABASE_URL", "s3cret", "expects a PostgreSQL address"],
    ["DEALDESK_ADMINS", "U1,ada-s3cret", "expects Slack user ids"],
    ["LOG_LEVEL", "s3cret", "expects fatal, error, warn"],
    ["PORT", "s3cret", "expects a port number"],
    ["PORT", "65536", "expects a port number"],
    ["PORT", "-1", "expects a port number"],
    ["PORT", "80.5", "expects a port number"],
    ["DEALDESK_DEMO_DATA", "s3cret", "expects true or false"],
  ])("%s=%s", (name, value, expectation) => {
    const words = complaint({ [name]: value });
    expect(words.split("\n")).toHaveLength(1);
    expect(words).toMatch(new RegExp(`^${name} expects `));
    expect(words).toContain(expectation);
    expect(words).not.toMatch(/s3cret|65536/);
  });

  test("all of them at once, one line each", () => {
    const words = complaint({ PORT: "x", LOG_LEVEL: "x", DEALDESK_ADMINS: "x,y" });
    expect(words.split("\n").map((line) => line.split(" ")[0])).toEqual([
      "DEALDESK_ADMINS",
      "LOG_LEVEL",
      "PORT",
    ]);
  });
});
