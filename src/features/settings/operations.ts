import { eq } from "drizzle-orm";
import { type Act, inChange } from "../../db/change.ts";
import type { Tx } from "../../db/client.ts";
import { workspaces } from "../../db/schema.ts";
import { authorize } from "../../kernel/access.ts";
import { type Settings, settingsSchema } from "../../kernel/settings.ts";
import { record } from "../audit/index.ts";
import { asTaken, checkSettings, type SettingPath, valueAt, withValue } from "./domain/path.ts";

/**
 * Changes some settings of the workspace; the others stay. Admins only, and the audit log keeps what they were.
 * @throws ZodError for a value the settings don't allow
 */
export function changeSettings(act: Act, change: Partial<Settings>): Promise<Settings> {
  return inChange(act, async (tx) => {
    const stored = await lockStored(tx, act);
    const next = settingsSchema.parse({ ...stored, ...change });
    const before = settingsSchema.parse(stored);
    const keys = Object.keys(change) as (keyof Settings)[];
    await store(
      tx,
      act,
      { ...stored, ...change },
      {
        before: Object.fromEntries(keys.map((key) => [key, before[key]])),
        after: Object.fromEntries(keys.map((key) => [key, next[key]])),
      },
    );
    return next;
  });
}

/** A setting before and after; both the same when nothing had to change. */
export type SettingChange = { path: string; before: unknown; after: unknown };

/**
 * Sets one setting, or with `undefined` gives it back its default. Admins only.
 * @throws AppError not_found for a setting there is none of, bad_input for a value it does not take
 */
export function changeSetting(act: Act, path: SettingPath, value: unknown): Promise<SettingChange> {
  return inChange(act, async (tx) => {
    const stored = await lockStored(tx, act);
    const changed = withValue(stored, path, asTaken(stored, path, value));
    const before = valueAt(settingsSchema.parse(stored), path);
    const after = valueAt(checkSettings(changed, path), path);
    const name = path.join(".");
    if (JSON.stringify(before) !== JSON.stringify(after))
      await store(tx, act, changed, {
        before: { [name]: before ?? null },
        after: { [name]: after ?? null },
      });
    return { path: name, before, after };
  });
}

async function lockStored(tx: Tx, act: Act): Promise<Record<string, unknown>> {
  authorize(act.actor, "workspace.administer");
  const [row] = await tx
    .select({ settings: workspaces.settings })
    .from(workspaces)
    .where(eq(workspaces.id, act.actor.workspaceId))
    .for("update");
  return row?.settings ?? {};
}

// Only what differs from the defaults by choice is stored, so that a later version may have better defaults.
async function store(
  tx: Tx,
  act: Act,
  settings: Record<string, unknown>,
  change: { before: Record<string, unknown>; after: Record<string, unknown> },
): Promise<void> {
  const { workspaceId } = act.actor;
  await tx.update(workspaces).set({ settings }).where(eq(workspaces.id, workspaceId));
  await record(tx, act, [
    { action: "settings.changed", subject: "workspace", subjectId: workspaceId, ...change },
  ]);
}
