import type { z } from "zod";
import type { Deps } from "../deps.ts";

/** Something Slack tells of by itself; manifest.yml lists the same. */
export type SlackEvent = {
  type: string;
  run(event: unknown, workspaceId: string, deps: Deps): Promise<void>;
};

/** Declares what follows from one of Slack's events. What does not match `payload` is dropped and logged. */
export function defineEvent<P extends z.ZodType>(spec: {
  type: string;
  payload: P;
  run(payload: z.infer<P>, workspaceId: string, deps: Deps): Promise<void>;
}): SlackEvent {
  return {
    type: spec.type,
    run: (event, workspaceId, deps) => spec.run(spec.payload.parse(event), workspaceId, deps),
  };
}
