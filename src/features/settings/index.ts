import type { Feature } from "../../feature.ts";
import { resetSetting, setSetting } from "./commands/set.ts";
import { showSettings } from "./commands/show.ts";

export { changeSettings } from "./operations.ts";
export { readSettings } from "./queries.ts";

/** What a workspace wants otherwise than the defaults. */
export const settingsFeature: Feature = {
  name: "settings",
  commands: [showSettings, setSetting, resetSetting],
};
