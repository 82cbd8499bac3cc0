import { plural } from "../../../kernel/text.ts";
import { md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { dataTable } from "../../../slack/table.ts";
import { heldQuota, quotaPeriodOf } from "../domain/quota.ts";
import { coverage } from "../domain/rates.ts";
import { listQuotas } from "../queries/quotas.ts";
import { type RepSum, totalByRep } from "../queries/totals.ts";
import { leadingCurrency, shortTotals, times } from "../views/amounts.ts";
import { ofWhom, reportFrame } from "../views/frame.ts";
import { countOf, type ReportContext, spanOf, valuesOf } from "./context.ts";
import { numeric } from "./stage.ts";
import { emptyPipeline, nameOf } from "./summary.ts";

/** Who has what in the pipeline, what they won, and how their quota is covered. */
export async function repReport(of: ReportContext): Promise<Reply> {
  const { tx, viewing, scope } = of;
  const span = spanOf(of);
  const kind = quotaPeriodOf(span);
  const [rows, quotas] = await Promise.all([
    totalByRep(tx, scope.sight, span),
    kind ? listQuotas(tx, scope.sight.workspaceId, span) : [],
  ]);
  if (rows.length === 0) return emptyPipeline(of);
  const currency = leadingCurrency(rows, viewing.settings.baseCurrency);
  const reps = Map.groupBy(rows, (row) => row.ownerId);
  const quotaOfRep = (ownerId: number): number | null =>
    kind
      ? (heldQuota(quotas, scope.people, { personId: ownerId }, kind, span.from, currency)?.minor ??
        null)
      : null;
  const lines = [...reps.values()].map((sums) => {
    const own = sums.find((sum) => sum.currency === currency);
    const id = sums[0]?.ownerId ?? 0;
    const quota = quotaOfRep(id);
    const cover = coverage(own?.closing ?? 0, quota, own?.won ?? 0);
    return { name: sums[0]?.name ?? "", sums, own, quota, cover };
  });
  const best = lines.toSorted((a, b) => (b.own?.won ?? 0) - (a.own?.won ?? 0))[0];
  const short = lines.filter((line) => line.cover !== null && line.cover < 3);
  const text = md`${ofWhom(scope.title)}${plural(lines.length, "rep")}, ${shortTotals(valuesOf(rows), currency)} open.${
    best?.own && best.own.won > 0
      ? ` ${best.name} won the most ${nameOf(span.label)}: ${shortTotals([{ currency, minor: best.own.won }], currency)}.`
      : ` Nothing won ${nameOf(span.label)} yet.`
  }${short.length > 0 ? ` ${plural(short.length, "quota")} ${short.length === 1 ? "is" : "are"} covered less than 3 times.` : ""}`;
  const won = (sums: readonly RepSum[]) =>
    sums.map((sum) => ({ currency: sum.currency, minor: sum.won }));
  const { block, shown } = dataTable({
    caption: `Open deals by rep, won ${nameOf(span.label)}`,
    columns: ["Rep", "Deals", "Open", "Won", "Quota", "Reached", "Coverage"],
    rows: lines.map(({ name, sums, own, quota, cover }) => [
      name,
      numeric(countOf(sums)),
      { value: own?.value ?? 0, text: shortTotals(valuesOf(sums), currency) },
      { value: own?.won ?? 0, text: shortTotals(won(sums), currency) },
      quota === null
        ? "–"
        : { value: quota, text: shortTotals([{ currency, minor: quota }], currency) },
      quota === null || quota === 0
        ? "–"
        : {
            value: (own?.won ?? 0) / quota,
            text: `${Math.round((100 * (own?.won ?? 0)) / quota)}%`,
          },
      cover !== null ? { value: cover, text: times(cover) } : quota === null ? "–" : "reached",
    ]),
  });
  return reportFrame(
    { report: "rep", ask: of.ask, named: of.named },
    text,
    [block],
    [
      md`Coverage: open deals that close by the end of ${span.label}, over what the quota lacks`,
      shown < lines.length ? md`The first ${shown} of ${lines.length}; the CSV has all` : null,
      quotas.length === 0
        ? md`No quotas are set: managers set them with /pipeline quota @ada 500k q4`
        : null,
    ],
  );
}
