/** What can become of a deal between two days. The first nine change the open value, and a deal is in one of them at most. */
export const VALUE_CHANGES = [
  "added",
  "reopened",
  "taken_over",
  "grew",
  "shrank",
  "recoded",
  "won",
  "lost",
  "handed_over",
] as const;
export const OTHER_CHANGES = ["slipped", "pulled_in", "moved_on", "moved_back"] as const;
export const CHANGES = [...VALUE_CHANGES, ...OTHER_CHANGES] as const;
export type Change = (typeof CHANGES)[number];

const NAMES: Readonly<Record<Change, string>> = {
  added: "Added",
  reopened: "Reopened",
  taken_over: "Taken over",
  grew: "Grew",
  shrank: "Shrank",
  recoded: "Other currency",
  won: "Won",
  lost: "Lost",
  handed_over: "Handed over",
  slipped: "Slipped",
  pulled_in: "Pulled in",
  moved_on: "Moved on",
  moved_back: "Moved back",
};

/** The change as people read it. */
export function changeName(change: Change): string {
  return NAMES[change];
}
