import type { DealField, Dictionary, HistoryField } from "./field.ts";

/** Opportunities from a report or a data export; both the labels and the API names. */
export const SALESFORCE: Dictionary<DealField> = {
  kind: "deals",
  source: "salesforce",
  needs: [["title"], ["stage", "closeDate", "amount"]],
  labels: {
    id: ["Id", "Opportunity ID", "OpportunityId", "Opportunity ID 18", "Case Safe ID"],
    title: ["Opportunity Name", "Name", "Opportunity: Opportunity Name"],
    account: ["Account Name", "Account", "Account.Name", "Account Name: Account Name"],
    accountId: ["AccountId", "Account ID"],
    contact: ["Primary Contact", "Contact Name", "Contact: Full Name"],
    contactEmail: ["Contact Email", "Contact: Email", "Email"],
    owner: ["Opportunity Owner", "Owner Name", "Owner.Name", "Opportunity Owner: Full Name"],
    ownerEmail: ["Opportunity Owner Email", "Owner.Email", "Opportunity Owner: Email"],
    ownerId: ["OwnerId", "Owner ID"],
    amount: ["Amount", "Total Amount", "Amount (converted)"],
    currency: [
      "Amount Currency",
      "Total Amount Currency",
      "Currency",
      "CurrencyIsoCode",
      "Opportunity Currency",
    ],
    stage: ["Stage", "StageName", "Stage Name"],
    isClosed: ["IsClosed", "Closed"],
    isWon: ["IsWon", "Won"],
    isDeleted: ["IsDeleted", "Deleted"],
    probability: ["Probability", "Probability (%)"],
    closeDate: ["Close Date", "CloseDate", "Close Date (2)"],
    nextStep: ["Next Step", "NextStep", "Opportunity Next Steps", "Next Steps"],
    lostReason: [
      "Loss Reason",
      "Lost Reason",
      "Closed Lost Reason",
      "Reason Lost",
      "Loss_Reason__c",
    ],
    competitors: ["Main Competitor(s)", "Competitor", "Primary Competitor"],
    products: ["Product Name", "Product: Product Name", "Product"],
    createdAt: ["Created Date", "CreatedDate"],
    stageEnteredAt: ["Last Stage Change Date", "LastStageChangeDate"],
    lastActivityAt: ["Last Activity", "LastActivityDate", "Last Activity Date"],
  },
  computed: [
    "Expected Revenue",
    "ExpectedRevenue",
    "Expected Revenue Currency",
    "Age",
    "Stage Duration",
    "Fiscal Period",
    "Fiscal Year",
    "Fiscal Quarter",
    "Forecast Category",
    "ForecastCategory",
    "ForecastCategoryName",
    "Last Modified Date",
    "LastModifiedDate",
    "SystemModstamp",
    "LastViewedDate",
    "LastReferencedDate",
    "LastModifiedById",
    "CreatedById",
    "HasOpportunityLineItem",
    "HasOpenActivity",
    "HasOverdueTask",
    "LastAmountChangedHistoryId",
    "LastCloseDateChangedHistoryId",
  ],
};

/** The changes of opportunities: a row for each change of stage, amount, probability or close date. */
export const SALESFORCE_HISTORY: Dictionary<HistoryField> = {
  kind: "history",
  source: "salesforce",
  needs: [["dealId"], ["stage"], ["changedAt"]],
  labels: {
    dealId: ["OpportunityId", "Opportunity ID"],
    stage: ["StageName", "To Stage", "Stage"],
    changedAt: ["CreatedDate", "Last Modified", "Created Date"],
    isDeleted: ["IsDeleted"],
  },
  computed: [
    "Id",
    "CreatedById",
    "CreatedDateForInsert",
    "Amount",
    "ExpectedRevenue",
    "CloseDate",
    "Probability",
    "ForecastCategory",
    "FromForecastCategory",
    "PrevForecastUpdate",
    "FromOpportunityStageName",
    "PrevOpportunityStageUpdate",
    "ValidThroughDate",
    "SystemModstamp",
    "PrevAmount",
    "PrevCloseDate",
    "OpportunityHistoryKey",
  ],
};

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

/**
 * The id in its 18 characters, which don't depend on case: reports write 15, exports 18, and both mean the same record.
 * Each of the three letters at the end tells which of five characters are capitals (Salesforce's own rule).
 */
export function salesforceId(id: string): string {
  if (!/^[A-Za-z0-9]{15}$/.test(id)) return id;
  const suffix = [0, 5, 10].map((start) => {
    const five = [...id.slice(start, start + 5)];
    const bits = five.reduce((sum, sign, i) => sum + (/[A-Z]/.test(sign) ? 2 ** i : 0), 0);
    return LETTERS[bits] ?? "";
  });
  return id + suffix.join("");
}
