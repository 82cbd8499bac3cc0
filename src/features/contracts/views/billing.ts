import { formatDay, formatInstant } from "../../../kernel/dates.ts";
import { formatId } from "../../../kernel/ids.ts";
import { formatMoney, formatTotals } from "../../../kernel/money.ts";
import { plural } from "../../../kernel/text.ts";
import { type Block, context, section } from "../../../slack/blocks.ts";
import { EMOJI } from "../../../slack/emoji.ts";
import { bold, code, join, lines, link, type Mrkdwn, md, sentence } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { dealName, type Viewing } from "../../deals/index.ts";
import { billingDone } from "../actions.ts";
import { paymentName } from "../domain/words.ts";
import type { BillingTask } from "../queries/billing.ts";

const SHOWN = 8;
const SHOWN_DONE = 5;

/** What finance has to set up, the next invoice first, each with its button; below it what was done last. */
export function billingList(tasks: readonly BillingTask[], viewing: Viewing): Reply {
  const open = tasks.filter((task) => task.status === "open");
  const done = tasks
    .filter((task) => task.status === "done")
    .toSorted((a, b) => Number(b.doneAt) - Number(a.doneAt));
  const text =
    open.length === 0
      ? md`Nothing waits for billing.`
      : md`${plural(open.length, "signed contract")} ${open.length === 1 ? "waits" : "wait"} for billing, ${formatTotals(
          open.map((task) => task.value),
          "short",
          viewing.settings.baseCurrency,
        )}.`;
  const blocks: Block[] = [
    section(text),
    ...open
      .slice(0, SHOWN)
      .map((task) =>
        section(
          taskLines(task, viewing),
          billingDone.button("Done", { id: task.contractId }, { key: task.contractId }),
        ),
      ),
    ...(open.length > SHOWN ? [context(md`${open.length - SHOWN} more after these.`)] : []),
    ...(tasks.length === 0
      ? [context(sentence("A contract that is signed asks for its invoices here, once."))]
      : []),
    ...(done.length > 0
      ? [context(lines(...done.slice(0, SHOWN_DONE).map((task) => doneLine(task, viewing))))]
      : []),
  ];
  return { text, blocks };
}

function taskLines(task: BillingTask, { today }: Viewing): Mrkdwn {
  return lines(
    join(
      [
        bold(dealName({ title: task.dealTitle, accountName: task.accountName })),
        code(formatId("contract", task.contractId)),
      ],
      "  ",
    ),
    join(
      [
        formatMoney(task.value, "exact"),
        paymentName(task.payment),
        plural(task.termMonths, "month"),
      ],
      " · ",
    ),
    join(
      [
        `First invoice ${formatDay(task.firstInvoiceOn, { today })}`,
        task.ownerName,
        task.signedFileUrl ? link("signed paper", task.signedFileUrl) : null,
      ],
      " · ",
    ),
  );
}

function doneLine(task: BillingTask, { now, actor }: Viewing): Mrkdwn {
  const when = task.doneAt ? formatInstant(task.doneAt, { now, timeZone: actor.timeZone }) : "";
  return md`${EMOJI.done} ${dealName({ title: task.dealTitle, accountName: task.accountName })} ${formatId("contract", task.contractId)}: ${task.doneByName ?? "somebody"}, ${when}`;
}
