import type { DealField, Dictionary } from "./field.ts";

/** Deals from HubSpot's export of a view; both the labels and the internal names. */
export const HUBSPOT: Dictionary<DealField> = {
  kind: "deals",
  source: "hubspot",
  needs: [["title"], ["stage", "closeDate", "amount"]],
  labels: {
    id: ["Record ID", "Deal ID", "Record ID - Deal", "hs_object_id"],
    title: ["Deal Name", "dealname"],
    account: [
      "Associated Company",
      "Company name",
      "Associated Company (Primary)",
      "Associated Companies",
      "Primary Associated Company",
    ],
    contact: ["Associated Contact", "Associated Contacts", "Contact name"],
    contactEmail: ["Contact email"],
    owner: ["Deal owner", "hubspot_owner_id"],
    ownerEmail: ["Deal owner email", "Owner email"],
    amount: ["Amount"],
    currency: ["Currency", "deal_currency_code", "Deal currency"],
    stage: ["Deal Stage", "dealstage"],
    isClosed: ["Is Deal Closed?", "hs_is_closed"],
    isWon: ["Is Closed Won", "hs_is_closed_won"],
    probability: ["Deal probability", "hs_deal_stage_probability"],
    closeDate: ["Close Date", "closedate"],
    nextStep: ["Next step", "hs_next_step"],
    lostReason: ["Closed Lost Reason", "closed_lost_reason"],
    competitors: ["Competitors", "Competitor"],
    products: ["Associated Product", "Products", "Associated Line Item"],
    createdAt: ["Create Date", "createdate"],
    lastActivityAt: ["Last Activity Date", "notes_last_updated", "Last Contacted"],
  },
  computed: [
    "Forecast amount",
    "Forecast probability",
    "Forecast category",
    "Is open count",
    "Last Modified Date",
    "Likelihood to close by the close date",
    "Days to close (without rounding)",
    "Days to close",
    "Weighted amount",
    "Weighted amount in company currency",
    "Amount in company currency",
    "Exchange rate",
    "Record Source",
    "Merged Deal IDs",
    "Deal Score",
    "Owner Assigned Date",
    "Number of times contacted",
    "Number of Sales Activities",
    "Number of Associated Line Items",
    "Number of Associated Contacts",
    "Associated Company IDs",
    "Associated Contact IDs",
    "Associated Product IDs",
  ],
};

/** The stage in "Date entered “Contract Sent (Sales Pipeline)”" or `hs_date_entered_contractsent`; null for other columns. */
export function enteredStage(label: string): string | null {
  const match =
    /^date entered\s+["“”']*(.+?)["“”']*$/i.exec(label.trim()) ??
    /^hs(?:_v2)?_date_entered_(\w+)$/i.exec(label.trim());
  return match?.[1]?.replace(/\s*\([^()]*\)["“”']*\s*$/, "").trim() ?? null;
}

/** Whether HubSpot computes the column from the dates a deal entered and left its stages. */
export function isStageClock(label: string): boolean {
  return /^(date exited|(cumulative|latest) time in)\b/i.test(label.trim());
}
