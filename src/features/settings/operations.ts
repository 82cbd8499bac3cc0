import { eq } from "drizzle-orm";
import { type Act, inChange } from "../../db/change.ts";
import { workspaces } from "../../db/schema.ts";
import { authorize } from "../../kernel/access.ts";
import { type Settings, settingsSchema } from "../../kernel/settings.ts";
import { record } from "../audit/index.ts";

/**
 * Changes some settings of the workspace; the others stay. Admins only, and the audit log keeps what they were.
 * @throws ZodError for a value the settings don't allow
 */
export function changeSettings(act: Act, change: Partial<Settings>): Promise<Settings> {
  const { workspaceId } = act.actor;
  return inChange(act, async (tx) => {
    authorize(act.actor, "workspace.administer");
    const [row] = await tx
      .select({ settings: workspaces.settings })
      .from(workspaces)
      .where(eq(workspaces.id, workspaceId))
      .for("update");
    const stored = row?.settings ?? {};
    const next = settingsSchema.parse({ ...stored, ...change });
    // Only what differs from the defaults by choice is stored, so that a later version may have better defaults.
    await tx
      .update(workspaces)
      .set({ settings: { ...stored, ...change } })
      .where(eq(workspaces.id, workspaceId));
    const before = settingsSchema.parse(stored);
    const keys = Object.keys(change) as (keyof Settings)[];
    await record(tx, act, [
      {
        action: "settings.changed",
        subject: "workspace",
        subjectId: workspaceId,
        before: Object.fromEntries(keys.map((key) => [key, before[key]])),
        after: Object.fromEntries(keys.map((key) => [key, next[key]])),
      },
    ]);
    return next;
  });
}
