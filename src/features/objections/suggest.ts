import { createCategoriser } from "../../categorise/categoriser.ts";
import { suggestFor } from "../../categorise/labels.ts";
import type { Call } from "../../slack/call.ts";
import { read } from "../deals/index.ts";
import { objectionSeverityTaxonomy, objectionTaxonomy } from "./domain/objection-taxonomy.ts";
import { rootCauseOf } from "./domain/root-cause.ts";
import type { Suggestion } from "./domain/suggestion.ts";

const types = createCategoriser(objectionTaxonomy);
const severities = createCategoriser(objectionSeverityTaxonomy);

/** What the words are taken for in this workspace: its own corrections count. */
export function suggestObjection(call: Call, text: string): Promise<Suggestion> {
  const { workspaceId } = call.actor;
  return read(call, async (tx) => {
    const [type, severity] = await Promise.all([
      suggestFor(tx, workspaceId, types, text),
      suggestFor(tx, workspaceId, severities, text),
    ]);
    return {
      type: type.label,
      severity: severity.label,
      rootCause: rootCauseOf(type.label, text),
      confidence: type.confidence,
      because: type.because,
    };
  });
}
