import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BoltInSandbox, boltInSandbox } from "../support/sandbox.ts";

describe("a slash command in the local Slack", () => {
  let bolt: BoltInSandbox;
  const bodies: Record<string, unknown>[] = [];

  beforeAll(async () => {
    bolt = await boltInSandbox(
      (app) => {
        app.command("/echo", async ({ ack, command, respond }) => {
          bodies.push({ ...command });
          await ack();
          await respond(`heard ${command.text}`);
        });
        app.command("/ack", async ({ ack }) => ack("said in the acknowledgement"));
        app.command("/loud", async ({ ack, respond }) => {
          await ack();
          await respond({ response_type: "in_channel", text: "for everyone" });
        });
        app.command("/silent", async () => {});
      },
      { limits: { ackMs: 150 } },
    );
  });
  afterAll(() => bolt.stop());

  it("shows the answer to the one who typed it and to nobody else", async () => {
    const { sandbox } = bolt;
    const seen = await sandbox.as("ada").command("/echo hello", { channel: "sales-emea" });
    expect(seen.text).toBe("heard hello");
    expect(seen.message?.isEphemeral).toBe(true);
    expect(sandbox.as("dan").messages("sales-emea")).toEqual([]);
    expect(sandbox.as("ada").messages("sales-emea").at(-1)?.words).toBe("heard hello");
  });

  it("shows an answer for the channel to its members only", async () => {
    const { sandbox } = bolt;
    await sandbox.as("ada").command("/loud", { channel: "sales-emea" });
    expect(sandbox.as("dan").messages("sales-emea").at(-1)?.text).toBe("for everyone");
    expect(sandbox.as("eli").messages("sales-emea")).toEqual([]);
  });

  it("shows what the acknowledgement says", async () => {
    const seen = await bolt.sandbox.as("ada").command("/ack");
    expect(seen.text).toBe("said in the acknowledgement");
  });

  it("escapes text and turns names into mentions, as Slack does", async () => {
    const { sandbox } = bolt;
    const seen = await sandbox.as("ada").command("/echo @bea & #general <b> x@eli.example");
    expect(bodies.at(-1)).toMatchObject({
      command: "/echo",
      text: "<@U0BEA00001|bea> &amp; <#C0GENERAL01|general> &lt;b&gt; x@eli.example",
      user_id: "U0ADA00001",
      user_name: "ada",
      team_id: "T0DEALDESK",
      channel_id: "D0ADA00001",
      channel_name: "directmessage",
      is_enterprise_install: "false",
    });
    expect(seen.text).toBe("heard @bea & #general <b> x@eli.example");
  });

  it("tells the person when nobody acknowledged in time", async () => {
    const seen = await bolt.sandbox.as("ada").command("/silent");
    expect(seen.text).toBe("/silent failed with the error operation_timeout");
  });

  it("delivers the same envelope twice when asked to, with the same payload", async () => {
    const { sandbox } = bolt;
    await sandbox.as("ada").command("/echo once");
    await sandbox.redeliverLast();
    const answers = () =>
      sandbox
        .as("ada")
        .inbox()
        .filter((each) => each.text === "heard once");
    await sandbox.until(() => answers().length === 2, "the second answer");
    expect(bodies.at(-1)).toEqual(bodies.at(-2));
  });

  it("refused nothing on the way", () => {
    expect(bolt.sandbox.violations).toEqual([]);
  });
});
