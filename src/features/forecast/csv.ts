import { stringify } from "csv-stringify/sync";
import { readWorkspace } from "../../db/workspace.ts";
import { dayOf } from "../../kernel/dates.ts";
import { currencyDigits } from "../../kernel/money.ts";
import { plural } from "../../kernel/text.ts";
import type { Call } from "../../slack/call.ts";
import { md } from "../../slack/mrkdwn.ts";
import type { Reply } from "../../slack/reply.ts";
import { shareFile } from "../../slack/share-file.ts";
import { dealId, stageName, withGuard } from "../deals/index.ts";
import type { Ask } from "./ask.ts";
import { categoryName } from "./domain/category.ts";
import { dueOn, forecastLabel } from "./domain/period.ts";
import { seeForecast, standpointOf } from "./forecasting.ts";
import { listNamedDeals, listWonDeals } from "./queries/deal-names.ts";

/** More lines than a spreadsheet is read for. */
const MOST = 50_000;
const HEADER = [
  "id",
  "account",
  "title",
  "owner",
  "stage",
  "category",
  "amount",
  "currency",
  "close_date",
  "probability",
  "chance_pipeline",
  "chance_ml",
  "won_on",
];

/** Sends what stands behind a forecast as a CSV file: what was won in the period, and each open deal with its chances. */
export async function sendForecastFile(call: Call, ask: Ask): Promise<Reply> {
  const { forecast, found } = await seeForecast(call, ask);
  const { evidence, period } = forecast;
  const { ahead, through, chances, ml } = evidence;
  const sight = { ...found.sight, engineerId: null };
  const { won, open } = await readWorkspace(call.deps.db, call.actor.workspaceId, async (tx) => ({
    won: await listWonDeals(tx, sight, period, MOST),
    open: ahead
      ? await listNamedDeals(tx, sight, standpointOf(call.now), period.to, { most: MOST })
      : [],
  }));
  const learned = new Map(
    "silent" in ml ? [] : ml.prospects.map(({ deal, chance }) => [deal.dealId, chance] as const),
  );
  const percent = (chance: number | undefined) =>
    chance === undefined ? null : Math.round(1000 * chance) / 10;
  const rows = [
    ...won.map((deal) => [
      dealId({ id: deal.dealId }),
      deal.accountName,
      deal.title,
      deal.ownerName,
      "Closed won",
      "Won",
      decimal(deal.amount, deal.currency),
      deal.currency,
      null,
      100,
      100,
      100,
      deal.wonOn,
    ]),
    ...open.map((deal) => [
      dealId({ id: deal.dealId }),
      deal.accountName,
      deal.title,
      deal.ownerName,
      stageName(deal.stage),
      categoryName(deal.category),
      deal.amount === null ? null : decimal(deal.amount, deal.currency),
      deal.currency,
      deal.closeDate,
      deal.probability,
      ahead && percent(chances.of(deal.stage, dueOn(through, deal.closeDate, ahead)).chance),
      percent(learned.get(deal.dealId)),
      null,
    ]),
  ];
  if (rows.length === 0) return { text: md`There are no deals behind that.` };
  const lines = [HEADER, ...rows].map((row) =>
    row.map((cell) => (typeof cell === "string" ? withGuard(cell) : cell)),
  );
  const count = plural(rows.length, "deal");
  const label = forecastLabel(period);
  await shareFile(
    call.slack,
    call.actor.slackUserId,
    {
      name: `forecast-${label.toLowerCase().replaceAll(" ", "-")}-${dayOf(call.now, "UTC")}.csv`,
      // The mark makes Excel read it as UTF-8.
      content: `\ufeff${stringify(lines)}`,
    },
    md`The forecast of ${label}: what stands behind it, ${count}.`,
  );
  return { text: md`${count} as a CSV file: it is in our direct messages.` };
}

/** Minor units as a decimal a spreadsheet reads: 1234.50. */
function decimal(minor: number, currency: string): string {
  const digits = currencyDigits(currency);
  return (minor / 10 ** digits).toFixed(digits);
}
