import { type LabelWords, weighing } from "../../../../categorise/taxonomy.ts";

/** What speaks for an integration requirement. */
export const INTEGRATION: LabelWords = {
  keywords: [
    ...weighing(
      2,
      `
      integrat*, interfac* with, interface to, interface between, connector*, api, apis, rest api,
      graphql, webhook*, sync*, synchroni*, middleware, edi, etl, sap, salesforce, hubspot,
      netsuite, dynamics, workday, jira, snowflake, zapier, interoperab*, exchange data,
      Schnittstelle*`,
    ),
    ...weighing(
      1.5,
      `
      connect to, connects to, soap, bidirectional, sftp, erp, sharepoint, outlook,
      data warehouse, other systems, existing systems, external system*, legacy system*`,
    ),
    ...weighing(
      1,
      `
      connection to, two way, crm, oracle, third party`,
    ),
  ],
  examples: [
    "Orders have to flow into SAP without anybody typing them again",
    "Two-way sync with Salesforce, contacts and opportunities",
    "We need a REST API to pull the numbers into our warehouse",
    "It must talk to our payroll provider every night",
    "Calendar entries should show up in Outlook",
    "New hires come from Workday automatically",
    "Webhooks when a ticket changes its state",
    "The product shall interface with the inventory system of the branch",
    "Master data is taken over from the ERP twice a day",
    "We move files by SFTP from an old mainframe",
    "A connector for NetSuite that your team maintains",
    "Messages to our Teams channels when something is approved",
    "Data must land in Snowflake for the analysts",
    "Suppliers send their confirmations by EDI",
    "The phone system should pass the caller's number to the application",
    "Connect it to the shop so that stock is right on both sides",
    "Jira issues linked with customer requests in both directions",
    "We want to plug in our own identity provider's user directory by SCIM",
    "Receives the exchange rates from the bank's service every morning",
    "It has to work together with the systems we already own",
    "Third-party tools can read and write through documented endpoints",
    "Migrate ten years of records from the old tool",
    "Bank statements are imported straight from the bank",
    "The shipping labels come from the carrier's web service",
  ],
};
