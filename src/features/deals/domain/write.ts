import { AppError } from "../../../kernel/errors.ts";
import type { Deal, Decision } from "./deal.ts";

const MAX_TEXT = 3000;

/** Writes a note on the deal; closed deals take notes too. */
export function noteOn(deal: Deal, text: string): Decision {
  return { deal, events: [{ kind: "noted", note: checkText(text, "note") }] };
}

/** Adds something the customer needs. */
export function addRequirement(deal: Deal, text: string): Decision {
  return {
    deal,
    events: [{ kind: "requirement_added", requirement: checkText(text, "requirement") }],
  };
}

/** Lets somebody see the deal who is not of its team. */
export function addMember(deal: Deal, personId: number): Decision {
  return { deal, events: [{ kind: "member_added", personId }] };
}

function checkText(text: string, what: string): string {
  const trimmed = text.trim();
  if (!trimmed) throw new AppError("bad_input", `That ${what} is empty.`, "Write a few words.");
  if (trimmed.length > MAX_TEXT)
    throw new AppError(
      "bad_input",
      `That ${what} has ${trimmed.length} characters; ${MAX_TEXT} fit.`,
      "Split it in two.",
    );
  return trimmed;
}
