import { type Act, inChange } from "../../../db/change.ts";
import type { Tx } from "../../../db/client.ts";
import { authorize } from "../../../kernel/access.ts";
import { record } from "../../audit/index.ts";
import type { Environment } from "../domain/environment.ts";
import { getEnvironment } from "../queries/environment.ts";
import { demoEnvironments } from "../schema.ts";

/** What people say of the environment; how its refresh goes is not theirs to say. */
export type EnvironmentEdit = Pick<
  Environment,
  "kind" | "dataSource" | "isCustomised" | "isBranded" | "isUseCaseSpecific" | "scriptUrl"
>;

/** Writes down what the demo environment is. @throws AppError forbidden */
export function editEnvironment(act: Act, edit: EnvironmentEdit): Promise<Environment> {
  const { workspaceId } = act.actor;
  return inChange(act, async (tx) => {
    authorize(act.actor, "engineering.work");
    const before = await getEnvironment(tx, workspaceId);
    const keys = Object.keys(edit) as (keyof EnvironmentEdit)[];
    const differing = keys.filter((key) => before[key] !== edit[key]);
    if (differing.length === 0) return before;
    const side = (of: EnvironmentEdit) =>
      Object.fromEntries(differing.map((key) => [key, of[key]]));
    const after = { ...before, ...edit };
    await saveEnvironment(tx, workspaceId, after);
    await record(tx, act, [
      {
        action: "demo-environment.edited",
        subject: "workspace",
        subjectId: workspaceId,
        before: side(before),
        after: side(edit),
      },
    ]);
    return after;
  });
}

/** Keeps the environment; the first time it makes its row. */
export async function saveEnvironment(
  tx: Tx,
  workspaceId: string,
  environment: Environment,
): Promise<void> {
  await tx
    .insert(demoEnvironments)
    .values({ workspaceId, ...environment })
    .onConflictDoUpdate({ target: demoEnvironments.workspaceId, set: environment });
}
