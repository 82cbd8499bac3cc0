/** How often a method may be called; the numbers are in rate-limits.ts. */
export type Tier = "tier1" | "tier2" | "tier3" | "tier4" | "posting" | "hundreds" | "unlimited";

/** What a channel is, which decides the scope a call needs. */
export type ChannelKind = "public" | "private" | "im" | "mpim";

/** One of these scopes is enough. */
type AnyOf = readonly string[];
/** For methods that work on channels: what is enough for each kind of channel; a kind left out is not supported. */
type ByKind = Partial<Record<ChannelKind, AnyOf>>;

/** What Slack's reference says of a method. */
export type MethodReference = {
  tier: Tier;
  /** Empty when any token will do. */
  scopes: AnyOf | { byKind: ByKind };
  /** The method's page. */
  page: string;
};

const PAGES = "https://docs.slack.dev/reference/methods";

const READ: ByKind = {
  public: ["channels:read"],
  private: ["groups:read"],
  im: ["im:read"],
  mpim: ["mpim:read"],
};
const HISTORY: ByKind = {
  public: ["channels:history"],
  private: ["groups:history"],
  im: ["im:history"],
  mpim: ["mpim:history"],
};
const MANAGE: ByKind = { public: ["channels:manage"], private: ["groups:write"] };
const WRITE: ByKind = { ...MANAGE, im: ["im:write"], mpim: ["mpim:write"] };
const INVITE: ByKind = {
  public: ["channels:manage", "channels:write.invites"],
  private: ["groups:write", "groups:write.invites"],
};
const DESCRIBE: ByKind = {
  public: ["channels:manage", "channels:write.topic"],
  private: ["groups:write", "groups:write.topic"],
  im: ["im:write", "im:write.topic"],
  mpim: ["mpim:write", "mpim:write.topic"],
};
const NONE: AnyOf = [];
const POST: AnyOf = ["chat:write"];

/** Each method the sandbox has: its tier, and the scopes of which a bot token needs one. Its page is the name under PAGES. */
const TABLE: Record<string, readonly [Tier, AnyOf | ByKind]> = {
  "api.test": ["tier4", NONE],
  "apps.connections.open": ["tier1", ["connections:write"]],
  "auth.revoke": ["tier3", NONE],
  "auth.teams.list": ["tier2", NONE],
  "auth.test": ["hundreds", NONE],
  "bookmarks.add": ["tier2", ["bookmarks:write"]],
  "bookmarks.edit": ["tier2", ["bookmarks:write"]],
  "bookmarks.list": ["tier3", ["bookmarks:read"]],
  "bookmarks.remove": ["tier2", ["bookmarks:write"]],
  "bots.info": ["tier3", ["users:read"]],
  "chat.delete": ["tier3", POST],
  "chat.deleteScheduledMessage": ["tier3", POST],
  "chat.getPermalink": ["unlimited", NONE],
  "chat.postEphemeral": ["tier4", POST],
  "chat.postMessage": ["posting", POST],
  "chat.scheduleMessage": ["tier3", POST],
  "chat.scheduledMessages.list": ["tier3", NONE],
  "chat.unfurl": ["tier3", ["links:write"]],
  "chat.update": ["tier3", POST],
  "conversations.archive": ["tier2", WRITE],
  "conversations.close": ["tier2", WRITE],
  "conversations.create": ["tier2", MANAGE],
  "conversations.history": ["tier3", HISTORY],
  "conversations.info": ["tier3", READ],
  "conversations.invite": ["tier3", INVITE],
  "conversations.join": ["tier3", { public: ["channels:join"] }],
  "conversations.kick": ["tier3", MANAGE],
  "conversations.leave": ["tier3", { ...MANAGE, mpim: ["mpim:write"] }],
  "conversations.list": ["tier2", READ],
  "conversations.mark": ["tier3", WRITE],
  "conversations.members": ["tier4", READ],
  "conversations.open": ["tier3", { im: ["im:write"], mpim: ["mpim:write"] }],
  "conversations.rename": ["tier2", MANAGE],
  "conversations.replies": ["tier3", HISTORY],
  "conversations.setPurpose": ["tier2", DESCRIBE],
  "conversations.setTopic": ["tier2", DESCRIBE],
  "conversations.unarchive": ["tier2", MANAGE],
  "emoji.list": ["tier2", ["emoji:read"]],
  "files.completeUploadExternal": ["tier4", ["files:write"]],
  "files.delete": ["tier3", ["files:write"]],
  "files.getUploadURLExternal": ["tier4", ["files:write"]],
  "files.info": ["tier4", ["files:read"]],
  "files.list": ["tier3", ["files:read"]],
  "oauth.v2.access": ["tier4", NONE],
  "pins.add": ["tier2", ["pins:write"]],
  "pins.list": ["tier2", ["pins:read"]],
  "pins.remove": ["tier2", ["pins:write"]],
  "reactions.add": ["tier3", ["reactions:write"]],
  "reactions.get": ["tier3", ["reactions:read"]],
  "reactions.list": ["tier2", ["reactions:read"]],
  "reactions.remove": ["tier2", ["reactions:write"]],
  "team.info": ["tier3", ["team:read"]],
  "users.conversations": ["tier2", READ],
  "users.getPresence": ["tier3", ["users:read"]],
  "users.info": ["tier4", ["users:read"]],
  "users.list": ["tier2", ["users:read"]],
  "users.lookupByEmail": ["tier3", ["users:read.email"]],
  "users.profile.get": ["tier4", ["users.profile:read"]],
  "views.open": ["tier4", NONE],
  "views.publish": ["tier4", NONE],
  "views.push": ["tier4", NONE],
  "views.update": ["tier4", NONE],
};

/** What the reference says of each method, by its name. */
export const METHOD_REFERENCE: ReadonlyMap<string, MethodReference> = new Map(
  Object.entries(TABLE).map(([name, [tier, scopes]]) => [
    name,
    { tier, scopes: isList(scopes) ? scopes : { byKind: scopes }, page: `${PAGES}/${name}` },
  ]),
);

/** What the reference says of a method; undefined for one the sandbox lacks. */
export function methodReference(name: string): MethodReference | undefined {
  return METHOD_REFERENCE.get(name);
}

function isList(scopes: AnyOf | ByKind): scopes is AnyOf {
  return Array.isArray(scopes);
}

/** The scope without which Slack does not deliver an event. @see https://docs.slack.dev/reference/events */
export const EVENT_SCOPES: Readonly<Record<string, AnyOf>> = {
  app_home_opened: [],
  app_mention: ["app_mentions:read"],
  app_uninstalled: [],
  channel_archive: ["channels:read"],
  channel_created: ["channels:read"],
  channel_rename: ["channels:read"],
  "message.channels": ["channels:history"],
  "message.groups": ["groups:history"],
  "message.im": ["im:history"],
  "message.mpim": ["mpim:history"],
  member_joined_channel: ["channels:read", "groups:read"],
  member_left_channel: ["channels:read", "groups:read"],
  reaction_added: ["reactions:read"],
  tokens_revoked: [],
  user_change: ["users:read"],
};
