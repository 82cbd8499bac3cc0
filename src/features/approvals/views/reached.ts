import { type Day, dayOf, formatDay } from "../../../kernel/dates.ts";
import { join, Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import { type Approver, type Staff, standInFor } from "../domain/approvers.ts";

/** Somebody a card goes to, and why to them; null when they are asked for themself. */
export type Reached = { personId: number; slackUserId: string; why: Mrkdwn | null };

/** Whom a card reaches now: those who are asked, or who stands in for them while they are away; each once. */
export function reach(
  approvers: readonly Approver[],
  staff: Staff,
  requesterId: number,
  now: Date,
): Reached[] {
  const reached = new Map<number, { slackUserId: string; whys: (string | null)[] }>();
  for (const one of approvers) {
    const asked = staff.get(one.personId);
    const standIn = standInFor(staff, one.personId, requesterId);
    const reader = standIn ?? asked;
    if (!asked || !reader?.slackUserId) continue;
    const today = dayOf(now, reader.timeZone);
    const why = standIn
      ? md`For ${asked.name}, who is away until ${formatDay(asked.away?.until ?? today, { today })}`
      : whyAsked(one, staff, today);
    const known = reached.get(reader.id) ?? { slackUserId: reader.slackUserId, whys: [] };
    known.whys.push(why?.text ?? null);
    reached.set(reader.id, known);
  }
  return [...reached].map(([personId, { slackUserId, whys }]) => ({
    personId,
    slackUserId,
    why: whys.includes(null)
      ? null
      : join(
          [...new Set(whys)].map((why) => new Mrkdwn(why ?? "")),
          " · ",
        ),
  }));
}

/** The names of those a request waits for, stand-ins with whom they stand in for. */
export function waitsFor(
  approvers: readonly Approver[],
  staff: Staff,
  requesterId: number,
): string[] {
  const names = approvers.flatMap(({ personId }) => {
    const name = staff.get(personId)?.name;
    const standIn = standInFor(staff, personId, requesterId);
    return name ? [standIn ? `${standIn.name} (for ${name})` : name] : [];
  });
  return [...new Set(names)];
}

function whyAsked(one: Approver, staff: Staff, today: Day): Mrkdwn | null {
  if (one.way === "fallback") return md`Asked because nobody the rule names can decide it`;
  const from = one.escalatedFromId === null ? undefined : staff.get(one.escalatedFromId);
  if (one.way !== "escalated" || !from) return null;
  return from.away
    ? md`You may decide too: ${from.name} is away until ${formatDay(from.away.until, { today })}`
    : md`You may decide too: ${from.name} has not answered yet`;
}
