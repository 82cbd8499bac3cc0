import { createHash } from "node:crypto";
import { asDay } from "../../kernel/dates.ts";
import type { Call } from "../../slack/call.ts";
import { read, type SeenDeal, seeDeal, viewingOf } from "../deals/index.ts";
import { SEVERITIES } from "./domain/challenge.ts";
import { discoveryCompleteness } from "./domain/completeness.ts";
import type { DocumentKind } from "./domain/deliverable.ts";
import { CATEGORIES, type Requirement } from "./domain/requirement.ts";
import { categoriseNew } from "./operations/requirements.ts";
import { findDiscovery, type StoredRequirement } from "./queries/discovery.ts";
import type { Discovery, DocumentSource, FoundDeal } from "./views/found.ts";
import { requirementsDocument } from "./views/requirements-document.ts";
import { solutionProposal } from "./views/solution-proposal.ts";

/**
 * Everything discovery knows of a deal the actor may see. Requirements that came without a category get one here.
 * @throws AppError not_found, or forbidden with who may
 */
export async function seeDiscovery(call: Call, dealId: number): Promise<Discovery> {
  const view = await seeDeal(call, dealId);
  const stored = await read(call, (tx) => findDiscovery(tx, call.actor.workspaceId, dealId));
  const requirements = await categorised(call, stored.requirements);
  const challenges = stored.challenges.toSorted(
    (a, b) =>
      Number(a.status === "mitigated") - Number(b.status === "mitigated") ||
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      a.id - b.id,
  );
  const { solutions, activities } = stored;
  const deal = foundDeal(view);
  const source = { deal, requirements, challenges, solutions, activities };
  return {
    ...source,
    relations: view.relations,
    deliverables: stored.deliverables.map((one) => ({
      ...one,
      isOutdated: one.kind !== "architecture_diagram" && one.basis !== basisOf(one.kind, source),
    })),
    completeness: discoveryCompleteness(
      {
        activities,
        requirements: requirements.length,
        challenges: challenges.length,
        deliverables: stored.deliverables,
      },
      viewingOf(call).today,
    ),
  };
}

/** The document as Markdown. */
export function writtenDocument(kind: DocumentKind, source: DocumentSource): string {
  return kind === "requirements_document" ? requirementsDocument(source) : solutionProposal(source);
}

/** Some day and zone for all: the same facts have the same hash whenever and wherever they are looked at. */
const ANY_DAY = asDay("2000-01-01");

/** A hash of what a document says, whatever day it is: another one means that the document is out of date. */
export function basisOf(
  kind: DocumentKind,
  source: Omit<DocumentSource, "today" | "timeZone">,
): string {
  const text = writtenDocument(kind, { ...source, today: ANY_DAY, timeZone: "UTC" });
  return createHash("sha256").update(text).digest("base64url");
}

function foundDeal({ deal, accountName, contactName, owner, se }: SeenDeal): FoundDeal {
  return {
    id: deal.id,
    title: deal.title,
    accountName,
    contactName,
    ownerName: owner.name,
    seName: se?.name ?? null,
  };
}

async function categorised(
  call: Call,
  stored: readonly StoredRequirement[],
): Promise<Requirement[]> {
  const without = stored.filter((one) => one.category === null);
  const found = without.length > 0 ? await categoriseNew(call, without) : null;
  return stored
    .map((one): Requirement => {
      const guess = found?.get(one.id);
      return {
        ...one,
        category: one.category ?? guess?.category ?? "functional",
        source: one.source ?? "suggested",
        confidence: one.confidence ?? guess?.confidence ?? null,
      };
    })
    .toSorted(
      (a, b) => CATEGORIES.indexOf(a.category) - CATEGORIES.indexOf(b.category) || a.id - b.id,
    );
}
