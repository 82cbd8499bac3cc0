import { isAllowed } from "../../kernel/access.ts";
import type { Call } from "../../slack/call.ts";
import type { Mrkdwn } from "../../slack/mrkdwn.ts";
import type { Reply } from "../../slack/reply.ts";
import { read } from "../deals/index.ts";
import type { ObjectionType } from "./domain/objection.ts";
import { getLibrary } from "./queries/library.ts";
import { getPlayRecords } from "./queries/stats.ts";
import { libraryOverview, libraryType } from "./views/library.ts";

/** The library against one type with every line of it, or all of it as a table. */
export async function showLibrary(
  call: Call,
  type?: ObjectionType | undefined,
  notice?: Mrkdwn,
): Promise<Reply> {
  const { workspaceId } = call.actor;
  const [plays, records] = await read(call, (tx) =>
    Promise.all([getLibrary(tx, workspaceId), getPlayRecords(tx, workspaceId)]),
  );
  const mayEdit = isAllowed(call.actor, "library.edit");
  const shown = { plays, records, mayEdit };
  const reply = type ? libraryType(shown, type, notice) : libraryOverview(shown);
  return { ...reply, replace: call.inPlace };
}
