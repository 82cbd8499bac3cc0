import type { Tx } from "../../../db/client.ts";
import { AppError } from "../../../kernel/errors.ts";
import { formatId } from "../../../kernel/ids.ts";
import { formatMoney, type Money } from "../../../kernel/money.ts";
import { type Contract, contractId } from "../domain/contract.ts";
import { listQuotedValues } from "../queries/value.ts";

/**
 * A contract is not cheaper than its deal's quote: a lower price is a discount, and quotes are where discounts are judged. A longer
 * term may come to more.
 * @throws AppError rule_broken when it is worth less, or in another currency, than the accepted quote, else than every one sent
 */
export async function refuseBelowQuote(
  tx: Tx,
  workspaceId: string,
  contract: Pick<Contract, "id" | "dealId" | "value">,
): Promise<void> {
  const all = await listQuotedValues(tx, workspaceId, contract.dealId);
  const [quoted] = all;
  if (!quoted) return;
  const { value } = contract;
  // Of two offers the customer may take the smaller one before anybody notes it.
  const binding = quoted.isAccepted ? [quoted] : all;
  const covers = (one: Money) => value.currency === one.currency && value.minor >= one.minor;
  if (binding.some((one) => covers(one.value))) return;
  const quote = formatId("quote", quoted.quoteId);
  throw new AppError(
    "rule_broken",
    `${contractId(contract)} says ${formatMoney(value, "exact")}, and ${quote} says ${formatMoney(quoted.value, "exact")}: a contract is not below its quote.`,
    `${
      quoted.isAccepted
        ? "Have a new quote accepted"
        : `Write the lower price on \`/quote revise ${quote}\``
    }, where discounts are judged, or set the value with \`/contract edit ${contractId(contract)}\`.`,
  );
}
