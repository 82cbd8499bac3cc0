import type { ShippedPlay } from "../play.ts";

/** Against "we can't trust you with our data". */
export const securityPlays: readonly ShippedPlay[] = [
  {
    id: "security-certifications",
    type: "security",
    name: "Certifications",
    text: "Show which certificates are held, what they cover and until when, and bring the two security teams together before a questionnaire starts to travel.",
    customerSafe: [
      "Here are our certificates, with what they cover and until when they are valid.",
      "May we bring your security lead and ours together for half an hour? It saves both sides the long questionnaire.",
      "Which of your own controls has to be met before anything else?",
    ],
    internalOnly: [
      "Check the scope of the certificate first: one for another product line is worse than none.",
      "Find out whether security blocks or somebody hides behind it. A real blocker names a control.",
    ],
    evidence: [{ title: "ISO/IEC 27001", url: "https://www.iso.org/standard/27001" }],
  },
  {
    id: "security-compliance",
    type: "security",
    name: "Compliance documents",
    text: "Send the whole packet at once: data processing agreement, sub-processors, where the data lies, how long it is kept, and a filled-in standard questionnaire.",
    customerSafe: [
      "Here is our packet: data processing agreement, sub-processors, data location, retention, and a filled-in standard questionnaire.",
      "Your data stays in the region you choose; this is the list of everybody who may touch it, and why.",
      "Which point would your data protection officer ask for first?",
    ],
    internalOnly: [
      "Legal takes its time: send the agreement with the first quote, not with the last.",
      "Changes to the agreement go to legal in writing. Don't agree on wording in a call.",
    ],
    evidence: [
      { title: "GDPR", url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj" },
      { title: "CSA STAR and CAIQ", url: "https://cloudsecurityalliance.org/star" },
    ],
  },
  {
    id: "security-audit",
    type: "security",
    name: "Audit report",
    text: "Give the auditor's report and the summary of the last penetration test under NDA, and go through the findings yourself before they do.",
    customerSafe: [
      "Under NDA you get the auditor's report and the summary of our last penetration test.",
      "We will go through the findings with you: what was found, what was fixed, and when.",
      "Should your team want to test by itself, we set up an environment and agree on a week.",
    ],
    internalOnly: [
      "The NDA first, then the report; each copy is watermarked with their name.",
      "An open finding is no shame. One that they find before you mention it is.",
    ],
    evidence: [],
  },
];
