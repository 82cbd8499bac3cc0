import { z } from "zod";
import type { Permission } from "../../../kernel/access.ts";
import { asDay, isDay } from "../../../kernel/dates.ts";
import type { Modal, SubmittedView } from "../../../slack/modal.ts";
import { datesProblem, type Limits } from "../domain/scope.ts";

/** The limits a form was opened with, as its metadata carries them. */
export const limitsSchema = z.object({
  maxFeatures: z.number().int(),
  maxIntegrations: z.number().int(),
  maxUsers: z.number().int(),
});
const metadataSchema = z.object({ limits: limitsSchema });
const carriedSchema = z.object({ metadata: metadataSchema });

/**
 * A form whose fields depend on the workspace's limits: each opening, reading and redrawing builds it for the limits it was opened
 * with, which travel in its metadata. It also checks what two fields say together: the end must not come before the start.
 */
export function limitedModal(spec: {
  id: string;
  permission: Permission;
  build(limits: Limits): Modal;
}): Modal {
  const ofView = (view: SubmittedView) =>
    spec.build(carriedSchema.parse(JSON.parse(view.private_metadata)).metadata.limits);
  return {
    id: spec.id,
    permission: spec.permission,
    read(view) {
      const read = ofView(view).read(view);
      if ("errors" in read) return read;
      const problem = datesOf(read.draft.raw);
      return problem ? { errors: { ends: problem } } : read;
    },
    advise: async (view, blockId, call) =>
      (await ofView(view).advise?.(view, blockId, call)) ?? null,
    reopen: (draft) => spec.build(metadataSchema.parse(draft.metadata).limits).reopen(draft),
  };
}

function datesOf(raw: Record<string, { value?: string | undefined }>): string | null {
  const starts = raw.starts?.value ?? "";
  const ends = raw.ends?.value ?? "";
  return isDay(starts) && isDay(ends) ? datesProblem(asDay(starts), asDay(ends)) : null;
}
