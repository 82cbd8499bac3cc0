import type { ObjectionType } from "./objection.ts";

type Cause = readonly [words: RegExp, cause: string];

/** What may lie behind each type, told by words; the first that fits is suggested. */
const CAUSES: Record<ObjectionType, readonly Cause[]> = {
  pricing: [
    [/\b(budget|afford|funds?|funding)/i, "no budget set aside for it"],
    [
      /\b(double|twice|cheaper|than|theirs|compared|quote from|offer from)\b/i,
      "compares with another offer",
    ],
    [
      /\b(worth|value|roi|return|justify|justified|pay(s)? back|payback)\b/i,
      "does not see the return yet",
    ],
    [/\b(upfront|up front|annual(ly)?|monthly|instal?ments?|net ?\d+|payment)\b/i, "payment terms"],
    [/\b(discount|rebate|list price|negotiat)/i, "wants a concession"],
  ],
  feature: [
    [/\b(roadmap|when will|next release|planned|future)\b/i, "needs it later, not today"],
    [/\b(report|dashboard|export|analytics)/i, "reporting does not cover their need"],
    [/\b(workflow|process|approval|custom(i[sz])?)/i, "their process differs from ours"],
    [/\b(slow|performance|scale|scal(es|ing)|users|volume)\b/i, "doubts it holds at their size"],
    [/\b(complicated|complex|hard to|usab|interface|ui|ux)\b/i, "finds it hard to use"],
  ],
  security: [
    [
      /\b(gdpr|dsgvo|privacy|personal data|data protection|dpa|hipaa|ccpa)\b/i,
      "data protection is not settled",
    ],
    [/\b(soc ?2|iso ?27001|certif|audit|pen(etration)? ?test)/i, "misses a certificate or report"],
    [
      /\b(region|residency|resides?|hosted|hosting|cloud|on[- ]?prem|data cent(er|re)|eu\b)/i,
      "where the data lies",
    ],
    [/\b(sso|saml|mfa|2fa|access|permission|role|encrypt|key)/i, "access and encryption controls"],
    [/\b(breach|hack|incident|leak)/i, "fears an incident"],
  ],
  integration: [
    [/\b(api|endpoint|webhook|rate limit|sdk|documentation|docs)\b/i, "the API does not cover it"],
    [/\b(legacy|old|on[- ]?prem|mainframe|in-?house)/i, "an older system of their own"],
    [/\b(migrat|import|move our data|historic)/i, "moving the data over"],
    [
      /\b(salesforce|hubspot|sap|oracle|dynamics|jira|slack|teams|erp|crm|netsuite|workday)\b/i,
      "a system they run has to be connected",
    ],
    [/\b(effort|resources?|engineers?|developers?|months?|weeks?)\b/i, "effort on their side"],
  ],
  competitor: [
    [
      /\b(already (use|have|using)|incumbent|current(ly)?|existing|renew|contract with)\b/i,
      "has a supplier already",
    ],
    [/\b(cheaper|price|cost|discount)/i, "the rival costs less"],
    [/\b(feature|better|more|can do|has)\b/i, "the rival seems to do more"],
    [/\b(in-?house|build it|ourselves|own solution)/i, "thinks of building it"],
  ],
  timing: [
    [/\b(budget|fiscal|financial year|next year|quarter)/i, "waits for the next budget"],
    [
      /\b(busy|bandwidth|capacity|resources?|other priorit|priority|priorities)/i,
      "other priorities first",
    ],
    [/\b(contract|renew|expires?|until)/i, "bound by a running contract"],
    [
      /\b(reorg|merger|acqui|freeze|new (ceo|cfo|cto|cio|boss|manager))/i,
      "changes in their company",
    ],
  ],
  authority: [
    [/\b(cfo|finance|procurement|purchasing)/i, "finance or procurement decides"],
    [/\b(board|ceo|management|executive|leadership|vp|director)/i, "leadership decides"],
    [/\b(cto|cio|ciso|it\b|security team|legal)/i, "another department has a say"],
    [/\b(team|colleagues|stakeholders?|committee|consensus|everyone)/i, "several have to agree"],
  ],
  other: [
    [
      /\b(trust|risk|start-?up|reference|size of your|how long have you)/i,
      "doubts that we will be there",
    ],
    [/\b(support|service|response time|onboarding)/i, "fears to be left alone with it"],
    [/\b(change|adoption|training|used to|resist)/i, "fears that nobody will use it"],
  ],
};

const USUAL: Record<ObjectionType, string> = {
  pricing: "price seems high for what they see",
  feature: "something they need is missing",
  security: "trust in how data is handled",
  integration: "fit with their systems",
  competitor: "another supplier is in the race",
  timing: "no reason to act now",
  authority: "the one who decides is not at the table",
  other: "not named yet",
};

/** What probably lies behind an objection of that type, in a few words: a first guess for the seller to correct. */
export function rootCauseOf(type: ObjectionType, text: string): string {
  return CAUSES[type].find(([words]) => words.test(text))?.[1] ?? USUAL[type];
}
