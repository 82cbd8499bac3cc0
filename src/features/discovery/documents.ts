import { AppError } from "../../kernel/errors.ts";
import { formatId } from "../../kernel/ids.ts";
import { slug } from "../../kernel/text.ts";
import type { Call } from "../../slack/call.ts";
import { channelLink, md } from "../../slack/mrkdwn.ts";
import type { Reply } from "../../slack/reply.ts";
import { shareFile } from "../../slack/share-file.ts";
import { inSentence, seeDeal, viewingOf } from "../deals/index.ts";
import { showPage } from "./answers.ts";
import { type DocumentKind, deliverableName } from "./domain/deliverable.ts";
import { keepDocument, markShared } from "./operations/deliverables.ts";
import { proposeSolutions } from "./operations/solutions.ts";
import { basisOf, seeDiscovery, writtenDocument } from "./reading.ts";

/** What was done about who may read it: nobody should have to guess before they pass it on. */
const FOR_THE_CUSTOMER =
  "Written for the customer: our notes on challenges and calls are left out. Read it through before you send it.";

/**
 * Writes a document from what is known and shares it as a file in the deal's room, or, while it has none, in the direct
 * messages of whoever asked. A proposal proposes its solutions first when there are none.
 * @throws AppError not_found, forbidden, or rule_broken when there is nothing to write about or nowhere to share it
 */
export async function shareDocument(
  call: Call,
  dealId: number,
  kind: DocumentKind,
): Promise<Reply> {
  const { deal } = await seeDeal(call, dealId);
  let found = await seeDiscovery(call, dealId);
  if (kind === "requirements_document" && found.requirements.length === 0)
    throw new AppError(
      "rule_broken",
      "There is no requirement to write about yet.",
      `Log what the customer needs first: \`/deal require ${formatId("opp", dealId)} Single sign-on with Okta\`.`,
    );
  // The proposing claims nothing: the request belongs to the document.
  if (kind === "solution_proposal" && found.solutions.length === 0) {
    await proposeSolutions({ ...call, requestId: null }, dealId);
    found = await seeDiscovery(call, dealId);
  }
  const { today } = viewingOf(call);
  const content = writtenDocument(kind, { ...found, today, timeZone: call.actor.timeZone });
  const { result: version } = await keepDocument(call, dealId, kind, basisOf(kind, found));

  const words = deliverableName(kind);
  const name = inSentence(found.deal);
  const account = slug(found.deal.accountName ?? found.deal.title, 40) || `opp-${dealId}`;
  await shareFile(
    call.slack,
    deal.roomId ?? call.actor.slackUserId,
    {
      name: `${account}-${kind.replaceAll("_", "-")}-v${version}.md`,
      title: `${words}, version ${version}`,
      content,
    },
    md`${words} of ${name}, version ${version}, from ${call.actor.name}. ${FOR_THE_CUSTOMER}`,
  );
  await markShared(call, dealId, kind, deal.roomId);
  const where = deal.roomId
    ? md`in ${channelLink(deal.roomId)}`
    : md`here in your messages with me`;
  const text = md`${words} of ${name}, version ${version}: shared ${where}.`;
  if (!call.inPlace) return { text };
  return { ...(await showPage(call, dealId, { view: "work" }, text)), replace: true };
}
