import { bigint, index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant, workspaceId } from "./columns.ts";

export { workspaces } from "./columns.ts";

/** The next free number of each kind of thing in a workspace: deals, leads, quotes, … */
export const counters = pgTable(
  "counters",
  {
    workspaceId: workspaceId(),
    name: text("name").notNull(),
    next: bigint("next", { mode: "number" }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.name] })],
);

/** Slack requests that have already changed something: Slack sends a request again when the answer was slow. */
export const handledRequests = pgTable(
  "handled_requests",
  {
    workspaceId: workspaceId(),
    requestId: text("request_id").notNull(),
    handledAt: instant("handled_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.requestId] }),
    index("handled_requests_at").on(t.workspaceId, t.handledAt),
  ],
);
