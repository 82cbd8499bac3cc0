import { and, eq } from "drizzle-orm";
import type { Tx } from "../db/client.ts";
import { workspaces } from "../db/columns.ts";
import { type Settings, settingsSchema } from "../kernel/settings.ts";
import type { Hours } from "./quiet.ts";
import { notificationPreferences } from "./schema.ts";
import { TOPICS, type Topic } from "./topics.ts";

/** What holds for one person: what they said, and the workspace's rules where they said nothing. */
export type Preferences = Omit<Hours, "timeZone"> & {
  /** Topics they switched themselves. */
  topics: Readonly<Partial<Record<Topic, boolean>>>;
  /** Messages an hour. */
  perHour: number;
};

/** A person's own choices as they are kept; null where nothing was chosen. */
export type Choices = {
  topics: Partial<Record<Topic, boolean>>;
  quietFrom: string | null;
  quietTo: string | null;
  days: number[] | null;
  snoozedUntil: Date | null;
};

/** Whether the person gets messages of the topic. A topic of another version of the bot counts as wanted. */
export function wants({ topics }: Pick<Preferences, "topics">, topic: string): boolean {
  const chosen: Readonly<Record<string, boolean>> = topics;
  const known: Readonly<Record<string, { isOn: boolean }>> = TOPICS;
  return chosen[topic] ?? known[topic]?.isOn ?? true;
}

/** The choices of the person; nothing chosen when there are none. */
export async function findChoices(
  tx: Tx,
  workspaceId: string,
  slackUserId: string,
): Promise<Choices> {
  const [row] = await tx
    .select()
    .from(notificationPreferences)
    .where(
      and(
        eq(notificationPreferences.workspaceId, workspaceId),
        eq(notificationPreferences.slackUserId, slackUserId),
      ),
    );
  if (!row) return { topics: {}, quietFrom: null, quietTo: null, days: null, snoozedUntil: null };
  const { topics, quietFrom, quietTo, days, snoozedUntil } = row;
  return { topics, quietFrom, quietTo, days, snoozedUntil };
}

/** Read anew each time something is sent: a copy kept in one process would not know what another one was told. */
export async function readPreferences(
  tx: Tx,
  workspaceId: string,
  slackUserId: string,
  workDays: readonly number[] | null,
): Promise<Preferences> {
  const choices = await findChoices(tx, workspaceId, slackUserId);
  const [row] = await tx
    .select({ settings: workspaces.settings })
    .from(workspaces)
    .where(eq(workspaces.id, workspaceId));
  return preferencesOf(choices, settingsSchema.parse(row?.settings ?? {}), workDays);
}

/** The choices completed by the workspace's settings, and by the days the person works. */
export function preferencesOf(
  choices: Choices,
  settings: Pick<Settings, "notifications" | "workingHours">,
  workDays: readonly number[] | null,
): Preferences {
  const { perHour, quietFrom, quietTo } = settings.notifications;
  return {
    topics: choices.topics,
    quietFrom: choices.quietFrom ?? quietFrom,
    quietTo: choices.quietTo ?? quietTo,
    days: choices.days ?? workDays ?? settings.workingHours.days,
    snoozedUntil: choices.snoozedUntil,
    perHour,
  };
}

/** Keeps the person's choices in the place of those they had. */
export async function saveChoices(
  tx: Tx,
  who: { workspaceId: string; slackUserId: string },
  choices: Choices,
  now: Date,
): Promise<void> {
  const values = { ...choices, updatedAt: now };
  await tx
    .insert(notificationPreferences)
    .values({ ...who, ...values })
    .onConflictDoUpdate({
      target: [notificationPreferences.workspaceId, notificationPreferences.slackUserId],
      set: values,
    });
}
