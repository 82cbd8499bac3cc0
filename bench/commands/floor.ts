import { randomBytes } from "node:crypto";
import { App, LogLevel, SocketModeReceiver } from "@slack/bolt";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres, { type ParameterOrJSON, type Sql } from "postgres";
import { APP_ROLE } from "../../src/db/row-security.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.ts";
import type { RecordedTransaction, Statement } from "./recording.ts";
import { salesTeam } from "./workspace.ts";

/** What the product did for one command: its SQL, and the message it answered with. */
export type Recorded = {
  transactions: readonly RecordedTransaction[];
  answer: Record<string, unknown>;
};

/** A bot with nothing in it but Bolt and SQL written by hand. */
export type Floor = {
  sandbox: Sandbox;
  /** Teaches it one command of one person. */
  learn(key: string, recorded: Recorded): void;
  stop(): Promise<void>;
};

/** By what the floor knows a command. */
export function keyOf(slackUserId: string, text: string): string {
  return `${slackUserId} ${text}`;
}

/**
 * The least a bot can do for these commands: acknowledge, send the product's statements through postgres.js, and answer with
 * a message of the same size. It spends nothing on who may do what, on mapping rows or on building the message, and
 * sends the statements of a command in one transaction, whatever the product does.
 */
export async function startFloor(databaseUrl: string): Promise<Floor> {
  const known = new Map<string, Recorded>();
  const sandbox = await startSandbox({ team: salesTeam, rateLimits: "off" });
  const sql = postgres(databaseUrl, {
    max: 1,
    idle_timeout: 0,
    max_lifetime: 0,
    connection: { application_name: "floor", TimeZone: "UTC", role: APP_ROLE },
    onnotice: () => {},
  });
  // The recorded values of dates and JSON are text already: drizzle() tells its client so.
  drizzle(sql);
  const receiver = new SocketModeReceiver({
    appToken: sandbox.appToken,
    logLevel: LogLevel.ERROR,
    installerOptions: { clientOptions: { slackApiUrl: sandbox.apiUrl } },
  });
  const app = new App({
    receiver,
    authorize: async () => ({ botToken: sandbox.botToken, botId: "B0DEALDESK" }),
    convoStore: false,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: sandbox.apiUrl },
  });
  app.command("/deal", async ({ ack, command, respond }) => {
    await ack();
    const recorded = known.get(keyOf(command.user_id, command.text));
    if (!recorded) throw new Error(`Nobody taught the floor ${command.text}.`);
    await replay(sql, recorded.transactions);
    await respond(recorded.answer);
  });
  await app.start();
  return {
    sandbox,
    learn: (key, recorded) => known.set(key, withFreshRequests(recorded)),
    async stop() {
      await app.stop();
      await sandbox.stop();
      await sql.end();
    },
  };
}

async function replay(sql: Sql, transactions: readonly RecordedTransaction[]): Promise<void> {
  const [first] = transactions;
  if (!first) return;
  const begun = sql.unsafe(`begin; set local dealdesk.workspace = '${first.scope}'`).execute();
  // Nobody handles the same request twice, so the claim of each replay is a new one.
  const requestId = randomBytes(16).toString("hex");
  for (const { statements } of transactions)
    for (const { sql: text, params } of statements)
      await sql.unsafe(
        text,
        params.map((param) => (param === REQUEST ? requestId : param)) as ParameterOrJSON<never>[],
        { prepare: true },
      );
  await begun;
  const commit = sql.unsafe("commit").execute();
  if (transactions.some(({ readOnly }) => !readOnly)) await commit;
}

const REQUEST = Symbol("request id");

function withFreshRequests({ transactions, answer }: Recorded): Recorded {
  const fresh = ({ sql, params }: Statement): Statement => ({
    sql,
    params: params.map((param) =>
      typeof param === "string" && /^[0-9a-f]{32}$/.test(param) ? REQUEST : param,
    ),
  });
  return {
    answer,
    transactions: transactions.map((transaction) => ({
      ...transaction,
      statements: transaction.statements.map(fresh),
    })),
  };
}
