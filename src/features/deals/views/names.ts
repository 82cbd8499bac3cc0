import { bold, code, join, type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import { dealId } from "../domain/deal.ts";

type Named = { id: number; title: string; accountName: string | null };

/** "Acme · Platform rollout": what people call a deal. */
export function dealName(deal: Pick<Named, "title" | "accountName">): string {
  return [deal.accountName, deal.title].filter(Boolean).join(" · ");
}

/** The name in bold with the id one copies after it. */
export function dealHeading(deal: Named): Mrkdwn {
  return join([bold(dealName(deal)), code(dealId(deal))], "  ");
}

/** The name as it stands inside a sentence. */
export function inSentence(deal: Pick<Named, "title" | "accountName">): Mrkdwn {
  return md`${bold(dealName(deal))}`;
}
