import type { Relation } from "../../kernel/access.ts";
import { AppError } from "../../kernel/errors.ts";
import { parseId } from "../../kernel/ids.ts";
import type { Arg } from "../../slack/args.ts";
import type { Call } from "../../slack/call.ts";
import { PickOne } from "../../slack/pick-one.ts";
import { read, refuseRest } from "../deals/index.ts";
import { isOpen, leadId } from "./domain/lead.ts";
import { statusName } from "./domain/words.ts";
import { noSuchLead, relationsTo } from "./operations/change-lead.ts";
import { findLeadParts, type LeadParts } from "./queries/lead.ts";
import { searchLeads } from "./queries/list.ts";

/** A lead as somebody wrote it: its id, or words of its company. */
export type LeadRef = { id: number } | { name: string };

/** `lead_4`, `4`, or the company. */
export const leadRef: Arg<LeadRef> = {
  hint: "lead_3 or a company",
  optional: false,
  words: Number.POSITIVE_INFINITY,
  parse(words) {
    refuseRest(words);
    const name = words.map((word) => word.text).join(" ");
    const id = parseId("lead", name);
    return id === null ? { name } : { id };
  },
};

/** A lead as its reader sees it, with how they stand to it. */
export type SeenLead = LeadParts & { relations: Relation[] };

/** @throws AppError not_found */
export async function seeLead(call: Call, id: number): Promise<SeenLead> {
  const { workspaceId } = call.actor;
  return read(call, async (tx) => {
    const parts = await findLeadParts(tx, workspaceId, id);
    if (!parts) throw noSuchLead(id);
    return { ...parts, relations: await relationsTo(tx, call.actor, parts.lead) };
  });
}

const MOST_CHOICES = 8;

/**
 * The id of the lead that was meant; of several of one company the open one.
 * @throws PickOne, or AppError not_found
 */
export async function resolveLead(call: Call, ref: LeadRef): Promise<number> {
  if ("id" in ref) return ref.id;
  const hits = await read(call, (tx) =>
    searchLeads(tx, call.actor.workspaceId, ref.name, MOST_CHOICES + 1),
  );
  const [best] = hits;
  if (!best)
    throw new AppError(
      "not_found",
      `I know no lead by “${ref.name}”.`,
      "`/lead list all` shows them; `/lead new` makes one.",
    );
  const open = hits.filter(isOpen);
  const meant = open.length > 0 ? open : hits;
  if (meant.length === 1) return best.id;
  throw new PickOne(
    `“${ref.name}” fits ${meant.length > MOST_CHOICES ? "many" : meant.length} leads. Which one?`,
    ref.name,
    meant.slice(0, MOST_CHOICES).map((hit) => ({
      id: leadId(hit),
      label: [hit.company, hit.contactName, statusName(hit.status)].filter(Boolean).join(" · "),
    })),
  );
}
