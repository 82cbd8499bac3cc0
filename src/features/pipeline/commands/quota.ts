import { authorize } from "../../../kernel/access.ts";
import { AppError } from "../../../kernel/errors.ts";
import { formatMoney } from "../../../kernel/money.ts";
import type { Arg } from "../../../slack/args.ts";
import type { Call } from "../../../slack/call.ts";
import { defineCommand } from "../../../slack/command.ts";
import { md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { quotaPeriodLabel } from "../domain/quota.ts";
import { parseQuotaRequest, type QuotaRequest } from "../domain/quota-request.ts";
import type { Scope } from "../domain/report.ts";
import { setQuota } from "../operations/set-quota.ts";
import { inReport, scopeOf } from "../reporting.ts";
import { quotaTable } from "../reports/quota.ts";

const words: Arg<QuotaRequest> = {
  hint: "@ada 500k q4, or a team and 6m 2027",
  optional: false,
  words: Number.POSITIVE_INFINITY,
  parse: (tokens, context) => parseQuotaRequest(tokens, context),
};

export const quotaCommand = defineCommand({
  command: "/pipeline",
  verb: "quota",
  summary: "Quotas and how far they are reached; with an amount it sets one",
  example: "/pipeline quota @ada 500k q4",
  permission: "deal.see_all",
  args: { quota: { ...words, optional: true } as Arg<QuotaRequest | undefined> },
  async run({ quota }, call) {
    const asked = quota ?? parseQuotaRequest([], contextOf(call));
    const scope = await scopeOf(call, asked);
    if (asked.amount) return set(call, asked, scope);
    return inReport(call, { scope }, (of) => quotaTable(of, asked));
  },
});

async function set(call: Call, asked: QuotaRequest, scope: Scope): Promise<Reply> {
  authorize(call.actor, "quota.set");
  const [kind, id] = scope.split(":");
  if (!asked.amount || id === undefined)
    throw new AppError(
      "bad_input",
      "Whose quota is it?",
      "Name a person or a team: `/pipeline quota @ada 500k q4`.",
    );
  const whose = kind === "team" ? { teamId: Number(id) } : { personId: Number(id) };
  const period = { kind: asked.kind, day: asked.period.from };
  const { before } = await setQuota(call, whose, period, asked.amount);
  const reply = await inReport(call, { scope }, (of) => quotaTable(of, asked));
  const name = await inReport(call, { scope }, async (of) => of.scope.title);
  const text = md`The quota of ${name} for ${quotaPeriodLabel(asked.kind, asked.period.from)} is ${formatMoney(asked.amount, "plain")}${
    before ? `; it was ${formatMoney(before, "plain")}` : ""
  }.`;
  return {
    text: md`${text} ${reply.text}`,
    ...(reply.blocks && {
      blocks: [
        { type: "section", text: { type: "mrkdwn", text: text.text } },
        ...reply.blocks.slice(1),
      ],
    }),
  };
}

function contextOf(call: Call) {
  return {
    now: call.now,
    timeZone: call.actor.timeZone,
    currency: call.settings.baseCurrency,
  };
}
