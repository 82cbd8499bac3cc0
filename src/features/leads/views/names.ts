import { bold, code, join, type Mrkdwn } from "../../../slack/mrkdwn.ts";
import { type Lead, leadId } from "../domain/lead.ts";

/** The company in bold with the id one copies after it. */
export function leadHeading(lead: Pick<Lead, "id" | "company">): Mrkdwn {
  return join([bold(lead.company), code(leadId(lead))], "  ");
}
