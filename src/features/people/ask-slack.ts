import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import { type Profile, profileOf, slackUserSchema } from "./domain/profile.ts";

/** Slack's answer about a user: the profile, `unknown` when there is no such user, `silent` when it could not answer. */
export type SlackAnswer =
  | { kind: "profile"; profile: Profile }
  | { kind: "unknown" }
  | { kind: "silent"; reason: unknown };

const noSuchUser = z.looseObject({
  data: z.looseObject({ error: z.enum(["user_not_found", "user_not_visible"]) }),
});

/** Asks Slack who a user is. Never throws: some Slack-compatible servers don't know the method at all. */
export async function askSlack(slack: WebClient, slackUserId: string): Promise<SlackAnswer> {
  try {
    const { user } = await slack.users.info({ user: slackUserId });
    return { kind: "profile", profile: profileOf(slackUserSchema.parse(user)) };
  } catch (reason) {
    return noSuchUser.safeParse(reason).success ? { kind: "unknown" } : { kind: "silent", reason };
  }
}
