/** What people switch on and off: each message the bot sends by itself is of one of these. */
export type Topic =
  | "approvals"
  | "leads"
  | "deal_changes"
  | "reminders"
  | "morning"
  | "digest"
  | "wins"
  | "team"
  | "alerts";

/** How a topic is named to people, and whether they get it before they said anything about it. */
export type TopicInfo = { label: string; about: string; isOn: boolean };

/** The topics in the order people read them. New kinds of alert belong to `alerts`, which nobody gets unasked. */
export const TOPICS: Readonly<Record<Topic, TopicInfo>> = {
  approvals: { label: "Approvals", about: "somebody waits for your decision", isOn: true },
  leads: { label: "Leads", about: "leads and deals given to you to accept", isOn: true },
  deal_changes: {
    label: "Deal changes",
    about: "what others did to your deals and demos",
    isOn: true,
  },
  reminders: { label: "Reminders", about: "demos, proofs of concept, follow-ups", isOn: true },
  morning: { label: "Morning message", about: "your day in two lines", isOn: true },
  digest: { label: "Digests", about: "pipeline digests sent to you", isOn: true },
  wins: { label: "Wins", about: "deals that were won", isOn: true },
  team: { label: "Team", about: "your roles, and work you asked for", isOn: true },
  alerts: { label: "Alerts", about: "what else the bot noticed", isOn: false },
};

/** Whether the word is a topic. */
export function isTopic(word: string): word is Topic {
  return Object.hasOwn(TOPICS, word);
}
