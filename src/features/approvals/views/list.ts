import { formatAgo } from "../../../kernel/dates.ts";
import { capitalize, plural } from "../../../kernel/text.ts";
import { actions, type Block, context, section } from "../../../slack/blocks.ts";
import { bold, code, join, lines, Mrkdwn, md, sentence } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { showApproval } from "../actions.ts";
import { type Approval, approvalId } from "../domain/approval.ts";
import { moment } from "./card.ts";

type Reader = { now: Date; timeZone: string };

/** How many of a part are listed with a button each. */
const MOST = 8;

/** What waits for its reader, what they asked for that waits, and what was decided lately. */
export function approvalList(
  found: {
    waiting: readonly Approval[];
    asked: readonly Approval[];
    decided: readonly Approval[];
  },
  reader: Reader,
): Reply {
  const { waiting, asked, decided } = found;
  const mine = asked.filter((one) => one.state === "open");
  const over = [...asked.filter((one) => one.state !== "open"), ...decided]
    .toSorted((a, b) => (b.decidedAt?.getTime() ?? 0) - (a.decidedAt?.getTime() ?? 0))
    .slice(0, 5);
  if (waiting.length + mine.length + over.length === 0) return nothing();
  const text = md`${waiting.length === 0 ? "Nothing waits for your decision" : `${plural(waiting.length, "request")} ${waiting.length === 1 ? "waits" : "wait"} for your decision`}${mine.length > 0 ? `, ${mine.length} of yours ${mine.length === 1 ? "waits" : "wait"} for others` : ""}.`;
  return {
    text,
    blocks: [
      section(text),
      ...waiting.slice(0, MOST).map((one) => openLine(one, "For you", reader)),
      ...(waiting.length > MOST ? [context(md`… and ${waiting.length - MOST} more`)] : []),
      ...mine.slice(0, MOST).map((one) => openLine(one, "Yours", reader)),
      ...(over.length > 0
        ? [section(lines(bold("Lately"), ...over.map((one) => overLine(one, reader))))]
        : []),
    ],
  };
}

function openLine(approval: Approval, whose: string, reader: Reader): Block {
  const { id, requesterName, what, requestedAt, expiresAt } = approval;
  const asks = whose === "Yours" ? md`You asked for` : md`${requesterName} asks for`;
  return section(
    lines(
      join([md`${bold(asks)} ${new Mrkdwn(what)}`, code(approvalId({ id }))], "  "),
      md`${formatAgo(requestedAt, reader.now)} · expires ${moment(expiresAt, reader)}`,
    ),
    showApproval.button("Open", { id }, { key: id }),
  );
}

function overLine(approval: Approval, reader: Reader): Mrkdwn {
  const { state, decidedAt, decidedByName, kind } = approval;
  const word = state === "rejected" && kind === "legal_review" ? "changes asked for" : state;
  const by = decidedByName && state !== "expired" ? ` by ${decidedByName}` : "";
  const when = decidedAt ? ` ${formatAgo(decidedAt, reader.now)}` : "";
  return join(
    [
      md`• ${new Mrkdwn(capitalize(approval.what))}: ${word}${by}${when}`,
      code(approvalId(approval)),
    ],
    "  ",
  );
}

function nothing(): Reply {
  const text = md`Nothing waits for a decision, yours or anybody's you asked.`;
  return {
    text,
    blocks: [
      section(text),
      context(
        sentence(
          "Requests come from a discount on a quote, a contract's legal review, or “Ask to skip it” where a gate refuses a move. While you are away, `/deal away until fri for @eli` hands yours on.",
        ),
      ),
      ...actions(),
    ],
  };
}
