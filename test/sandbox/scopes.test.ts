import { WebClient } from "@slack/web-api";
import { afterEach, describe, expect, it } from "vitest";
import { readManifest } from "../../src/sandbox/manifest.ts";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.ts";
import { secondTeam } from "../../src/sandbox/team.ts";
import { METHOD_REFERENCE } from "../../src/sandbox/web-api/reference.ts";

describe("a bot's token in the local Slack", () => {
  let sandbox: Sandbox;
  afterEach(() => sandbox.stop());

  async function call(method: string, args: Record<string, string>, token = sandbox.botToken) {
    const response = await fetch(`${sandbox.apiUrl}${method}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
      body: new URLSearchParams(args),
    });
    const body = (await response.json()) as Record<string, unknown>;
    return { body, headers: response.headers };
  }

  it("without scopes may do only what needs none", async () => {
    sandbox = await startSandbox({ scopes: [] });
    for (const [method, { scopes }] of METHOD_REFERENCE) {
      if (method === "apps.connections.open" || method === "oauth.v2.access") continue;
      const needsOne = "byKind" in scopes || scopes.length > 0;
      const { body } = await call(method, { test: "true" });
      expect({ method, refused: body.error === "missing_scope" }).toEqual({
        method,
        refused: needsOne,
      });
    }
  });

  it("is told which scope is missing, and which it has", async () => {
    sandbox = await startSandbox({ scopes: ["commands", "channels:read"] });
    const { body, headers } = await call("chat.postMessage", { channel: "C0GENERAL01", text: "x" });
    expect(body).toMatchObject({
      error: "missing_scope",
      needed: "chat:write",
      provided: "commands,channels:read",
    });
    expect(headers.get("x-oauth-scopes")).toBe("commands,channels:read");
    expect(headers.get("x-accepted-oauth-scopes")).toBe("chat:write");
  });

  it.each<[string, Record<string, string>, string]>([
    ["conversations.list", {}, ""],
    ["conversations.list", { types: "public_channel,private_channel,im" }, "groups:read,im:read"],
    ["conversations.info", { channel: "C0GENERAL01" }, ""],
    ["conversations.info", { channel: "D0ADA00001" }, "im:read"],
    ["conversations.create", { name: "room", is_private: "true" }, ""],
    ["conversations.create", { name: "open" }, "channels:manage"],
    ["conversations.open", { users: "U0ADA00001" }, ""],
    ["conversations.open", { users: "U0ADA00001,U0BEA00001" }, "mpim:write"],
    ["conversations.history", { channel: "C0GENERAL01" }, "channels:history"],
  ])("needs for %s of %j the scope of that kind of channel: %s", async (method, args, needed) => {
    sandbox = await startSandbox({ scopes: ["channels:read", "groups:write", "im:write"] });
    const { body } = await call(method, args);
    expect(body.needed ?? "").toBe(needed);
    expect(body.ok).toBe(needed === "");
  });

  it("sees email addresses only with their own scope", async () => {
    sandbox = await startSandbox({ scopes: ["users:read"] });
    const client = new WebClient(sandbox.botToken, { slackApiUrl: sandbox.apiUrl });
    const { user } = await client.users.info({ user: "U0ADA00001" });
    expect(user?.profile).not.toHaveProperty("email");
  });

  it("has the scopes, commands and events of the product's manifest", async () => {
    const manifest = readManifest("manifest.yml");
    sandbox = await startSandbox({ manifest });
    const { headers } = await call("auth.test", {});
    expect(headers.get("x-oauth-scopes")).toBe(manifest.scopes?.join(","));
    expect(manifest.commands).toContain("/deal");
    expect(manifest.scopes).toContain("chat:write");
  });

  it("is good for nothing once it is revoked", async () => {
    sandbox = await startSandbox();
    expect((await call("auth.revoke", {})).body).toMatchObject({ ok: true, revoked: true });
    expect((await call("auth.test", {})).body.error).toBe("token_revoked");
  });
});

describe("an app that is installed by OAuth", () => {
  let sandbox: Sandbox;
  afterEach(() => sandbox.stop());

  async function install(query: Record<string, string>) {
    const page = await fetch(`${sandbox.authorizeUrl}?${new URLSearchParams(query)}`, {
      redirect: "manual",
    });
    return { status: page.status, to: page.headers.get("location") ?? "" };
  }
  const redirect_uri = "https://bot.example/slack/oauth_redirect";
  const asked = () => ({
    client_id: sandbox.clientId,
    scope: "commands,chat:write,users:read",
    redirect_uri,
    state: "s1",
    team: secondTeam.id,
  });
  const exchange = (code: string, more: Record<string, string> = {}) =>
    new WebClient(undefined, { slackApiUrl: sandbox.apiUrl }).oauth.v2.access({
      client_id: sandbox.clientId,
      client_secret: sandbox.clientSecret,
      code,
      ...more,
    });
  const codeOf = (to: string) => new URL(to).searchParams.get("code") ?? "";

  it("gets a token of that workspace, which sees nothing of another", async () => {
    sandbox = await startSandbox({ teams: [secondTeam] });
    expect(sandbox.inTeam(secondTeam.id).botToken).toBeNull();
    const { to } = await install(asked());
    expect(new URL(to).searchParams.get("state")).toBe("s1");
    const answer = await exchange(codeOf(to), { redirect_uri });
    expect(answer).toMatchObject({
      token_type: "bot",
      scope: "commands,chat:write,users:read",
      team: { id: secondTeam.id, name: "Globex Sales" },
      bot_user_id: "U0GLOBEXBOT",
      is_enterprise_install: false,
    });
    expect(sandbox.inTeam(secondTeam.id).botToken).toBe(answer.access_token);

    const ours = new WebClient(sandbox.botToken, { slackApiUrl: sandbox.apiUrl });
    const theirs = new WebClient(answer.access_token, { slackApiUrl: sandbox.apiUrl });
    expect(await theirs.auth.test()).toMatchObject({ team_id: secondTeam.id });
    const file = sandbox.as("ada").upload({ name: "a.csv", content: "secret" });
    const { file: ourFile } = await ours.files.info({ file });
    for (const refused of [
      theirs.chat.postMessage({ channel: "C0GENERAL01", text: "x" }),
      theirs.users.info({ user: "U0ADA00001" }),
      ours.chat.postMessage({ channel: "C0GLOBEXGEN", text: "x" }),
      ours.users.info({ user: secondTeam.people[0]?.id ?? "" }),
      ours.conversations.info({ channel: "C0GLOBEXGEN" }),
    ])
      await expect(refused).rejects.toMatchObject({ data: { ok: false } });
    const download = await fetch(String(ourFile?.url_private_download), {
      headers: { authorization: `Bearer ${answer.access_token}` },
    });
    expect(await download.text()).not.toContain("secret");

    await theirs.chat.postMessage({ channel: "C0GLOBEXGEN", text: "for Globex" });
    const texts = (team: { as: Sandbox["as"] }, handle: string) =>
      team
        .as(handle)
        .messages("general")
        .map((each) => each.text);
    expect(texts(sandbox.inTeam(secondTeam.id), "gil")).toEqual(["for Globex"]);
    expect(texts(sandbox, "ada")).toEqual([]);
  });

  it.each<[string, Record<string, string>]>([
    ["another app's id", { client_id: "1.2" }],
    ["no scope", { scope: "" }],
    ["no address to go to", { redirect_uri: "" }],
    ["a workspace that is not there", { team: "T404" }],
  ])("is not installed with %s", async (_, wrong) => {
    sandbox = await startSandbox({ teams: [secondTeam] });
    expect(await install({ ...asked(), ...wrong })).toMatchObject({ status: 400, to: "" });
  });

  it.each<[string, Record<string, string>]>([
    ["invalid_client_id", { client_id: "1.2" }],
    ["bad_client_secret", { client_secret: "guess" }],
    ["invalid_code", { code: "guess" }],
    ["bad_redirect_uri", { redirect_uri: "https://thief.example" }],
    ["invalid_grant_type", { grant_type: "password" }],
  ])("is refused a token with %s", async (error, wrong) => {
    sandbox = await startSandbox({ teams: [secondTeam] });
    const code = codeOf((await install(asked())).to);
    await expect(exchange(code, wrong)).rejects.toMatchObject({ data: { error } });
  });

  it("spends its code with the first exchange", async () => {
    sandbox = await startSandbox({ teams: [secondTeam] });
    const code = codeOf((await install(asked())).to);
    await exchange(code);
    await expect(exchange(code)).rejects.toMatchObject({ data: { error: "invalid_code" } });
  });

  it("cannot be in two workspaces that share people", async () => {
    sandbox = await startSandbox();
    await expect(startSandbox({ teams: [{ ...secondTeam, id: "T0DEALDESK" }] })).rejects.toThrow(
      "share the id T0DEALDESK",
    );
  });
});
