import { actions, context, section } from "../../../slack/blocks.ts";
import { code, md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { askNextStep, showDeal } from "../actions.ts";
import { dealId } from "../domain/deal.ts";
import { stageName } from "../domain/stage.ts";
import type { Changed } from "../operations/change-deal.ts";
import { inSentence } from "./names.ts";

/** "Created Acme · Platform rollout in Lead": and what to do with it next. */
export function created({ deal, accountName }: Changed): Reply {
  const text = md`Created ${inSentence({ title: deal.title, accountName })} in ${stageName(deal.stage)}  ${code(dealId(deal))}`;
  return {
    text,
    blocks: [
      section(text),
      ...actions(
        showDeal.button("Open deal", { id: deal.id }),
        askNextStep.button("Set the next step", { id: deal.id }),
      ),
      context(md`Move it on with ${code(`/deal move ${dealId(deal)} qualified`)}`),
    ],
  };
}
