import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WebClient } from "@slack/web-api";
import { afterEach, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../src/sandbox/sandbox.ts";

let sandbox: Sandbox;
afterEach(() => sandbox.stop());
const client = () => new WebClient(sandbox.botToken, { slackApiUrl: sandbox.apiUrl });

describe("files in the local Slack", () => {
  it("are uploaded by the official client and shown with their comment", async () => {
    sandbox = await startSandbox();
    await client().filesUploadV2({
      channel_id: "C0SALESEMEA",
      initial_comment: "The export",
      file_uploads: [
        { filename: "deals.csv", content: "Deal,Amount\nAcme,50000\n" },
        { filename: "näme.csv", content: "ü\n" },
      ],
    });
    const message = sandbox.as("ada").messages("sales-emea").at(-1);
    expect(message?.words).toBe("The export\n[file deals.csv]\n[file näme.csv]");
    expect(message?.files.map((file) => file.content)).toEqual([
      "Deal,Amount\nAcme,50000\n",
      "ü\n",
    ]);
    expect(sandbox.violations).toEqual([]);
  });

  it("are downloaded with the bot's token only", async () => {
    sandbox = await startSandbox();
    const file = sandbox.as("ada").upload({ name: "leads.csv", content: "a,b\n" });
    const info = await client().files.info({ file });
    const url = String(info.file?.url_private_download);
    const allowed = await fetch(url, { headers: { authorization: `Bearer ${sandbox.botToken}` } });
    expect(await allowed.text()).toBe("a,b\n");
    expect(await (await fetch(url)).text()).toContain("Sign in to Slack");
  });

  it("are unknown until their upload is complete", async () => {
    sandbox = await startSandbox();
    const { file_id } = await client().files.getUploadURLExternal({ filename: "a.txt", length: 1 });
    await expect(client().files.info({ file: String(file_id) })).rejects.toMatchObject({
      data: { error: "file_not_found" },
    });
    await expect(
      client().files.completeUploadExternal({ files: [{ id: String(file_id) }] }),
    ).rejects.toMatchObject({ data: { error: "file_upload_not_completed" } });
  });
});

describe("a local Slack with a state file", () => {
  it("shows the same messages, files and home tabs after a restart", async () => {
    const folder = mkdtempSync(join(tmpdir(), "sandbox-"));
    const stateFile = join(folder, "slack.json");
    sandbox = await startSandbox({ stateFile });
    const posted = await client().chat.postMessage({ channel: "U0ADA00001", text: "kept" });
    await client().filesUploadV2({ channel_id: "C0GENERAL01", filename: "a.txt", content: "ä" });
    await client().views.publish({
      user_id: "U0ADA00001",
      view: {
        type: "home",
        blocks: [{ type: "header", text: { type: "plain_text", text: "Home" } }],
      },
    });
    await sandbox.stop();

    sandbox = await startSandbox({ stateFile });
    expect(
      sandbox
        .as("ada")
        .inbox()
        .map((each) => each.text),
    ).toEqual(["kept"]);
    expect(sandbox.as("ada").messages("general").at(-1)?.files[0]?.content).toBe("ä");
    expect(sandbox.as("ada").home?.words).toBe("Home");
    const later = await client().chat.postMessage({ channel: "U0ADA00001", text: "new" });
    expect(Number(later.ts)).toBeGreaterThan(Number(posted.ts));
    rmSync(folder, { recursive: true });
  });

  it("says that its port is taken", async () => {
    sandbox = await startSandbox();
    const port = Number(new URL(sandbox.pageUrl).port);
    await expect(startSandbox({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  });
});
