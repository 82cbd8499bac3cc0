import { type LabelWords, weighing } from "../../../../categorise/taxonomy.ts";

/** What speaks for a compliance requirement. */
export const COMPLIANCE: LabelWords = {
  keywords: [
    ...weighing(
      2,
      `
      complian*, comply, complies, gdpr, dsgvo, rgpd, hipaa, sox, sarbanes, pci, soc 2, soc2,
      iso 27001, iso 9001, fedramp, ccpa, dora, nis2, fda, 21 cfr, regulat*, legislation, law,
      laws, statutory, auditor*, retention, data residency, right to be forgotten, data subject*,
      data protection act, accessibility act, wcag, dpa`,
    ),
    ...weighing(
      1.5,
      `
      iso, legal, act of, certif*, audit, audits, consent*, disclaimer*, licen* agreement*,
      copyright*`,
    ),
    ...weighing(
      1,
      `
      audit trail, standards, policies`,
    ),
  ],
  examples: [
    "We are under GDPR and must be able to erase a person on request",
    "Invoices have to be kept for ten years as tax law demands",
    "Our auditors want to see every change with its reason",
    "The solution must be HIPAA compliant and you have to sign a BAA",
    "Data has to stay in the European Union because of our regulator",
    "You need an ISO 27001 certificate before we can buy",
    "The software has to respect insurance law in each state where we sell policies",
    "All screens must meet the public sector's accessibility standards",
    "It must follow the group handbook on documentation and the internal rules behind it",
    "SOX controls: nobody approves their own payment",
    "Electronic signatures valid under 21 CFR part 11",
    "Records of consent must be provable in court",
    "The central bank demands an exit plan for each cloud provider",
    "Card data only on PCI DSS certified systems",
    "Documents must be archived so that the tax office accepts them",
    "It has to follow the Working Time Act in every country we are in",
    "We report incidents to the authority within 72 hours and need your help with it",
    "The website shows the legal notices that national law prescribes",
    "Quality management asks for validated software as our industry rules require",
    "Our works council agreement forbids evaluating single employees",
    "Anti-money-laundering checks as required by law",
    "The vendor needs a SOC 2 report not older than a year",
    "Retention rules must delete applicants after six months",
    "Export control: no access from sanctioned countries under the regulations",
  ],
};
