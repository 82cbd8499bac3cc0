import type { Severity } from "./challenge.ts";
import type { Effort } from "./effort.ts";

/** A way to meet a challenge that has worked before, of our own writing. */
export type Mitigation = {
  kind: string;
  text: string;
  /** The same as the customer reads it in a document; null where nothing of it is for their eyes. */
  offer: string | null;
  /** What it takes as a solution of its own. */
  effort: Effort;
  weeks: number;
};

type Entry = Mitigation & { words: RegExp };

/** Tried from the first to the last; the narrow kinds come before the wide ones. */
const LIBRARY: readonly Entry[] = [
  {
    kind: "data residency",
    words: /\b(data residency|resid(e|ency)|sovereign|data cent(er|re)s?|hosted in|schrems)/,
    text: "Show the hosting regions and the subprocessor list, and write the region into the contract.",
    offer:
      "The hosting regions and the list of subprocessors, and the agreed region written into the contract.",
    effort: "M",
    weeks: 2,
  },
  {
    kind: "security review",
    words: /\b(security|pen[- ]?test|ciso|infosec|vulnerab|encrypt|soc ?2|iso ?27001)/,
    text: "Send the security pack (certificates, test summary, architecture) and book an hour between both security teams.",
    offer:
      "Our security pack (certificates, test summary, architecture), and an hour between both security teams.",
    effort: "M",
    weeks: 2,
  },
  {
    kind: "compliance",
    words: /\b(gdpr|hipaa|complian|regulat|audit|works council|dpo|data protection)/,
    text: "Name the rules that apply with their data protection officer, and answer them one by one in a compliance matrix.",
    offer:
      "The rules that apply, named with your data protection officer and answered one by one in a compliance matrix.",
    effort: "M",
    weeks: 3,
  },
  {
    kind: "migration",
    words: /\b(migrat|legacy|old system|historical data|data quality|import(ing)? data|cut-?over)/,
    text: "Run a trial migration with a sample of their data, agree on a cut-over plan with a way back.",
    offer: "A trial migration with a sample of your data, and a cut-over plan with a way back.",
    effort: "L",
    weeks: 4,
  },
  {
    kind: "integration",
    words: /\b(integrat|api|connector|sap|erp|middleware|interface|sync)/,
    text: "Map the interfaces with their engineers, build the riskiest one first in a proof of concept.",
    offer:
      "The interfaces mapped with your engineers, and the riskiest one built first in a proof of concept.",
    effort: "L",
    weeks: 3,
  },
  {
    kind: "performance",
    words: /\b(performance|latency|slow|scal(e|ing|ab)|load|throughput|uptime|availability)/,
    text: "Agree on numbers and measure them with their volumes in a proof of concept.",
    offer: "Numbers agreed beforehand and measured with your volumes in a proof of concept.",
    effort: "M",
    weeks: 3,
  },
  {
    kind: "missing feature",
    words: /\b(missing|lacks?|gap|not support|does(n't| not) (do|have)|no support|roadmap)/,
    text: "Separate the need from the feature, show the way around, and get a dated line of the roadmap from product.",
    offer: "The need behind the feature worked out with you, and a way to meet it today.",
    effort: "L",
    weeks: 4,
  },
  {
    kind: "budget",
    words: /\b(budget|cost|pric(e|ing)|expens|funding|cfo|afford)/,
    text: "Build the business case with their numbers, and offer a first phase that fits this year's budget.",
    offer: "A business case with your numbers, and a first phase that fits this year's budget.",
    effort: "S",
    weeks: 2,
  },
  {
    kind: "timeline",
    words: /\b(deadline|timeline|time ?frame|go-?live|too (late|soon|tight)|delay|urgent|freeze)/,
    text: "Plan backwards from their date with both teams, and cut a first release that fits.",
    offer: "A plan made backwards from your date by both teams, with a first release that fits it.",
    effort: "M",
    weeks: 2,
  },
  {
    kind: "people",
    words:
      /\b(resource|capacity|staff|understaffed|skills?|expertise|no (time|people|team)|bandwidth|developer)/,
    text: "Offer services or a partner for the set-up, and agree on the hours each side gives per week.",
    offer:
      "Services or a partner for the set-up, and the hours each side gives per week agreed on.",
    effort: "M",
    weeks: 3,
  },
  {
    kind: "adoption",
    words:
      /\b(adopt|change management|training|resist|habit|users? (refuse|reject|fear)|usability)/,
    text: "Start with one team and a champion in it, with training and a measure of use after four weeks.",
    offer: "A start with one team, with training and a measure of use after four weeks.",
    effort: "M",
    weeks: 4,
  },
  {
    kind: "decision",
    words:
      /\b(stakeholder|sponsor|champion|decision|board|buy-?in|procurement|politic|reorgani|committee)/,
    text: "Draw the map of who decides, find a sponsor, and write a mutual plan with dates for each approval.",
    offer: "A plan that both sides share, with a date for each approval.",
    effort: "S",
    weeks: 2,
  },
  {
    kind: "contract",
    words: /\b(legal|contract|liabilit|terms|indemn|sla|lawyer|licen[cs]e)/,
    text: "Bring legal of both sides together early, with a list of the clauses that matter and our usual answers.",
    offer: "Legal of both sides brought together early, with a list of the clauses that matter.",
    effort: "S",
    weeks: 2,
  },
  {
    kind: "competition",
    words:
      /\b(competitor|incumbent|in-?house|build it themselves|existing (vendor|tool|supplier)|switch)/,
    text: "Compare on the three needs that decide, with a reference customer who switched.",
    offer: null,
    effort: "S",
    weeks: 2,
  },
];

const BY_SEVERITY: Readonly<Record<Severity, Mitigation>> = {
  high: {
    kind: "open point",
    text: "Name an owner on both sides this week, agree on what would settle it, and look at it every week until it is settled.",
    offer:
      "A named owner on both sides, what would settle it agreed on, and a look at it every week until it is settled.",
    effort: "M",
    weeks: 3,
  },
  medium: {
    kind: "open point",
    text: "Talk it through in the next call, agree on a way around and on who follows it up.",
    offer: null,
    effort: "S",
    weeks: 2,
  },
  low: {
    kind: "open point",
    text: "Keep it in view and ask again at the next step.",
    offer: null,
    effort: "S",
    weeks: 2,
  },
};

/** The mitigation that fits the words of a challenge; without such words, what helps with any of its severity. */
export function mitigationFor(text: string, severity: Severity): Mitigation {
  const plain = text.normalize("NFKC").toLowerCase().replaceAll("’", "'");
  return LIBRARY.find((entry) => entry.words.test(plain)) ?? BY_SEVERITY[severity];
}
