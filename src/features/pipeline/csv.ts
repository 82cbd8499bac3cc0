import { stringify } from "csv-stringify/sync";
import { addDays, addMonths } from "../../kernel/dates.ts";
import { currencyDigits } from "../../kernel/money.ts";
import { plural } from "../../kernel/text.ts";
import type { Call } from "../../slack/call.ts";
import { md } from "../../slack/mrkdwn.ts";
import type { Reply } from "../../slack/reply.ts";
import { shareFile } from "../../slack/share-file.ts";
import { dealId, riskWords, stageName, withGuard } from "../deals/index.ts";
import { changeName } from "./domain/change.ts";
import { type Ask, type Report, reportName } from "./domain/report.ts";
import { utcDay } from "./operations/timeline.ts";
import { listChangedDeals } from "./queries/changes.ts";
import { type DealLine, listDealLines } from "./queries/deal-lines.ts";
import { listInsights } from "./queries/insights.ts";
import { inReport } from "./reporting.ts";
import { changeSpan } from "./reports/changes.ts";
import type { ReportContext } from "./reports/context.ts";

type Cell = string | number | null;
type Table = { header: readonly string[]; rows: readonly (readonly Cell[])[] };

/** More lines than a spreadsheet is read for. */
const MOST = 50_000;

/** Sends the deals behind a report as a CSV file to the reader's direct messages. */
export async function sendReportCsv(call: Call, report: Report, ask: Ask): Promise<Reply> {
  const table = await inReport(call, ask, (of) => tableOf(of, report));
  if (table.rows.length === 0) return { text: md`There are no deals behind that.` };
  const lines = [table.header, ...table.rows].map((row) =>
    row.map((cell) => (typeof cell === "string" ? withGuard(cell) : cell)),
  );
  const count = plural(table.rows.length, "line");
  await shareFile(
    call.slack,
    call.actor.slackUserId,
    {
      name: `pipeline-${report}-${utcDay(call.now)}.csv`,
      // The mark makes Excel read it as UTF-8.
      content: `\ufeff${stringify(lines)}`,
    },
    md`${reportName(report)}: the deals behind it, ${count}.`,
  );
  return { text: md`${count} as a CSV file: it is in our direct messages.` };
}

async function tableOf(of: ReportContext, report: Report): Promise<Table> {
  if (report === "changes") return changesTable(of);
  if (report === "insights") return riskTable(of);
  if (report !== "kpis") return dealTable(await listDealLines(of.tx, of.scope.sight, "open", MOST));
  const to = utcDay(of.viewing.now);
  const closed = { from: addDays(addMonths(to, -12), 1), to };
  return dealTable(await listDealLines(of.tx, of.scope.sight, { closed }, MOST));
}

function dealTable(deals: readonly DealLine[]): Table {
  return {
    header: [
      "id",
      "account",
      "title",
      "owner",
      "stage",
      "status",
      "amount",
      "currency",
      "probability",
      "close_date",
      "created_on",
      "closed_on",
    ],
    rows: deals.map((deal) => [
      dealId(deal),
      deal.accountName,
      deal.title,
      deal.ownerName,
      stageName(deal.stage),
      deal.status,
      deal.amount === null ? null : decimal(deal.amount, deal.currency),
      deal.currency,
      deal.probability,
      deal.closeDate,
      deal.createdOn,
      deal.closedOn,
    ]),
  };
}

async function changesTable(of: ReportContext): Promise<Table> {
  const deals = await listChangedDeals(of.tx, of.scope.sight, changeSpan(of), MOST);
  return {
    header: [
      "change",
      "id",
      "account",
      "title",
      "owner",
      "value",
      "effect_on_open",
      "currency",
      "stage_before",
      "stage_after",
      "close_date_before",
      "close_date_after",
    ],
    rows: deals.map((deal) => [
      changeName(deal.change),
      dealId({ id: deal.dealId }),
      deal.accountName,
      deal.title,
      deal.ownerName,
      decimal(deal.value, deal.currency),
      decimal(deal.effect, deal.currency),
      deal.currency,
      deal.fromStage && stageName(deal.fromStage),
      deal.toStage && stageName(deal.toStage),
      deal.fromClose,
      deal.toClose,
    ]),
  };
}

async function riskTable(of: ReportContext): Promise<Table> {
  const { insights } = await listInsights(of.tx, of.viewing, of.scope.sight, MOST);
  return {
    header: ["id", "account", "title", "owner", "stage", "amount", "currency", "close_date", "why"],
    rows: insights.map((deal) => [
      dealId({ id: deal.dealId }),
      deal.accountName,
      deal.title,
      deal.ownerName,
      stageName(deal.stage),
      deal.amount && decimal(deal.amount.minor, deal.amount.currency),
      deal.amount?.currency ?? null,
      deal.closeDate,
      deal.rules.map(({ rule }) => riskWords(rule, deal, of.viewing.today)).join("; "),
    ]),
  };
}

/** Minor units as a decimal a spreadsheet reads: 1234.50. */
function decimal(minor: number, currency: string): string {
  const digits = currencyDigits(currency);
  const text = String(Math.abs(minor)).padStart(digits + 1, "0");
  const cut = text.length - digits;
  return `${minor < 0 ? "-" : ""}${text.slice(0, cut)}${digits > 0 ? `.${text.slice(cut)}` : ""}`;
}
