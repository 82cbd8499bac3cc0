import type { DealField, Dictionary } from "./field.ts";

/** Deals from Zoho CRM's module export. */
export const ZOHO: Dictionary<DealField> = {
  kind: "deals",
  source: "zoho",
  needs: [["title"], ["stage", "closeDate", "amount"]],
  labels: {
    id: ["Record Id"],
    title: ["Deal Name"],
    account: ["Account Name"],
    contact: ["Contact Name"],
    owner: ["Deal Owner"],
    ownerId: ["Deal Owner.id", "Owner.id"],
    amount: ["Amount"],
    currency: ["Currency"],
    stage: ["Stage"],
    probability: ["Probability (%)", "Probability"],
    closeDate: ["Closing Date"],
    nextStep: ["Next Step"],
    lostReason: ["Reason For Loss", "Reason For Loss__s"],
    createdAt: ["Created Time"],
    lastActivityAt: ["Last Activity Time"],
  },
  computed: [
    "Account Name.id",
    "Contact Name.id",
    "Expected Revenue",
    "Modified Time",
    "Modified By",
    "Modified By.id",
    "Created By",
    "Created By.id",
    "Overall Sales Duration",
    "Sales Cycle Duration",
    "Lead Conversion Time",
  ],
};
