import type { Tx } from "../../../db/client.ts";
import { nextNumber } from "../../../db/counters.ts";
import { type Day, dayOf } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";
import { settingsSchema } from "../../../kernel/settings.ts";
import { record } from "../../audit/index.ts";
import { type Changed, type Deal, type DealAct, workOnDeal } from "../../deals/index.ts";
import { type Contract, contractId, OPEN_STATUSES, type Terms } from "../domain/contract.ts";
import { cleanTerms, TEMPLATE_TERMS, usualStart } from "../domain/terms.ts";
import { statusWords } from "../domain/words.ts";
import { findContractOf } from "../queries/contract.ts";
import { findQuotedValue } from "../queries/value.ts";
import { contracts } from "../schema/contracts.ts";
import { contractEventWords } from "../views/events.ts";
import { toRow } from "./save-contract.ts";

/** The terms a contract starts with, and the quote its value comes from. */
export type UsualTerms = { terms: Terms; quoteId: number | null };

/** The standard paper: the value of the accepted or sent quote, else the deal's amount; nothing while there is neither. */
export async function usualTerms(
  tx: Tx,
  act: Pick<DealAct, "actor" | "settings">,
  deal: Pick<Deal, "id" | "amount" | "closeDate">,
  today: Day,
): Promise<UsualTerms> {
  const settings = act.settings ?? settingsSchema.parse({});
  const quoted = await findQuotedValue(tx, act.actor.workspaceId, deal.id);
  const nothing = { minor: 0, currency: settings.baseCurrency };
  return {
    quoteId: quoted?.quoteId ?? null,
    terms: {
      template: "standard_sla",
      ...TEMPLATE_TERMS.standard_sla,
      value: quoted?.value ?? deal.amount ?? nothing,
      startsOn: usualStart(deal.closeDate, today),
      termMonths: settings.contract.termMonths,
      customTerms: null,
    },
  };
}

/**
 * Makes a contract on an open or won deal.
 * @throws AppError conflict while the deal has an open one, rule_broken on a lost deal, bad_input for terms that can't be
 */
export function createContract(
  act: DealAct,
  dealId: number,
  terms: Terms,
): Promise<{ result: Contract; change: Changed }> {
  return workOnDeal(act, dealId, "quote.write", async (tx, { deal }) => {
    if (deal.status === "lost")
      throw new AppError(
        "rule_broken",
        "That deal is lost: there is nothing to sign.",
        "A manager opens it again with `/deal reopen`.",
      );
    await refuseSecond(tx, act, dealId);
    const quoted = await findQuotedValue(tx, act.actor.workspaceId, dealId);
    const comesFromQuote =
      quoted !== null &&
      quoted.value.minor === terms.value.minor &&
      quoted.value.currency === terms.value.currency;
    const contract = await insertContract(tx, act, dealId, {
      terms: cleanTerms(terms),
      quoteId: comesFromQuote ? quoted.quoteId : null,
    });
    return { result: contract, words: contractEventWords(contract, { kind: "created" }) };
  });
}

/** Writes a new contract. The deal is locked, and has no open one. */
export async function insertContract(
  tx: Tx,
  act: Pick<DealAct, "actor" | "now" | "requestId">,
  dealId: number,
  { terms, quoteId, isPrepared = false }: UsualTerms & { isPrepared?: boolean | undefined },
): Promise<Contract> {
  const { workspaceId, personId } = act.actor;
  const contract: Contract = {
    ...terms,
    id: await nextNumber(tx, workspaceId, "contract"),
    dealId,
    quoteId,
    status: "draft",
    isPrepared,
    reviewedAt: null,
    reviewedBy: null,
    reviewComment: null,
    sentAt: null,
    sentBy: null,
    signedOn: null,
    signedByCustomer: null,
    signedByUs: null,
    signedFileUrl: null,
    endedAt: null,
    endReason: null,
    createdBy: personId,
    createdAt: act.now,
    updatedAt: act.now,
    version: 1,
  };
  await tx.insert(contracts).values({ workspaceId, ...toRow(contract) });
  await record(tx, act, [
    {
      action: isPrepared ? "contract.prepared" : "contract.created",
      subject: "contract",
      subjectId: contract.id,
      after: { dealId, quoteId, ...terms },
    },
  ]);
  return contract;
}

async function refuseSecond(tx: Tx, act: DealAct, dealId: number): Promise<void> {
  const found = await findContractOf(tx, act.actor.workspaceId, dealId);
  if (!found || !OPEN_STATUSES.includes(found.status)) return;
  const id = contractId(found);
  throw new AppError(
    "conflict",
    `This deal has a contract already: ${id}, ${statusWords(found.status)}.`,
    `\`/contract show ${id}\` opens it, \`/contract edit ${id}\` changes it.`,
  );
}

/** The day it is for whoever acts. */
export function todayOf(act: Pick<DealAct, "actor" | "now">): Day {
  return dayOf(act.now, act.actor.timeZone);
}
