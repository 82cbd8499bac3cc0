import { z } from "zod";
import { isTimeZone } from "../../../kernel/dates.ts";

/** A member as Slack tells of them. Workspaces without the e-mail scope, and minimal servers, leave much of it out. */
export const slackUserSchema = z.looseObject({
  id: z.string(),
  name: z.string().nullish(),
  real_name: z.string().nullish(),
  tz: z.string().nullish(),
  deleted: z.boolean().nullish(),
  is_bot: z.boolean().nullish(),
  is_admin: z.boolean().nullish(),
  is_owner: z.boolean().nullish(),
  is_primary_owner: z.boolean().nullish(),
  profile: z
    .looseObject({
      real_name: z.string().nullish(),
      display_name: z.string().nullish(),
      email: z.string().nullish(),
    })
    .nullish(),
});
export type SlackUser = z.infer<typeof slackUserSchema>;

/** What we keep of a Slack user. Null is what Slack did not tell: what is known stays then. */
export type Profile = {
  slackUserId: string;
  name: string | null;
  handle: string | null;
  email: string | null;
  timeZone: string | null;
  isSlackAdmin: boolean | null;
  isDeactivated: boolean;
  isBot: boolean;
};

/** Reads Slack's own record of a user. */
export function profileOf(user: SlackUser): Profile {
  const { profile } = user;
  return {
    slackUserId: user.id,
    name:
      text(user.real_name) ??
      text(profile?.real_name) ??
      text(profile?.display_name) ??
      text(user.name),
    handle: text(user.name),
    email: text(profile?.email)?.toLowerCase() ?? null,
    timeZone: user.tz && isTimeZone(user.tz) ? user.tz : null,
    // A closed account comes without these flags: it is nobody's admin any more.
    isSlackAdmin:
      user.deleted || [user.is_admin, user.is_owner, user.is_primary_owner].some((x) => x != null)
        ? Boolean(!user.deleted && (user.is_admin || user.is_owner || user.is_primary_owner))
        : null,
    isDeactivated: user.deleted === true,
    isBot: user.is_bot === true,
  };
}

/** What can be said of somebody of whom Slack told nothing but the id, and perhaps the handle. */
export function bareProfile(slackUserId: string, handle: string | null): Profile {
  return {
    slackUserId,
    name: text(handle),
    handle: text(handle),
    email: null,
    timeZone: null,
    isSlackAdmin: null,
    isDeactivated: false,
    isBot: false,
  };
}

function text(value: string | null | undefined): string | null {
  return value?.trim() || null;
}
