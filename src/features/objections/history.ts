import type { Call } from "../../slack/call.ts";
import type { Reply } from "../../slack/reply.ts";
import { listAudit } from "../audit/index.ts";
import { read } from "../deals/index.ts";
import type { ObjectionView } from "./queries/objection.ts";
import { objectionHistory } from "./views/history.ts";

const MOST = 40;

/** Everything that happened to an objection, newest first. */
export async function showHistory(call: Call, view: ObjectionView): Promise<Reply> {
  const { actor, now } = call;
  const lines = await read(call, (tx) =>
    listAudit(tx, actor.workspaceId, { kind: "objection", id: view.objection.id }, MOST),
  );
  return objectionHistory(view, lines, { now, timeZone: actor.timeZone });
}
