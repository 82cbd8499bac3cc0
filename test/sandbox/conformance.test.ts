import { WebClient } from "@slack/web-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LIMIT, type LimitName } from "../../src/sandbox/limits.ts";
import { METHOD_NAMES } from "../../src/sandbox/web-api/api.ts";
import { METHOD_REFERENCE } from "../../src/sandbox/web-api/reference.ts";
import { type Asked, LIMIT_ROWS } from "./conformance/limits.ts";
import { METHOD_ROWS } from "./conformance/methods.ts";
import { LIMIT_STORIES } from "./conformance/stories.ts";
import { GENERAL, openWorkspace, type Workspace } from "./conformance/workspace.ts";

/** Exchanged for a token, it is tested where apps are installed: oauth.test.ts. */
const ELSEWHERE = ["oauth.v2.access"];

describe("the local Slack's Web API, through the official client", () => {
  let of: Workspace;
  beforeAll(async () => {
    of = await openWorkspace();
  });
  afterAll(() => of.stop());

  it("has a row here and an entry in the reference for each of its methods", () => {
    expect([...Object.keys(METHOD_ROWS), ...ELSEWHERE].sort()).toEqual(METHOD_NAMES);
    expect([...METHOD_REFERENCE.keys()].sort()).toEqual(METHOD_NAMES);
  });

  it.each(Object.entries(METHOD_ROWS))("%s takes what Slack takes", async (method, row) => {
    const args = typeof row.takes === "function" ? await row.takes(of) : row.takes;
    const client = new WebClient(
      method === "apps.connections.open" ? of.sandbox.appToken : of.sandbox.botToken,
      { slackApiUrl: of.sandbox.apiUrl },
    );
    const before = of.sandbox.violations.length;
    expect(await client.apiCall(method, args)).toMatchObject({ ok: true, ...row.answers });
    expect(of.sandbox.violations).toHaveLength(before);
  });

  const refused = Object.entries(METHOD_ROWS).flatMap(([method, row]) =>
    row.refuses.map(([error, args]) => ({ method, error, args })),
  );
  it.each(refused)("$method refuses with $error", async ({ method, error, args }) => {
    const given = typeof args === "function" ? await args(of) : args;
    expect(await of.refusal(method, given)).toBe(error);
    expect(of.sandbox.violations.at(-1)).toMatchObject({ method, error });
  });

  it("knows no method that Slack lacks, and none it does not imitate", async () => {
    expect(await of.refusal("chat.shout")).toBe("unknown_method");
    expect(await of.refusal("chat.meMessage")).toBe("unknown_method");
  });
});

describe("the limits of the local Slack, through the official client", () => {
  let of: Workspace;
  beforeAll(async () => {
    of = await openWorkspace();
  });
  afterAll(() => of.stop());

  /** Slack's error; empty when it is taken. */
  async function ask(asked: Asked): Promise<string> {
    if ("method" in asked) return of.refusal(asked.method, asked.args);
    if ("modal" in asked)
      return of.refusal("views.open", { trigger_id: await of.trigger(), view: asked.modal });
    const { message, text = "x" } = asked;
    const blocks = message.length > 0 ? { blocks: message } : {};
    return of.refusal("chat.postMessage", { channel: GENERAL, text, ...blocks });
  }

  it("are all tried, at the limit and beyond", () => {
    const tried = [...Object.keys(LIMIT_ROWS), ...Object.keys(LIMIT_STORIES)];
    expect(tried.sort()).toEqual(Object.keys(LIMIT).sort());
  });

  it.each(Object.entries(LIMIT_ROWS))("%s", async (name, row) => {
    const limit = LIMIT[name as LimitName];
    expect(await ask(row.ask(limit))).toBe("");
    const over = row.ask(limit + 1);
    expect(await ask(over)).toBe(
      row.error ?? ("modal" in over ? "invalid_arguments" : "invalid_blocks"),
    );
  });

  it.each(Object.entries(LIMIT_STORIES))("%s", (_, story) => story(of));
});
