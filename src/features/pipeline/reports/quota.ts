import type { Day } from "../../../kernel/dates.ts";
import { plural } from "../../../kernel/text.ts";
import { md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { dataTable } from "../../../slack/table.ts";
import { heldQuota, type QuotaPeriod, quotaPeriodLabel } from "../domain/quota.ts";
import { listQuotas, quotaAmong } from "../queries/quotas.ts";
import { totalByRep, totalWon } from "../queries/totals.ts";
import { leadingCurrency, percent, shortTotals } from "../views/amounts.ts";
import { ofWhom, reportFrame } from "../views/frame.ts";
import { type ReportContext, valuesOf } from "./context.ts";

/** The quota of a scope and of each of its people, what is won of it, and what is derived from others. */
export async function quotaTable(
  of: ReportContext,
  { kind, period }: { kind: QuotaPeriod; period: { from: Day; to: Day } },
): Promise<Reply> {
  const { tx, viewing, scope } = of;
  const span = { ...period, label: quotaPeriodLabel(kind, period.from) };
  const [all, won, reps] = await Promise.all([
    listQuotas(tx, scope.sight.workspaceId, period),
    totalWon(tx, scope.sight, span),
    totalByRep(tx, scope.sight, span),
  ]);
  const currency = leadingCurrency(
    all.map((quota) => ({ currency: quota.currency, count: 1 })),
    viewing.settings.baseCurrency,
  );
  const money = (minor: number) => shortTotals([{ currency, minor }], currency);
  const whole = quotaAmong(all, scope, kind, period.from, currency);
  const wonMinor = won.find((sum) => sum.currency === currency)?.value ?? 0;
  const owners = scope.sight.owners;
  const lines = scope.people
    .filter((person) => owners === null || owners.includes(person.id))
    .flatMap((person) => {
      const held = heldQuota(
        all,
        scope.people,
        { personId: person.id },
        kind,
        period.from,
        currency,
      );
      const wonOf =
        reps.find((rep) => rep.ownerId === person.id && rep.currency === currency)?.won ?? 0;
      return held ? [{ name: person.name, held, won: wonOf }] : [];
    });
  const text = whole
    ? md`${ofWhom(scope.title)}${money(whole.minor)} quota for ${span.label}${
        whole.derived ? ", which follows from others" : ""
      }; ${shortTotals(valuesOf(won), currency)} won, ${percent(wonMinor / whole.minor)} of it.`
    : md`${ofWhom(scope.title, "no quota")} for ${span.label}. Managers set one with /pipeline quota @ada 500k ${kind === "year" ? span.label : "q4"}.`;
  const { block } = dataTable({
    caption: `Quotas for ${span.label}`,
    columns: ["Who", "Quota", "Won", "Reached", "How"],
    rows: lines.map(({ name, held, won: wonOf }) => [
      name,
      { value: held.minor, text: money(held.minor) },
      { value: wonOf, text: money(wonOf) },
      { value: wonOf / held.minor, text: percent(wonOf / held.minor) },
      held.derived ? "from others" : "set",
    ]),
  });
  return reportFrame(
    { report: "rep", ask: { ...of.ask, span }, named: of.named },
    text,
    lines.length > 0 ? [block] : [],
    [
      lines.length > 0 ? md`${plural(lines.length, "person", "people")} with a quota` : null,
      md`A quarter follows from its months or the year, a year from its quarters, a team from its people`,
    ],
  );
}
