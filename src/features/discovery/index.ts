import type { Feature } from "../../feature.ts";
import { challengeCommand } from "./commands/challenge.ts";
import { discoverCommand } from "./commands/discover.ts";
import { requireCommand } from "./commands/require.ts";
import { discoveryActions, discoveryShortcuts } from "./interactions.ts";
import { activityModal } from "./modals/activity.ts";
import { addToDealModal } from "./modals/add-to-deal.ts";
import { editChallengeModal, logChallengeModal } from "./modals/challenge.ts";
import { diagramModal } from "./modals/diagram.ts";
import { editRequirementModal } from "./modals/edit-requirement.ts";
import { logRequirementsModal } from "./modals/log-requirements.ts";
import { solutionModal } from "./modals/solution.ts";

export { type Challenge, type Severity, severityName } from "./domain/challenge.ts";
export { type Completeness, discoveryCompleteness, missingWords } from "./domain/completeness.ts";
export {
  CATEGORIES,
  type Category,
  categoryName,
  type Requirement,
} from "./domain/requirement.ts";
export type { Solution } from "./domain/solution.ts";
export { logActivity } from "./operations/activities.ts";
export { logChallenge } from "./operations/challenges.ts";
export { logRequirements } from "./operations/requirements.ts";
export { findDiscovery, listChallenges, listRequirements } from "./queries/discovery.ts";

/** What the customer needs, what stands in the way, and what is proposed. */
export const discoveryFeature: Feature = {
  name: "discovery",
  commands: [discoverCommand, requireCommand, challengeCommand],
  modals: [
    logRequirementsModal,
    editRequirementModal,
    logChallengeModal,
    editChallengeModal,
    addToDealModal,
    activityModal,
    solutionModal,
    diagramModal,
  ],
  actions: discoveryActions,
  shortcuts: discoveryShortcuts,
};
