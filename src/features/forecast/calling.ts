import { readWorkspace } from "../../db/workspace.ts";
import { authorize } from "../../kernel/access.ts";
import { AppError } from "../../kernel/errors.ts";
import { formatMoney } from "../../kernel/money.ts";
import type { Call } from "../../slack/call.ts";
import type { ModalOpening } from "../../slack/modal.ts";
import { isSilent } from "./domain/method.ts";
import { forecastLabel, forecastPeriod } from "./domain/period.ts";
import { seeForecast } from "./forecasting.ts";
import { adjustModal, callModal } from "./modals/calls.ts";
import { type CallFor, checkOpen } from "./operations/say-call.ts";
import { listCallHistory, listStandingCalls } from "./queries/calls.ts";
import { short } from "./views/amounts.ts";

/** The form of one's own call: the last one filled in, else won and commit deals added up. */
export async function openCall(call: Call, period: CallFor): Promise<ModalOpening> {
  authorize(call.actor, "forecast.own");
  checkOpen(call, period);
  const { workspaceId, personId } = call.actor;
  const { forecast } = await seeForecast(call, { ...period, method: "hybrid", scope: "mine" });
  const { evidence, outlook, answer, quota } = forecast;
  const { currency } = evidence;
  const history = await readWorkspace(call.deps.db, workspaceId, (tx) =>
    listCallHistory(tx, workspaceId, { kind: period.kind, from: period.startsOn }, personId),
  );
  const last = history.at(-1);
  const sum = (category: string) =>
    evidence.open.reduce((all, one) => all + (one.category === category ? one.amount : 0), 0);
  const commit = last?.commit ?? outlook.won + sum("commit");
  const best = last?.bestCase ?? commit + sum("best_case");
  const written = (minor: number) =>
    formatMoney({ minor, currency: last?.currency ?? currency }, "plain");
  const facts = [
    `${forecastLabel(forecastPeriod(period.kind, period.startsOn))}: ${short(outlook.won, currency)} won, ${short(sum("commit"), currency)} commit, ${short(sum("best_case"), currency)} best case`,
    isSilent(answer) ? "" : `the forecast says ${short(answer.total, currency)}`,
    quota ? `quota ${short(quota.minor, currency)}` : "",
    last ? `you said ${short(last.commit, last.currency)} before` : "",
  ];
  return callModal.open(
    { ...period, facts: `${facts.filter(Boolean).join("; ")}.` },
    {
      initial: {
        // Where nothing is known an empty field asks; a zero would be sent along unread.
        ...(commit > 0 && { commit: { value: written(commit) } }),
        // The same as the commit says nothing, and would stand in the way of whoever raises that.
        ...(best > commit && { bestCase: { value: written(best) } }),
        ...(last?.note && { note: { value: last.note } }),
      },
    },
  );
}

/** The form with which a manager adjusts somebody's standing call. */
export async function openAdjustment(
  call: Call,
  whose: number,
  period: CallFor,
): Promise<ModalOpening> {
  authorize(call.actor, "forecast.roll_up");
  checkOpen(call, period);
  const { workspaceId } = call.actor;
  const from = { kind: period.kind, from: period.startsOn };
  const calls = await readWorkspace(call.deps.db, workspaceId, (tx) =>
    listStandingCalls(tx, workspaceId, from),
  );
  const standing = calls.find((one) => one.personId === whose);
  if (!standing)
    throw new AppError(
      "not_found",
      `There is no call for ${forecastLabel(from)} to adjust yet.`,
      "Sellers make theirs with `/forecast submit`.",
    );
  const { commit, currency, personName, note, adjusted } = standing;
  return adjustModal.open(
    {
      ...period,
      personId: whose,
      facts: `${personName} commits to ${short(commit, currency)} for ${forecastLabel(from)}${note ? `: “${note}”` : ""}.`,
    },
    {
      initial: {
        commit: {
          value: formatMoney({ minor: adjusted?.commit ?? commit, currency }, "plain"),
        },
        ...(adjusted && { note: { value: adjusted.note } }),
      },
    },
  );
}
