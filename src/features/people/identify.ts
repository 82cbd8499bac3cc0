import type { WebClient } from "@slack/web-api";
import { and, eq } from "drizzle-orm";
import type { Tx } from "../../db/client.ts";
import { workspaces } from "../../db/columns.ts";
import { prepared } from "../../db/prepared.ts";
import { inWorkspace, readWorkspace, registerWorkspace } from "../../db/workspace.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../kernel/access.ts";
import { messageOf } from "../../kernel/errors.ts";
import { type Settings, settingsSchema } from "../../kernel/settings.ts";
import { askSlack, type SlackAnswer } from "./ask-slack.ts";
import { bareProfile } from "./domain/profile.ts";
import { effectiveRoles } from "./domain/roles.ts";
import { refreshProfile } from "./jobs.ts";
import { meetPerson } from "./operations/meet-person.ts";
import { profileDueAt, saveProfile } from "./operations/save-profile.ts";
import { people } from "./schema.ts";

/** Who acts, as Slack's payload says; `name` is the handle where the payload has one. */
export type Who = { workspaceId: string; slackUserId: string; name: string | null };
type Identity = { actor: Actor; settings: Settings };

/**
 * Who is acting, in which roles, and under which settings. One query for people we know; somebody new is asked for in Slack
 * and kept. A profile older than a day is asked for again behind the answer's back.
 */
export async function identify(deps: Deps, who: Who, slack: WebClient): Promise<Identity> {
  const row = (await find(deps, who)) ?? (await meet(deps, who, slack));
  if (row.profileDueAt !== null && row.profileDueAt <= deps.clock.now())
    refreshLater(deps, who, row.profileDueAt);
  return {
    actor: {
      workspaceId: who.workspaceId,
      personId: row.personId,
      slackUserId: who.slackUserId,
      name: row.name,
      timeZone: row.timeZone,
      roles: effectiveRoles({ ...row, slackUserId: who.slackUserId }, deps.config.admins),
      teamId: row.teamId,
    },
    settings: settingsSchema.parse(row.settings),
  };
}

/** Makes a Slack user known whom nobody has met, as far as Slack tells who that is. */
export async function introduce(
  deps: Deps,
  who: Who,
  slack: WebClient,
  answer: SlackAnswer,
): Promise<void> {
  const { workspaceId, slackUserId } = who;
  const now = deps.clock.now();
  const answered = answer.kind === "profile";
  if (answer.kind === "silent")
    deps.log.warn(
      { user: slackUserId, reason: messageOf(answer.reason) },
      "Slack did not say who that is",
    );
  await ensureWorkspace(deps, workspaceId, slack, now);
  await inWorkspace(deps.db, workspaceId, (tx) =>
    meetPerson(tx, workspaceId, answered ? answer.profile : bareProfile(slackUserId, who.name), {
      now,
      dueAt: profileDueAt(now, answered),
    }),
  );
}

async function find(deps: Deps, who: Who) {
  const row = await readWorkspace(deps.db, who.workspaceId, (tx) => findRow(tx, who));
  // Somebody else named them before Slack could say who they are: their own act at least brings the handle.
  if (row && who.name && row.name === who.slackUserId) {
    const profile = bareProfile(who.slackUserId, who.name);
    const now = deps.clock.now();
    const at = { now, dueAt: row.profileDueAt ?? profileDueAt(now, false) };
    await inWorkspace(deps.db, who.workspaceId, (tx) =>
      saveProfile(tx, who.workspaceId, profile, at),
    );
    return { ...row, name: who.name };
  }
  return row;
}

const findRows = prepared(["workspaceId", "slackUserId"], (tx, { workspaceId, slackUserId }) =>
  tx
    .select({
      personId: people.id,
      name: people.name,
      timeZone: people.timeZone,
      roles: people.roles,
      isSlackAdmin: people.isSlackAdmin,
      teamId: people.teamId,
      profileDueAt: people.profileDueAt,
      settings: workspaces.settings,
    })
    .from(people)
    .innerJoin(workspaces, eq(workspaces.id, people.workspaceId))
    .where(and(eq(people.workspaceId, workspaceId), eq(people.slackUserId, slackUserId))),
);

async function findRow(tx: Tx, { workspaceId, slackUserId }: Who) {
  const [row] = await findRows(tx, { workspaceId, slackUserId });
  return row;
}

async function meet(deps: Deps, who: Who, slack: WebClient) {
  await introduce(deps, who, slack, await askSlack(slack, who.slackUserId));
  const row = await inWorkspace(deps.db, who.workspaceId, (tx) => findRow(tx, who));
  if (!row) throw new Error(`${who.slackUserId} was added and is not there.`);
  return row;
}

async function ensureWorkspace(
  deps: Deps,
  workspaceId: string,
  slack: WebClient,
  now: Date,
): Promise<void> {
  const known = await inWorkspace(deps.db, workspaceId, (tx) =>
    tx.select({ id: workspaces.id }).from(workspaces).where(eq(workspaces.id, workspaceId)),
  );
  if (known.length > 0) return;
  const name = await slack.auth.test().then(
    ({ team }) => team || workspaceId,
    () => workspaceId,
  );
  await registerWorkspace(deps.db, { id: workspaceId, name }, now);
}

/** The key is the same until Slack has been asked, so that many acts at once make one job. */
function refreshLater(deps: Deps, { workspaceId, slackUserId }: Who, dueAt: Date): void {
  deps.jobs
    .enqueueNow(
      refreshProfile,
      { workspaceId, slackUserId },
      { key: `${slackUserId} ${dueAt.toISOString()}` },
    )
    .catch((error: unknown) =>
      deps.log.warn({ reason: messageOf(error) }, "a profile could not be refreshed"),
    );
}
