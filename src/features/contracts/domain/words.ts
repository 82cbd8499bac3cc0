import type { ContractStatus, Payment, Sla, Support, Template } from "./contract.ts";
import type { PointKind } from "./point.ts";

const TEMPLATE_NAMES: Record<Template, string> = {
  standard_sla: "Standard SLA",
  enterprise_sla: "Enterprise SLA",
  custom_sla: "Custom SLA",
};

const PAYMENT_NAMES: Record<Payment, string> = {
  net_30: "Net 30",
  net_60: "Net 60",
  annual_upfront: "Annual, upfront",
};

const PAYMENT_CLAUSES: Record<Payment, string> = {
  net_30: "30 days after the date of each invoice",
  net_60: "60 days after the date of each invoice",
  annual_upfront: "Each year in advance",
};

const SUPPORT_NAMES: Record<Support, string> = {
  standard: "Standard",
  premium: "Premium",
  enterprise: "Enterprise",
};

const STATUS_NAMES: Record<ContractStatus, string> = {
  draft: "Draft",
  in_review: "In legal review",
  approved: "Approved by legal",
  changes_asked: "Changes asked for by legal",
  sent: "Sent",
  signed: "Signed",
  ended: "Ended",
};

const POINT_NAMES: Record<PointKind, string> = {
  must_have: "Must-have",
  nice_to_have: "Nice-to-have",
  trade_off: "Trade-off",
  walk_away: "Walk-away point",
};

/** "Standard SLA": the paper as people call it. */
export const templateName = (template: Template): string => TEMPLATE_NAMES[template];
/** "Net 30": the payment terms as people call them. */
export const paymentName = (payment: Payment): string => PAYMENT_NAMES[payment];
/** "30 days after the date of each invoice": the payment terms as the paper says them. */
export const paymentClause = (payment: Payment): string => PAYMENT_CLAUSES[payment];
/** "Premium": the level of support. */
export const supportName = (support: Support): string => SUPPORT_NAMES[support];
/** "99.9 %": the availability promised. */
export const slaName = (sla: Sla): string => `${sla} %`;
/** "In legal review": the status as it stands on a card. */
export const statusName = (status: ContractStatus): string => STATUS_NAMES[status];
/** "in legal review": the status inside a sentence. */
export const statusWords = (status: ContractStatus): string => {
  const name = STATUS_NAMES[status];
  return name.charAt(0).toLowerCase() + name.slice(1);
};
/** "Must-have": what kind of point it is. */
export const pointName = (kind: PointKind): string => POINT_NAMES[kind];

/** "Standard SLA, net 30": a contract in a few words. */
export function termsInShort(terms: { template: Template; payment: Payment }): string {
  const payment = PAYMENT_NAMES[terms.payment];
  return `${TEMPLATE_NAMES[terms.template]}, ${payment.charAt(0).toLowerCase()}${payment.slice(1)}`;
}
