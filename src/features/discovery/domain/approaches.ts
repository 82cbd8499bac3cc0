import type { Category } from "./requirement.ts";

/** A part of a solution that some requirements call for. */
type Topic = {
  words: RegExp;
  sentence: string;
  /** What it adds to the effort, in points. */
  points: number;
};

/** How a kind of requirement is met. */
export type Approach = {
  title: string;
  /** What is done in any case. */
  base: string;
  /** What each requirement of the kind adds to the effort, in points. */
  points: number;
  topics: readonly Topic[];
};

/** Our own ways to meet each kind of requirement; sentences follow the requirements' words. */
export const APPROACHES: Readonly<Record<Category, Approach>> = {
  security: {
    title: "Security set-up",
    base: "A workshop with the customer's security team, then roles and rights set up as agreed, and a review before go-live.",
    points: 2,
    topics: [
      {
        words:
          /\b(sso|single[- ]sign[- ]?on|saml|oidc|openid|okta|entra|azure ad|ldap|active directory)/,
        sentence:
          "Single sign-on with the customer's identity provider over SAML or OpenID Connect.",
        points: 1,
      },
      {
        words: /\b(scim|provision|joiner|leaver)/,
        sentence: "Accounts created and closed by SCIM provisioning.",
        points: 1,
      },
      {
        words: /\b(mfa|2fa|two[- ]factor|multi[- ]factor)/,
        sentence: "A second factor for every sign-in.",
        points: 0,
      },
      {
        words: /\b(encrypt|tls|key management|kms|byok|hsm)/,
        sentence:
          "Encryption in transit and at rest, with the key management described in the security pack.",
        points: 1,
      },
      {
        words: /\b(audit|logging|log trail|siem)/,
        sentence: "The audit log exported to the customer's monitoring.",
        points: 1,
      },
      {
        words: /\b(pen[- ]?test|penetration|vulnerab)/,
        sentence: "The latest penetration test shared, and a time window for the customer's own.",
        points: 1,
      },
    ],
  },
  compliance: {
    title: "Compliance evidence",
    base: "A compliance matrix that answers each rule with its evidence, reviewed with the customer's data protection and risk people.",
    points: 2,
    topics: [
      {
        words: /\b(gdpr|dsgvo|data protection|privacy|ccpa|right to erasure)/,
        sentence: "A data processing agreement, with deletion and export of personal data shown.",
        points: 1,
      },
      {
        words: /\b(hipaa|phi|health)/,
        sentence: "A business associate agreement and the safeguards for health data.",
        points: 2,
      },
      {
        words: /\b(soc ?2|iso ?27001|certif)/,
        sentence: "Certificates and reports under a non-disclosure agreement.",
        points: 0,
      },
      {
        words: /\b(residency|region|hosted in|data cent(er|re)|sovereign)/,
        sentence: "Hosting in the agreed region, written into the contract.",
        points: 2,
      },
      {
        words: /\b(retention|archiv|delete after)/,
        sentence: "Retention periods set up per kind of record.",
        points: 1,
      },
      {
        words: /\b(audit)/,
        sentence: "An auditor's read-only access with an export of the audit trail.",
        points: 1,
      },
    ],
  },
  integration: {
    title: "Integrations",
    base: "Interfaces mapped with the customer's engineers, built on the API one after the other, the riskiest first, each tested against their test system.",
    points: 3,
    topics: [
      {
        words: /\b(salesforce|hubspot|pipedrive|crm|dynamics)/,
        sentence: "The CRM kept in step both ways, with a rule for who wins.",
        points: 1,
      },
      {
        words: /\b(sap|erp|netsuite|oracle)/,
        sentence: "The ERP connected through its integration layer, with a nightly reconciliation.",
        points: 3,
      },
      {
        words: /\b(webhook|event|real[- ]?time|kafka|queue|stream)/,
        sentence: "Events delivered by webhooks with retries and a signature.",
        points: 1,
      },
      {
        words: /\b(slack|teams|e-?mail|calendar|outlook)/,
        sentence: "Messages and calendar connected with the standard connectors.",
        points: 0,
      },
      {
        words: /\b(warehouse|snowflake|bigquery|redshift|databricks|power ?bi|tableau)/,
        sentence: "A nightly export to the data warehouse.",
        points: 1,
      },
      {
        words: /\b(import|csv|migrat|sftp|batch)/,
        sentence: "A repeatable import with a report of every record that was refused.",
        points: 1,
      },
    ],
  },
  technical: {
    title: "Technical design",
    base: "A target architecture with the customer's architects, sized for their volumes and measured before go-live.",
    points: 2,
    topics: [
      {
        words: /\b(on[- ]?prem|private cloud|self[- ]?host|air[- ]?gap|kubernetes|docker)/,
        sentence: "A deployment in the customer's own environment, with a plan for updates.",
        points: 4,
      },
      {
        words: /\b(performance|latency|response time|throughput|concurren|scal|load|million)/,
        sentence: "A load test with the agreed numbers.",
        points: 1,
      },
      {
        words: /\b(uptime|availab|99[.,]\d|failover|disaster|backup|rto|rpo|recover)/,
        sentence: "Backup and recovery rehearsed once, with the times written down.",
        points: 1,
      },
      {
        words: /\b(migrat|legacy)/,
        sentence: "A trial migration with sample data and a cut-over plan with a way back.",
        points: 3,
      },
      {
        words: /\b(mobile|ios|android|offline|browser)/,
        sentence: "The devices and browsers in use tested from a list.",
        points: 1,
      },
      {
        words: /\b(sandbox|staging|test environment)/,
        sentence: "A test environment beside the live one.",
        points: 1,
      },
    ],
  },
  functional: {
    title: "Functional set-up",
    base: "The customer's way of working set up with their key users, shown at the end of each week, and corrected by what they say.",
    points: 1,
    topics: [
      {
        words: /\b(report|dashboard|kpi|analytic|chart)/,
        sentence: "The reports they look at today, built anew and checked against the old numbers.",
        points: 1,
      },
      {
        words: /\b(workflow|approv|automat|escalat|notif)/,
        sentence: "Workflows and approvals set up from their process map.",
        points: 1,
      },
      {
        words: /\b(languages?|locali[sz]|translat|multi[- ]?lingual|currenc)/,
        sentence: "Languages and currencies switched on and read through by a native speaker.",
        points: 1,
      },
      {
        words: /\b(training|onboard|adopt)/,
        sentence: "Training for key users, with recordings for the rest.",
        points: 1,
      },
      {
        words: /\b(custom fields?|configur|template|form)/,
        sentence: "Fields, forms and templates set up in a session with their administrators.",
        points: 0,
      },
      {
        words: /\b(search|filter|bulk|export)/,
        sentence: "Search, filters and exports tried with their own records.",
        points: 0,
      },
    ],
  },
};
