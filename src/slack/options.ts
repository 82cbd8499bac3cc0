import type { Permission } from "../kernel/access.ts";
import type { Call } from "./call.ts";

/** A list that is searched as one types, for external selects. At most 100 are shown. */
export type OptionsSource = {
  id: string;
  permission: Permission;
  load(query: string, call: Call): Promise<{ value: string; label: string }[]>;
};

/** Declares where the choices of an external select come from; `id` is the select's action_id. */
export function defineOptions(spec: OptionsSource & { id: `${string}.${string}` }): OptionsSource {
  return spec;
}
