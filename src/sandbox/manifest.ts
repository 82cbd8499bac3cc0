import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import type { SandboxManifest } from "./engine/engine.ts";

/** What of an app's manifest the sandbox goes by. @see https://docs.slack.dev/reference/app-manifest */
const manifestFile = z.object({
  features: z
    .object({
      app_home: z.object({ home_tab_enabled: z.boolean().default(false) }).optional(),
      slash_commands: z.array(z.object({ command: z.string() })).default([]),
      shortcuts: z
        .array(
          z.object({
            name: z.string(),
            type: z.enum(["global", "message"]),
            callback_id: z.string(),
          }),
        )
        .default([]),
    })
    .prefault({}),
  oauth_config: z
    .object({ scopes: z.object({ bot: z.array(z.string()).default([]) }).prefault({}) })
    .prefault({}),
  settings: z
    .object({
      event_subscriptions: z.object({ bot_events: z.array(z.string()).default([]) }).prefault({}),
    })
    .prefault({}),
});

/**
 * Reads an app's manifest: what it declares there is delivered, and what it may do is what it asks for there.
 * @throws when the file is missing or no manifest
 */
export function readManifest(path: string | URL): SandboxManifest {
  const { features, oauth_config, settings } = manifestFile.parse(
    parse(readFileSync(path, "utf8")),
  );
  return {
    commands: features.slash_commands.map((each) => each.command),
    shortcuts: features.shortcuts,
    events: settings.event_subscriptions.bot_events,
    scopes: oauth_config.scopes.bot,
    homeTab: features.app_home?.home_tab_enabled ?? false,
  };
}
