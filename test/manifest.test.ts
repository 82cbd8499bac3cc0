import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { features } from "../src/features/index.ts";

const manifest = z
  .object({
    features: z.object({
      slash_commands: z.array(z.object({ command: z.string(), should_escape: z.literal(true) })),
      shortcuts: z.array(
        z.object({
          name: z.string().max(24),
          type: z.enum(["global", "message"]),
          callback_id: z.string(),
          description: z.string().max(150),
        }),
      ),
    }),
    oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
    settings: z.object({ event_subscriptions: z.object({ bot_events: z.array(z.string()) }) }),
  })
  .parse(parse(readFileSync("manifest.yml", "utf8")));

/** The scope each Web API method needs, from its page under docs.slack.dev/reference/methods. */
const SCOPES: Record<string, readonly string[]> = {
  "chat.postMessage": ["chat:write"],
  "chat.postEphemeral": ["chat:write"],
  "chat.update": ["chat:write"],
  "conversations.create": ["groups:write"],
  "conversations.invite": ["groups:write"],
  "conversations.setTopic": ["groups:write"],
  "conversations.info": ["channels:read", "groups:read"],
  "conversations.list": ["channels:read", "groups:read"],
  "conversations.open": ["im:write"],
  "conversations.history": ["channels:history", "groups:history", "im:history"],
  "conversations.replies": ["channels:history", "groups:history", "im:history"],
  "files.info": ["files:read"],
  filesUploadV2: ["files:write"],
  "pins.add": ["pins:write"],
  "users.info": ["users:read", "users:read.email"],
  "users.lookupByEmail": ["users:read.email"],
};
const NO_SCOPE = new Set([
  "auth.test",
  "chat.getPermalink",
  "views.open",
  "views.push",
  "views.update",
  "team.info",
]);

const code = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter(
    (file) =>
      file.endsWith(".ts") && !file.startsWith("sandbox/page") && !/^sandbox\/(?!demo)/.test(file),
  )
  .map((file) => readFileSync(join("src", file), "utf8"))
  .join("\n");

/** Every Web API method the code calls, read from the code. */
const called = [
  ...new Set(
    [...code.matchAll(/\b(?:slack|client)\.((?:[a-z]+\.[a-z]\w+)|filesUploadV2)\b/g)].map(
      ([, method = ""]) => method,
    ),
  ),
];

test("the manifest has the slash commands of the code, and no others", () => {
  const declared = new Set(features.flatMap((f) => f.commands ?? []).map((one) => one.command));
  expect(manifest.features.slash_commands.map((one) => one.command).sort()).toEqual(
    [...declared].sort(),
  );
});

test("the manifest has the shortcuts of the code, word by word", () => {
  const declared = features
    .flatMap((feature) => feature.shortcuts ?? [])
    .map(({ id, name, type, description }) => ({ name, type, callback_id: id, description }));
  expect(manifest.features.shortcuts).toEqual(declared);
});

test("the manifest subscribes to the events the code listens to", () => {
  const declared = features.flatMap((feature) => feature.events ?? []).map((one) => one.type);
  expect(manifest.settings.event_subscriptions.bot_events).toEqual(declared.sort());
});

test("the manifest asks for the scopes of the methods the code calls, and no more", () => {
  expect(called.length).toBeGreaterThan(8);
  const unknown = called.filter((method) => !(method in SCOPES) && !NO_SCOPE.has(method));
  expect(unknown).toEqual([]);
  const needed = new Set(["commands", ...called.flatMap((method) => SCOPES[method] ?? [])]);
  expect(manifest.oauth_config.scopes.bot).toEqual([...needed].sort());
});
