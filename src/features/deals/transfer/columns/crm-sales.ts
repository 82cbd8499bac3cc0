import type { AccountField, DealField, Dictionary, PersonField, ProductField } from "./field.ts";

/** The pipeline of the "CRM Sales Opportunities" set: engage date, close date and close value. */
export const CRM_SALES: Dictionary<DealField> = {
  kind: "deals",
  source: "crm-sales",
  needs: [["id"], ["stage"]],
  labels: {
    id: ["opportunity_id"],
    account: ["account"],
    owner: ["sales_agent"],
    products: ["product"],
    stage: ["deal_stage"],
    engagedAt: ["engage_date"],
    closeDate: ["close_date"],
    amount: ["close_value"],
  },
};

/** Accounts: that set's, and those of Salesforce and of lists kept by hand. */
export const ACCOUNTS: Dictionary<AccountField> = {
  kind: "accounts",
  source: "csv",
  needs: [["name"], ["sector", "employees", "country"]],
  labels: {
    id: ["Id", "Account ID", "Record ID"],
    name: ["account", "Account Name", "Name", "Company", "Company name", "Organization - Name"],
    sector: ["sector", "Industry", "Branch"],
    employees: [
      "employees",
      "NumberOfEmployees",
      "Number of employees",
      "Employee count",
      "Headcount",
    ],
    country: ["office_location", "country", "BillingCountry", "Billing Country", "Country/Region"],
  },
};

/** Products with their list prices. */
export const PRODUCTS: Dictionary<ProductField> = {
  kind: "products",
  source: "csv",
  needs: [["name"], ["price", "series"]],
  labels: {
    id: ["Id", "Product ID", "Record ID"],
    name: ["product", "Product Name", "Name"],
    series: ["series", "Family", "Product Family"],
    price: ["sales_price", "price", "list price", "ListPrice", "Unit price", "UnitPrice"],
    currency: ["currency", "Currency", "CurrencyIsoCode", "Price currency"],
  },
};

/** Who sells: names with their managers and teams. */
export const PEOPLE: Dictionary<PersonField> = {
  kind: "people",
  source: "csv",
  needs: [
    ["name", "email"],
    ["manager", "team", "role"],
  ],
  labels: {
    id: ["Id", "User ID"],
    name: ["sales_agent", "agent", "name", "full name", "user", "sales rep", "rep"],
    email: ["email", "e-mail", "email address"],
    role: ["role", "job role"],
    team: ["regional_office", "team", "sales team", "region", "office"],
    manager: ["manager", "sales manager", "reports to"],
  },
};
