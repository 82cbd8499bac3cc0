import { and, asc, desc, eq } from "drizzle-orm";
import type { Tx } from "../../../db/client.ts";
import { requirements } from "../../deals/schema/trail.ts";
import { people } from "../../people/schema.ts";
import type { Activity } from "../domain/activity.ts";
import type { Challenge } from "../domain/challenge.ts";
import type { Deliverable } from "../domain/deliverable.ts";
import { CATEGORIES, type Category, type Requirement } from "../domain/requirement.ts";
import type { Solution } from "../domain/solution.ts";
import { challenges } from "../schema/challenges.ts";
import { solutions } from "../schema/solutions.ts";
import { discoveryActivities, discoveryDeliverables } from "../schema/work.ts";

/** A requirement as it is stored: one that nobody looked at since it came has no category yet. */
export type StoredRequirement = Omit<Requirement, "category" | "source"> & {
  category: Category | null;
  source: Requirement["source"] | null;
};

/** Everything discovery knows of a deal. */
export type StoredDiscovery = {
  requirements: StoredRequirement[];
  challenges: Challenge[];
  solutions: Solution[];
  activities: Activity[];
  deliverables: Deliverable[];
};

/** All that was found out about a deal; lists are in the order in which they were logged. */
export async function findDiscovery(
  tx: Tx,
  workspaceId: string,
  dealId: number,
): Promise<StoredDiscovery> {
  // Sent one behind the other without waiting in between.
  const [requirementRows, challengeRows, solutionRows, activityRows, deliverableRows] =
    await Promise.all([
      listRequirements(tx, workspaceId, dealId),
      listChallenges(tx, workspaceId, dealId),
      listSolutions(tx, workspaceId, dealId),
      listActivities(tx, workspaceId, dealId),
      listDeliverables(tx, workspaceId, dealId),
    ]);
  return {
    requirements: requirementRows,
    challenges: challengeRows,
    solutions: solutionRows,
    activities: activityRows,
    deliverables: deliverableRows,
  };
}

/** What the customer needs, oldest first. */
export function listRequirements(
  tx: Tx,
  workspaceId: string,
  dealId: number,
): Promise<StoredRequirement[]> {
  return tx
    .select({
      id: requirements.id,
      text: requirements.text,
      category: requirements.category,
      source: requirements.categorySource,
      confidence: requirements.confidence,
      authorName: people.name,
      at: requirements.at,
    })
    .from(requirements)
    .leftJoin(
      people,
      and(eq(people.workspaceId, requirements.workspaceId), eq(people.id, requirements.authorId)),
    )
    .where(and(eq(requirements.workspaceId, workspaceId), eq(requirements.dealId, dealId)))
    .orderBy(asc(requirements.id));
}

/** What stands in the way, oldest first. */
export function listChallenges(tx: Tx, workspaceId: string, dealId: number): Promise<Challenge[]> {
  return tx
    .select({
      id: challenges.id,
      text: challenges.text,
      severity: challenges.severity,
      source: challenges.severitySource,
      confidence: challenges.confidence,
      mitigation: challenges.mitigation,
      mitigationSource: challenges.mitigationSource,
      status: challenges.status,
      authorName: people.name,
      at: challenges.createdAt,
    })
    .from(challenges)
    .leftJoin(
      people,
      and(eq(people.workspaceId, challenges.workspaceId), eq(people.id, challenges.authorId)),
    )
    .where(and(eq(challenges.workspaceId, workspaceId), eq(challenges.dealId, dealId)))
    .orderBy(asc(challenges.id));
}

/** What is proposed: the kinds of requirements first, then the challenges. */
export async function listSolutions(
  tx: Tx,
  workspaceId: string,
  dealId: number,
): Promise<Solution[]> {
  const rows = await tx
    .select({
      subject: solutions.subject,
      title: solutions.title,
      proposal: solutions.proposal,
      effort: solutions.effort,
      weeks: solutions.weeks,
      edited: solutions.edited,
    })
    .from(solutions)
    .where(and(eq(solutions.workspaceId, workspaceId), eq(solutions.dealId, dealId)));
  return rows.toSorted((a, b) => placeOf(a.subject) - placeOf(b.subject));
}

/** How needs were found out, newest first. */
export function listActivities(tx: Tx, workspaceId: string, dealId: number): Promise<Activity[]> {
  return tx
    .select({
      id: discoveryActivities.id,
      method: discoveryActivities.method,
      heldOn: discoveryActivities.heldOn,
      notes: discoveryActivities.notes,
      authorName: people.name,
    })
    .from(discoveryActivities)
    .leftJoin(
      people,
      and(
        eq(people.workspaceId, discoveryActivities.workspaceId),
        eq(people.id, discoveryActivities.authorId),
      ),
    )
    .where(
      and(eq(discoveryActivities.workspaceId, workspaceId), eq(discoveryActivities.dealId, dealId)),
    )
    .orderBy(desc(discoveryActivities.heldOn), desc(discoveryActivities.id));
}

/** The documents and the diagram that exist. */
export function listDeliverables(
  tx: Tx,
  workspaceId: string,
  dealId: number,
): Promise<Deliverable[]> {
  return tx
    .select({
      kind: discoveryDeliverables.kind,
      state: discoveryDeliverables.state,
      version: discoveryDeliverables.version,
      link: discoveryDeliverables.link,
      basis: discoveryDeliverables.basis,
      channelId: discoveryDeliverables.channelId,
      at: discoveryDeliverables.updatedAt,
    })
    .from(discoveryDeliverables)
    .where(
      and(
        eq(discoveryDeliverables.workspaceId, workspaceId),
        eq(discoveryDeliverables.dealId, dealId),
      ),
    );
}

const CHALLENGES_AFTER = CATEGORIES.length;

function placeOf(subject: string): number {
  const [kind, of] = subject.split(":");
  if (kind === "challenge") return CHALLENGES_AFTER + Number(of);
  const names: readonly string[] = CATEGORIES;
  return names.indexOf(of ?? "");
}
