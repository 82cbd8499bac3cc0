import { z } from "zod";
import { capitalize } from "../../kernel/text.ts";
import { defineNotification, type Reader } from "../../notify/define-notification.ts";
import { actions, section } from "../../slack/blocks.ts";
import { bold, code, join, lines, Mrkdwn, md } from "../../slack/mrkdwn.ts";
import { showDeal } from "../deals/index.ts";
import { askAnswer, showApproval } from "./actions.ts";
import { approvalId } from "./domain/approval.ts";
import { type Card, cardSchema } from "./domain/card.ts";
import { approvalCard, outcomeLine } from "./views/card.ts";

const cardMessage = (card: Card, reader: Reader) => {
  const { text, blocks } = approvalCard(card, reader, "decides");
  return { text: text.text, blocks };
};

/**
 * Asks somebody for a decision, wherever they are, because a person waits for them. The same news told again of a card revises
 * it: only the newest state is shown.
 */
export const approvalAsked = defineNotification({
  kind: "approvals.asked",
  topic: "approvals",
  urgency: "now",
  throughQuiet: true,
  data: cardSchema,
  render: cardMessage,
  merge: (news, reader) => cardMessage(newest(news), reader),
});

/** The card once more because nobody decided: it keeps to people's hours. */
export const approvalWaits = defineNotification({
  kind: "approvals.waits",
  topic: "approvals",
  urgency: "now",
  data: cardSchema,
  render: cardMessage,
  merge: (news, reader) => cardMessage(newest(news), reader),
});

const questionSchema = z.object({
  id: z.number().int(),
  n: z.number().int(),
  askerName: z.string(),
  question: z.string(),
  whatMd: z.string(),
  /** What became of it: it was answered, or the request is over. Safe mrkdwn. */
  closedMd: z.string().nullable(),
});
type AskedBack = z.infer<typeof questionSchema>;

function questionMessage(asked: AskedBack) {
  const { id, n, closedMd } = asked;
  const text = lines(
    md`${bold(asked.askerName)} asks before deciding on ${new Mrkdwn(asked.whatMd)}:`,
    md`“${asked.question}”`,
    closedMd ? new Mrkdwn(closedMd) : null,
  );
  return {
    text: text.text,
    blocks: [
      section(text),
      ...actions(
        closedMd ? null : askAnswer.button("Answer…", { id, n }, { style: "primary" }),
        showApproval.button("Open request", { id }),
      ),
    ],
  };
}

/** Asks the requester what somebody wants to know before they decide. */
export const questionAsked = defineNotification({
  kind: "approvals.question",
  topic: "approvals",
  urgency: "now",
  data: questionSchema,
  render: questionMessage,
  merge: (news) => questionMessage(newest(news)),
});

/** Tells the requester, and the deal's owner, what came of it. */
export const approvalOver = defineNotification({
  kind: "approvals.over",
  topic: "team",
  data: cardSchema,
  render(card, reader) {
    const outcome = outcomeLine(card, reader) ?? md`Still open.`;
    const asked = new Mrkdwn(capitalize(card.whatMd));
    const what = join([asked, code(approvalId(card))], "  ");
    return {
      text: lines(outcome, asked).text,
      blocks: [
        section(lines(outcome, what)),
        ...actions(
          showDeal.button("Open deal", { id: card.dealId }),
          showApproval.button("Open request", { id: card.id }),
        ),
      ],
    };
  },
});

function newest<T>(news: readonly T[]): T {
  const last = news.at(-1);
  if (last === undefined) throw new Error("a message of no news");
  return last;
}
