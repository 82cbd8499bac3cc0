import { z } from "zod";
import { textField } from "../../../slack/field.ts";
import { defineModal } from "../../../slack/modal.ts";
import { Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { decideAndAnswer } from "../doing.ts";
import { answerQuestion, askRequester } from "../operations/questions.ts";

const id = z.number().int();
const about = z.object({ id, whatMd: z.string() });

/** Rejects, with the reason. */
export const rejectModal = defineModal({
  id: "approvals.reject",
  title: "Reject request",
  submit: "Reject",
  permission: "approval.decide",
  metadata: about,
  intro: ({ whatMd }) => md`You reject ${new Mrkdwn(whatMd)}. The requester reads why.`,
  fields: {
    comment: textField({ label: "Why", example: "10 % and I agree", lines: "many", max: 1000 }),
  },
  run: ({ metadata, values }, call) =>
    decideAndAnswer(call, metadata.id, { approve: false, comment: values.comment }),
});

/** Sends a contract back, with what has to be different. */
export const changesModal = defineModal({
  id: "approvals.ask-changes",
  title: "Ask for changes",
  submit: "Ask for changes",
  permission: "approval.decide",
  metadata: about,
  intro: ({ whatMd }) => md`About ${new Mrkdwn(whatMd)}.`,
  fields: {
    comment: textField({
      label: "What has to change",
      example: "Liability capped at one year's fees",
      lines: "many",
      max: 1000,
    }),
  },
  run: ({ metadata, values }, call) =>
    decideAndAnswer(call, metadata.id, { approve: false, comment: values.comment }),
});

/** Asks the requester before deciding. */
export const questionModal = defineModal({
  id: "approvals.question",
  title: "Ask before deciding",
  submit: "Ask",
  permission: "approval.decide",
  metadata: about.extend({ requesterName: z.string() }),
  intro: ({ whatMd, requesterName }) =>
    md`${requesterName} asks for ${new Mrkdwn(whatMd)}. The answer comes back to you with the request.`,
  fields: {
    question: textField({
      label: "Your question",
      example: "What did Globex offer them?",
      lines: "many",
      max: 1000,
    }),
  },
  async run({ metadata, values }, call): Promise<Reply> {
    const approval = await askRequester(call, metadata.id, values.question);
    return { text: md`Asked ${approval.requesterName}. The answer comes to you here.` };
  },
});

/** The requester answers. */
export const answerModal = defineModal({
  id: "approvals.answer",
  title: "Answer",
  submit: "Answer",
  permission: "approval.decide",
  metadata: z.object({ id, n: id, askerName: z.string(), question: z.string() }),
  intro: ({ askerName, question }) => md`${askerName} asks: “${question}”`,
  fields: {
    answer: textField({
      label: "Your answer",
      example: "Their offer is 12 % lower, in writing",
      lines: "many",
      max: 1000,
    }),
  },
  async run({ metadata, values }, call): Promise<Reply> {
    const { askerName } = await answerQuestion(call, metadata.id, metadata.n, values.answer);
    return { text: md`Answered ${askerName}.` };
  },
});
