import { dayOf } from "../../../kernel/dates.ts";
import { formatMoney } from "../../../kernel/money.ts";
import { plural } from "../../../kernel/text.ts";
import type { Paper, PaperBlock } from "../../../pdf/index.ts";
import { dealName } from "../../deals/index.ts";
import { type Contract, contractId } from "../domain/contract.ts";
import { agreedWords } from "../domain/point.ts";
import { lastDay } from "../domain/terms.ts";
import { paymentClause, paymentName, slaName, supportName, templateName } from "../domain/words.ts";
import type { ContractView } from "../queries/view.ts";
import { writtenDay } from "./facts.ts";

/** The name of the file: "contract_3 Acme.pdf" without anything a file system minds. */
export function paperName({ contract, deal }: Pick<ContractView, "contract" | "deal">): string {
  const customer = (deal.accountName ?? deal.title).replaceAll(/[^\p{L}\p{N} ._-]+/gu, " ").trim();
  return `${contractId(contract)} ${customer.slice(0, 60).trim()}.pdf`.replaceAll(/\s+/g, "-");
}

/**
 * The term sheet as the customer reads it. Of the negotiation it has what was agreed and nothing else: what is still open, and
 * where we would get up and go, are ours alone.
 */
export function termSheet(view: ContractView, seller: string): Paper {
  const { contract, deal, points } = view;
  const agreed = agreedWords(points);
  const customer = deal.accountName ?? deal.title;
  const day = writtenDay(dayOf(contract.updatedAt, "UTC"));
  return {
    from: seller,
    title: "Term sheet",
    subtitle: dealName(deal),
    meta: [
      { label: "Contract", value: contractId(contract) },
      { label: "Status", value: paperStatus(contract) },
      { label: "Date", value: day },
      { label: "Customer", value: customer },
      { label: "Contact at our side", value: deal.ownerName },
    ],
    body: [
      { kind: "heading", text: "Terms" },
      { kind: "details", lines: termLines(contract) },
      ...section("Further terms", contract.customTerms?.split(/\n{2,}/) ?? []),
      ...(agreed.length > 0
        ? [
            { kind: "heading", text: "Agreed in the negotiation" } as const,
            { kind: "list", items: agreed } as const,
          ]
        : []),
      {
        kind: "signatures",
        parties: [
          { for: `For ${seller || "the seller"}`, ...signed(contract, contract.signedByUs) },
          { for: `For ${customer}`, ...signed(contract, contract.signedByCustomer) },
        ],
      },
    ],
    footer: `${contractId(contract)} · all amounts without tax`,
    createdAt: contract.updatedAt,
  };
}

function termLines(contract: Contract) {
  const { payment, value, startsOn, termMonths, template, support, sla } = contract;
  return [
    { label: "Agreement", value: templateName(template) },
    { label: "Value", value: `${formatMoney(value, "exact")} for the whole term, without tax` },
    { label: "Payment", value: `${paymentName(payment)}: ${lower(paymentClause(payment))}` },
    {
      label: "Term",
      value: `${plural(termMonths, "month")}, ${writtenDay(startsOn)} to ${writtenDay(lastDay(contract))}`,
    },
    { label: "Support", value: supportName(support) },
    { label: "Availability", value: `${slaName(sla)} in each month` },
  ];
}

function section(title: string, texts: readonly string[]): PaperBlock[] {
  if (texts.length === 0) return [];
  return [
    { kind: "heading", text: title },
    ...texts.map((text): PaperBlock => ({ kind: "paragraph", text })),
  ];
}

/** What of the contract's status concerns its reader: whether it is final. */
function paperStatus({ status }: Contract): string {
  switch (status) {
    case "sent":
      return "For signature";
    case "signed":
      return "Signed";
    case "ended":
      return "Ended";
    default:
      return "Draft, not for signature";
  }
}

function signed({ signedOn }: Contract, name: string | null) {
  return signedOn && name ? { name, day: writtenDay(signedOn) } : {};
}

const lower = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);
