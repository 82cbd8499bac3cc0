import { WebClient } from "@slack/web-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.ts";

describe("channels and people in the local Slack", () => {
  let sandbox: Sandbox;
  let client: WebClient;
  const refusal = (error: string) => ({ data: { ok: false, error } });
  const call = (method: string, args: Record<string, unknown>) => client.apiCall(method, args);

  beforeAll(async () => {
    sandbox = await startSandbox();
    client = new WebClient(sandbox.botToken, { slackApiUrl: sandbox.apiUrl });
  });
  afterAll(() => sandbox.stop());

  it("make a room with people, a topic and a bookmark", async () => {
    const made = await client.conversations.create({ name: "deal-acme", is_private: true });
    const channel = String(made.channel?.id);
    await client.conversations.invite({ channel, users: "U0ADA00001,U0CAT00001" });
    await client.conversations.setTopic({ channel, topic: "Acme" });
    await client.bookmarks.add({
      channel_id: channel,
      title: "Deal",
      type: "link",
      link: "https://acme.example",
    });
    const posted = await client.chat.postMessage({ channel, text: "hello" });
    await client.pins.add({ channel, timestamp: String(posted.ts) });
    await client.reactions.add({ channel, timestamp: String(posted.ts), name: "wave" });
    expect((await client.conversations.members({ channel })).members).toEqual([
      "U0DEALDESK",
      "U0ADA00001",
      "U0CAT00001",
    ]);
    expect((await client.conversations.info({ channel })).channel).toMatchObject({
      name: "deal-acme",
      is_private: true,
      topic: { value: "Acme" },
    });
    expect(
      sandbox
        .as("cat")
        .messages("deal-acme")
        .map((each) => each.text),
    ).toEqual(["hello"]);
    await client.conversations.archive({ channel });
    await expect(client.chat.postMessage({ channel, text: "late" })).rejects.toMatchObject(
      refusal("is_archived"),
    );
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["conversations.create", { name: "general" }, "name_taken"],
    ["conversations.create", { name: "Deal Acme!" }, "invalid_name_specials"],
    ["conversations.create", { name: "x".repeat(81) }, "invalid_name_maxlength"],
    ["conversations.invite", { channel: "C0GENERAL01", users: "U0DEALDESK" }, "cant_invite_self"],
    ["conversations.invite", { channel: "C0GENERAL01", users: "U0ADA00001" }, "already_in_channel"],
    ["conversations.invite", { channel: "C0GENERAL01", users: "U404" }, "user_not_found"],
    ["conversations.open", { users: "U404" }, "user_not_found"],
    ["conversations.info", { channel: "C404" }, "channel_not_found"],
    ["conversations.archive", { channel: "C0GENERAL01" }, "cant_archive_general"],
    ["users.info", { user: "U404" }, "user_not_found"],
    ["users.lookupByEmail", { email: "nobody@northwind.example" }, "users_not_found"],
  ])("refuse %s of %j with %s", async (method, args, error) => {
    await expect(call(method, args)).rejects.toMatchObject(refusal(error));
  });

  it("tell of a person's zone, email and standing", async () => {
    const { user } = await client.users.info({ user: "U0ADA00001" });
    expect(user).toMatchObject({
      name: "ada",
      real_name: "Ada Admin",
      tz: "Europe/Berlin",
      is_owner: true,
      profile: { email: "ada@northwind.example" },
    });
    const found = await client.users.lookupByEmail({ email: "raj@northwind.example" });
    expect(found.user?.id).toBe("U0RAJ00001");
  });

  it("are listed page by page", async () => {
    const names: string[] = [];
    for await (const page of client.paginate("users.list", { limit: 5 }))
      names.push(
        ...((page as { members?: { name: string }[] }).members ?? []).map((each) => each.name),
      );
    expect(names).toHaveLength(21);
    expect(new Set(names).size).toBe(21);
  });
});
