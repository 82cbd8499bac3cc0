import { formatDay } from "../../../kernel/dates.ts";
import { formatMoney, formatTotals } from "../../../kernel/money.ts";
import { plural } from "../../../kernel/text.ts";
import { actions, context, section } from "../../../slack/blocks.ts";
import { chart } from "../../../slack/charts.ts";
import { join, md, sentence } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { dataTable } from "../../../slack/table.ts";
import { createDealButton, listPage } from "../actions.ts";
import { dealId } from "../domain/deal.ts";
import { riskWords } from "../domain/risk.ts";
import { OPEN_STAGES, stageName } from "../domain/stage.ts";
import type { DealFilter } from "../queries/filtered.ts";
import type { DealCursor, DealLine, DealTotals, StageTotal } from "../queries/list.ts";
import type { Viewing } from "../queries/viewing.ts";
import { dealName } from "./names.ts";

export type DealList = {
  filter: DealFilter;
  lines: readonly DealLine[];
  next: DealCursor | null;
  totals: DealTotals;
  /** What narrows the list, in words: "closing this month". */
  about: string;
};

/** The deals as a table, what they add up to above it, the next page below. */
export function dealList(list: DealList, viewing: Viewing): Reply {
  const { totals, filter } = list;
  const { baseCurrency } = viewing.settings;
  if (totals.count === 0) return emptyList(list, viewing);
  const sums = join(
    [
      join(
        [
          plural(totals.count, "deal"),
          list.about || null,
          `${formatTotals(totals.value, "short", baseCurrency)}${filter.status === "open" ? " open" : ""}`,
          filter.status === "open"
            ? `${formatTotals(totals.weighted, "short", baseCurrency)} weighted`
            : null,
        ],
        ", ",
      ),
      totals.needActor > 0
        ? `${totals.needActor} ${totals.needActor === 1 ? "needs" : "need"} you`
        : null,
    ],
    ". ",
  );
  const text = md`${sums}.`;
  const others = list.lines.some((line) => line.ownerId !== viewing.actor.personId);
  const { block, shown } = dataTable({
    caption: "Deals, next to close first",
    columns: [
      "Deal",
      "Stage",
      "Amount",
      "Closes",
      ...(others ? ["Owner"] : []),
      "Next step",
      "Risk",
      "Id",
    ],
    rows: list.lines.map((line) => row(line, viewing, others)),
  });
  const last = list.lines[shown - 1];
  const more = shown < list.lines.length || list.next !== null;
  return {
    text,
    blocks: [
      section(text),
      block,
      ...actions(
        more && last
          ? listPage.button(
              "Next page",
              {
                filter: asValue(filter),
                after: { closes: last.closeDate ?? "infinity", id: last.id },
              },
              { key: "next" },
            )
          : null,
        !filter.atRisk && totals.atRisk > 0
          ? listPage.button(
              `Only at risk (${totals.atRisk})`,
              { filter: asValue({ ...filter, atRisk: true }) },
              { key: "risk" },
            )
          : null,
      ),
    ],
  };
}

function row(line: DealLine, { today }: Viewing, others: boolean) {
  const [risk] = line.risks;
  return [
    dealName(line),
    stageName(line.stage),
    line.amount ? { value: line.amount.minor, text: formatMoney(line.amount, "plain") } : "–",
    line.closeDate ? formatDay(line.closeDate, { today }) : "–",
    ...(others ? [line.ownerName] : []),
    line.nextStep
      ? `${line.nextStep}${line.nextStepDate ? `, ${formatDay(line.nextStepDate, { today })}` : ""}`
      : "–",
    risk
      ? `${riskWords(risk, line, today)}${line.risks.length > 1 ? ` +${line.risks.length - 1}` : ""}`
      : "–",
    dealId(line),
  ];
}

// A filter in a button may hold nothing that is undefined.
function asValue(filter: DealFilter): Parameters<typeof listPage.button>[1]["filter"] {
  return JSON.parse(JSON.stringify(filter));
}

function emptyList({ filter, about }: DealList, { actor }: Viewing): Reply {
  const mine = filter.scope === "mine";
  const narrowed = about !== "" || filter.atRisk;
  const text = narrowed
    ? md`No deals ${about || "at risk"}.`
    : md`${mine ? "You have" : "There are"} no deals here yet.`;
  const mayCreate = actor.roles.some((role) => ["sdr", "ae", "manager", "admin"].includes(role));
  return {
    text,
    blocks: [
      section(text),
      ...(narrowed || !mayCreate
        ? []
        : [
            ...actions(createDealButton.button("New deal", {}, { style: "primary" })),
            context(
              sentence(
                'Or type `/deal new Acme "Platform rollout" 50k close eoq`. Admins bring a whole CRM in with `/deal import`.',
              ),
            ),
          ]),
      ...(narrowed && mine
        ? [context(sentence("`/deal list team` and `/deal list all` look further."))]
        : []),
    ],
  };
}

/** The totals by stage: what a person without a part in sales may see. */
export function pipelineTotals(totals: readonly StageTotal[], currency: string): Reply {
  const count = totals.reduce((sum, total) => sum + total.count, 0);
  const text = md`${plural(count, "open deal")}, ${formatTotals(
    totals.map((total) => total.value),
    "short",
    currency,
  )} in the pipeline.`;
  const counts = OPEN_STAGES.map((stage) =>
    totals.filter((total) => total.stage === stage).reduce((sum, total) => sum + total.count, 0),
  );
  return {
    text,
    blocks: [
      section(text),
      ...(count > 0
        ? [
            chart("bar", {
              title: "Open deals by stage",
              categories: OPEN_STAGES.map(stageName),
              series: [{ name: "Deals", values: counts }],
              yLabel: "Deals",
            }),
          ]
        : []),
      context(md`You see the totals. Ask an admin for a sales role to see the deals.`),
    ],
  };
}
