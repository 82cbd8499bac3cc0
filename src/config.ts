import { existsSync } from "node:fs";
import { z } from "zod";

const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema.optional());
const token = (prefix: string) =>
  z.string().startsWith(prefix, `expects a token that starts with ${prefix}`);
const onOff = z
  .enum(["true", "false", "1", "0", "on", "off", "yes", "no"], {
    error: "expects true or false",
  })
  .transform((value) => ["true", "1", "on", "yes"].includes(value));

const environment = z.object({
  SLACK_BOT_TOKEN: optional(token("xoxb-")),
  SLACK_APP_TOKEN: optional(token("xapp-")),
  SLACK_SIGNING_SECRET: optional(z.string().min(1)),
  SLACK_API_URL: optional(
    z.url({
      protocol: /^https?$/,
      error: "expects the address of a Slack-compatible Web API, like https://slack.com/api/",
    }),
  ),
  DATABASE_URL: optional(
    z.url({
      protocol: /^postgres(ql)?$/,
      error: "expects a PostgreSQL address, like postgres://user:password@host:5432/dealdesk",
    }),
  ),
  DATA_DIR: optional(z.string()),
  DEALDESK_ADMINS: optional(
    z
      .string()
      .transform((text) => text.split(/[\s,;]+/).filter(Boolean))
      .pipe(
        z.array(
          z
            .string()
            .regex(/^[UW][A-Z0-9]+$/, "expects Slack user ids with commas between, like U012AB3CD"),
        ),
      ),
  ),
  LOG_LEVEL: optional(
    z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], {
      error: "expects fatal, error, warn, info, debug, trace or silent",
    }),
  ),
  PORT: optional(
    z.coerce
      .number({ error: "expects a port number from 0 to 65535" })
      .int("expects a port number from 0 to 65535")
      .min(0, "expects a port number from 0 to 65535")
      .max(65535, "expects a port number from 0 to 65535"),
  ),
  DEALDESK_DEMO_DATA: optional(onOff),
  WEBHOOK_SECRET: optional(z.string().min(16, "expects at least 16 characters")),
});

/** How the bot reaches Slack: over a socket it opens, over HTTP requests it receives, or the local sandbox. */
export type SlackConnection =
  | { mode: "socket"; botToken: string; appToken: string; apiUrl: string }
  | { mode: "http"; botToken: string; signingSecret: string; apiUrl: string }
  | { mode: "sandbox" };

export type Config = {
  slack: SlackConnection;
  /** A server of one's own, or the embedded one that lives in `dataDir`. */
  database: { kind: "url"; url: string } | { kind: "embedded" };
  dataDir: string;
  /** Slack user ids that are admins whatever their role says. */
  admins: readonly string[];
  logLevel: "fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent";
  /** Where HTTP is served; null when nothing was said: 3000, and in Socket Mode none. */
  port: number | null;
  demoData: boolean;
  /** What calls to other programs are signed with; null signs none, and none is made. */
  webhookSecret: string | null;
};

/** Names each variable that is wrong and what it expects. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** Takes the variables of the file `.env` in this folder, if there is one; what is set already stays as it is. */
export function loadEnvFile(): void {
  if (existsSync(".env")) process.loadEnvFile(".env");
}

/**
 * Reads the environment once.
 * @throws ConfigError with one line for each wrong variable; secrets are never in it.
 */
export function loadConfig(env: Record<string, string | undefined> = process.env): Config {
  const parsed = environment.safeParse(env);
  if (!parsed.success)
    throw new ConfigError(
      [
        ...new Set(
          parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}.`),
        ),
      ].join("\n"),
    );
  const v = parsed.data;
  const slack = slackConnection(v);
  return {
    slack,
    database: v.DATABASE_URL ? { kind: "url", url: v.DATABASE_URL } : { kind: "embedded" },
    dataDir: v.DATA_DIR ?? ".data",
    admins: v.DEALDESK_ADMINS ?? [],
    // In the sandbox the terminal belongs to the person: news there are what they were told to try.
    logLevel: v.LOG_LEVEL ?? (slack.mode === "sandbox" ? "warn" : "info"),
    port: v.PORT ?? null,
    demoData: v.DEALDESK_DEMO_DATA ?? slack.mode === "sandbox",
    webhookSecret: v.WEBHOOK_SECRET ?? null,
  };
}

function slackConnection(v: z.infer<typeof environment>): SlackConnection {
  const apiUrl = (v.SLACK_API_URL ?? "https://slack.com/api/").replace(/\/*$/, "/");
  const botToken = v.SLACK_BOT_TOKEN;
  if (botToken && v.SLACK_APP_TOKEN)
    return { mode: "socket", botToken, appToken: v.SLACK_APP_TOKEN, apiUrl };
  if (botToken && v.SLACK_SIGNING_SECRET)
    return { mode: "http", botToken, signingSecret: v.SLACK_SIGNING_SECRET, apiUrl };
  if (botToken)
    throw new ConfigError(
      "SLACK_BOT_TOKEN is set: it expects SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) beside it.",
    );
  const orphans = (["SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_API_URL"] as const).filter(
    (name) => v[name],
  );
  if (orphans.length > 0)
    throw new ConfigError(
      `SLACK_BOT_TOKEN is missing: ${orphans.join(" and ")} expects it beside. Leave all of them empty for the sandbox.`,
    );
  return { mode: "sandbox" };
}
