import type { Role } from "../../../kernel/access.ts";
import type { Day } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";
import type { ApprovalRule } from "../../../kernel/settings.ts";

/** Somebody of the workspace, as far as it matters for who decides. */
export type Colleague = {
  id: number;
  name: string;
  slackUserId: string | null;
  timeZone: string;
  /** Those that count, an admin of Slack's own included. */
  roles: readonly Role[];
  managerId: number | null;
  isActive: boolean;
  /** Null while they are here. */
  away: { until: Day; delegateId: number | null } | null;
};

/** Those who may have a say, those above them and their stand-ins, by number. */
export type Staff = ReadonlyMap<number, Colleague>;

/** How somebody came to be asked. */
export const WAYS_IN = ["named", "line", "role", "fallback", "escalated"] as const;
export type WayIn = (typeof WAYS_IN)[number];

/** One who may answer for a line of the rule. */
export type Approver = {
  seat: number;
  personId: number;
  way: WayIn;
  /** Whose manager they are, when it was escalated to them. */
  escalatedFromId: number | null;
};

/** What somebody may answer for, and in whose place. */
export type Standing = { seat: number; forId: number | null };

/**
 * Who decides, by the rule: for each of its lines a seat with the people who may answer for it. "In line" is the nearest above the
 * deal's owner with that role; if there is none, all with that role, and if there are none, the admins. The requester is never among them.
 * @throws AppError rule_broken when nobody is left for the request, or for a seat where all must agree
 */
export function approversOf(
  rule: ApprovalRule,
  staff: Staff,
  asked: { requesterId: number; ownerId: number },
): Approver[] {
  const { requesterId, ownerId } = asked;
  const isFit = (one: Colleague) => mayDecide(one, requesterId);
  const all = [...staff.values()].filter(isFit);
  const withRole = (role: Role) => all.filter((one) => one.roles.includes(role));
  const seats = rule.approvers.map((line): { way: WayIn; people: Colleague[] }[] => {
    const admins = { way: "fallback" as const, people: withRole("admin") };
    if ("personId" in line) {
      const named = staff.get(line.personId);
      const above = lineOf(staff, line.personId).filter(isFit).slice(0, 1);
      return [
        { way: "named", people: named && isFit(named) ? [named] : [] },
        { way: "fallback", people: above },
        admins,
      ];
    }
    const { role } = line;
    const above = lineOf(staff, ownerId).filter((one) => isFit(one) && one.roles.includes(role));
    return [
      { way: "line", people: line.inLine ? above.slice(0, 1) : [] },
      { way: "role", people: withRole(role) },
      admins,
    ];
  });
  const approvers = seats.flatMap((ways, seat) => {
    const found = ways.find((one) => one.people.length > 0);
    if (!found && rule.agree === "all") throw nobodyDecides();
    const { way, people } = found ?? { way: "named", people: [] };
    return people.map(({ id }) => ({ seat, personId: id, way, escalatedFromId: null }));
  });
  if (approvers.length === 0) throw nobodyDecides();
  return approvers;
}

/**
 * Their own managers, who may decide too from now on: for each the nearest above who can, unless they are asked already.
 * @param whose only for these; for everybody who is asked when left out
 */
export function escalate(
  approvers: readonly Approver[],
  staff: Staff,
  requesterId: number,
  whose?: ReadonlySet<number>,
): Approver[] {
  const asked = new Set(approvers.map((one) => keyOf(one)));
  const added: Approver[] = [];
  for (const { seat, personId } of approvers) {
    if (whose && !whose.has(personId)) continue;
    const manager = lineOf(staff, personId).find((one) => mayDecide(one, requesterId));
    if (!manager) continue;
    const next = {
      seat,
      personId: manager.id,
      way: "escalated" as const,
      escalatedFromId: personId,
    };
    if (asked.has(keyOf(next))) continue;
    asked.add(keyOf(next));
    added.push(next);
  }
  return added;
}

/**
 * Who stands in for somebody now: the delegate of a person who is away, unless the delegate is the requester, is away too, or
 * can't be reached. Null otherwise.
 */
export function standInFor(staff: Staff, personId: number, requesterId: number): Colleague | null {
  const delegateId = staff.get(personId)?.away?.delegateId ?? null;
  const delegate = delegateId === null ? undefined : staff.get(delegateId);
  return delegate && mayDecide(delegate, requesterId) && !delegate.away ? delegate : null;
}

/** The seats somebody may answer for now: their own, and those of people who are away and named them. Own ones first. */
export function standingOf(
  personId: number,
  approvers: readonly Approver[],
  staff: Staff,
  requesterId: number,
): Standing[] {
  const person = staff.get(personId);
  if (!person || !mayDecide(person, requesterId)) return [];
  const own = approvers.filter((one) => one.personId === personId);
  const lent = approvers.filter(
    (one) => standInFor(staff, one.personId, requesterId)?.id === personId,
  );
  const found = new Map<number, Standing>();
  for (const { seat } of own) found.set(seat, { seat, forId: null });
  for (const { seat, personId: forId } of lent)
    if (!found.has(seat)) found.set(seat, { seat, forId });
  return [...found.values()];
}

/** Those above somebody, nearest first; ends even in a ring. */
function lineOf(staff: Staff, personId: number): Colleague[] {
  const line: Colleague[] = [];
  const seen = new Set([personId]);
  let above = staff.get(personId)?.managerId ?? null;
  while (above !== null && !seen.has(above)) {
    seen.add(above);
    const manager = staff.get(above);
    if (!manager) break;
    line.push(manager);
    above = manager.managerId;
  }
  return line;
}

function mayDecide(one: Colleague, requesterId: number): boolean {
  return one.isActive && one.slackUserId !== null && one.id !== requesterId;
}

const keyOf = ({ seat, personId }: Pick<Approver, "seat" | "personId">) => `${seat} ${personId}`;

function nobodyDecides(): AppError {
  return new AppError(
    "rule_broken",
    "Nobody but you could decide this, and nobody decides their own request.",
    "An admin gives you a manager, or somebody else the role: `/deal people set @ada manager @dan`.",
  );
}
