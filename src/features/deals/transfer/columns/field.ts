/** What a column of a file of deals can mean. */
export const DEAL_FIELDS = [
  "id",
  "title",
  "account",
  "accountId",
  "contact",
  "contactEmail",
  "contactTitle",
  "owner",
  "ownerEmail",
  "ownerId",
  "se",
  "seEmail",
  "amount",
  "currency",
  "stage",
  "status",
  "isClosed",
  "isWon",
  "isDeleted",
  "probability",
  "probabilityReason",
  "closeDate",
  "closePushes",
  "nextStep",
  "nextStepDate",
  "lostReason",
  "lostTo",
  "competitors",
  "products",
  "requirements",
  "notes",
  "createdAt",
  "engagedAt",
  "closedAt",
  "wonAt",
  "lostAt",
  "stageEnteredAt",
  "lastActivityAt",
  "snoozedUntil",
  "source",
  "sourceId",
  "stageHistory",
  "metadata",
] as const;
export type DealField = (typeof DEAL_FIELDS)[number];

/** What a column of a file of accounts, products, people or stage changes can mean. */
export type AccountField = "id" | "name" | "sector" | "employees" | "country";
export type ProductField = "id" | "name" | "series" | "price" | "currency";
export type PersonField = "id" | "name" | "email" | "role" | "team" | "manager";
export type HistoryField = "dealId" | "stage" | "changedAt" | "isDeleted";

export type FileKind = "deals" | "accounts" | "products" | "people" | "history";

/** Whose export a file is; it is also the name under which deals remember where they came from. */
export type Source =
  | "dealdesk"
  | "salesforce"
  | "hubspot"
  | "pipedrive"
  | "zoho"
  | "crm-sales"
  | "csv";

/** The column names one system writes in one kind of file. */
export type Dictionary<Field extends string = string> = {
  kind: FileKind;
  source: Source;
  /** Each of these must be there in one of its forms, or it is another kind of file. */
  needs: readonly (readonly Field[])[];
  /** The names each field goes by, as people see them; case, spaces and punctuation don't matter. */
  labels: Partial<Record<Field, readonly string[]>>;
  /** Names of columns that are computed from others, or only make sense inside that system. */
  computed?: readonly string[];
};

/** A column's name as it is compared: "Deal - Close Date*" is "dealclosedate". */
export function labelKey(label: string): string {
  return label
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");
}
