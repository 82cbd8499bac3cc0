import { formatDay } from "../../../kernel/dates.ts";
import { formatMoney, formatTotals } from "../../../kernel/money.ts";
import { plural } from "../../../kernel/text.ts";
import { actions, context, section } from "../../../slack/blocks.ts";
import { md, sentence } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { dataTable } from "../../../slack/table.ts";
import { dealName, type Viewing } from "../../deals/index.ts";
import { askNewContract, contractList } from "../actions.ts";
import { contractId, OPEN_STATUSES } from "../domain/contract.ts";
import { statusName, statusWords, templateName } from "../domain/words.ts";
import type { ContractFilter, ContractLine } from "../queries/list.ts";

const PAGE = 30;

/** Contracts as a table, what they come to above it. */
export function contractTable(
  found: readonly ContractLine[],
  filter: ContractFilter,
  { today, settings }: Viewing,
): Reply {
  if (found.length === 0) return emptyList(filter);
  const open = found.filter((one) => OPEN_STATUSES.includes(one.status));
  const count = (status: ContractLine["status"]) =>
    found.filter((one) => one.status === status).length;
  const values = formatTotals(
    found
      .filter((one) => one.status !== "ended")
      .map(({ valueMinor, currency }) => ({ minor: valueMinor, currency })),
    "short",
    settings.baseCurrency,
  );
  const parts = [
    plural(found.length, "contract"),
    values,
    ...(filter.which === "any" ? [`${open.length} open`] : []),
    ...(count("in_review") > 0 && filter.which !== "in_review"
      ? [`${count("in_review")} with legal`]
      : []),
    ...(count("sent") > 0 && filter.which !== "sent"
      ? [`${count("sent")} waiting for a signature`]
      : []),
  ];
  const text = md`${parts.join(", ")}.`;
  const { block, shown } = dataTable({
    caption: "Contracts, open ones first",
    columns: ["Deal", "Status", "Template", "Value", "Starts", "Owner", "Id"],
    rows: found.slice(0, PAGE).map((one) => [
      dealName({ title: one.dealTitle, accountName: one.accountName }),
      statusName(one.status),
      templateName(one.template),
      {
        value: one.valueMinor,
        text: formatMoney({ minor: one.valueMinor, currency: one.currency }, "plain"),
      },
      formatDay(one.startsOn, { today }),
      one.ownerName,
      contractId(one),
    ]),
  });
  return {
    text,
    blocks: [
      section(text),
      block,
      ...(shown < found.length ? [context(md`The first ${shown} of ${found.length}.`)] : []),
      ...actions(
        filter.which === "any"
          ? contractList.button("Only open", { ...filter, which: "open" }, { key: "open" })
          : null,
        filter.scope === "all"
          ? null
          : contractList.button("All", { scope: "all", which: "any" }, { key: "all" }),
      ),
    ],
  };
}

function emptyList({ scope, which }: ContractFilter): Reply {
  const whose = scope === "mine" ? " of yours" : scope === "team" ? " of your team's" : "";
  const text =
    which === "any"
      ? md`There is no contract${whose} yet.`
      : md`No contract${whose} is ${which === "open" ? "open" : statusWords(which)}.`;
  return {
    text,
    blocks: [
      section(text),
      ...actions(askNewContract.button("New contract", {}, { style: "primary" })),
      context(
        sentence(
          "Or type `/contract new acme`. A deal that comes into the negotiation gets one by itself. `/contract list all` looks further.",
        ),
      ),
    ],
  };
}
