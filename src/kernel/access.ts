import { AppError } from "./errors.ts";

/** What a person is in the sales team; one person may be several. `viewer` is anyone we know nothing of. */
export const ROLES = [
  "admin",
  "manager",
  "ae",
  "sdr",
  "se",
  "csm",
  "marketing",
  "product",
  "legal",
  "finance",
  "viewer",
] as const;
export type Role = (typeof ROLES)[number];

/** How a person stands to the one deal that is being acted on. */
export type Relation = "owner" | "owners_manager" | "se" | "team" | "member";

/** Who is acting: read from the database for each act, never from the message that asks for it. */
export type Actor = {
  workspaceId: string;
  personId: number;
  slackUserId: string;
  name: string;
  timeZone: string;
  roles: readonly Role[];
  teamId: number | null;
};

/** The bot itself, which acts when time passes or nobody in Slack asks: person 0, with the rights of an admin. */
export function botActor(workspaceId: string, name = "Dealdesk"): Actor {
  return {
    workspaceId,
    personId: 0,
    slackUserId: "",
    name,
    timeZone: "UTC",
    roles: ["admin"],
    teamId: null,
  };
}

type Rule = {
  /** The act, to finish "Only … may". */
  act: string;
  roles: readonly Role[];
  relations?: readonly Relation[];
};

const SALES: readonly Role[] = ["sdr", "ae", "se", "csm", "manager", "admin"];

/**
 * Who may do what, the whole product in one table. `listen()` refuses those who never may;
 * the operation refuses, inside its transaction, those who don't stand close enough to the deal.
 */
export const PERMISSIONS = {
  "help.read": { act: "read the help", roles: ROLES },
  "lead.create": {
    act: "create and qualify leads",
    roles: ["marketing", "sdr", "ae", "manager", "admin"],
  },
  "deal.create": {
    act: "create a deal or convert a lead",
    roles: ["sdr", "ae", "manager", "admin"],
  },
  "deal.totals": { act: "see the totals", roles: ROLES },
  "deal.see": {
    act: "see this deal",
    roles: ["admin"],
    relations: ["owner", "se", "team", "owners_manager", "member"],
  },
  "deal.see_all": { act: "see every deal", roles: SALES },
  "deal.change": {
    act: "change this deal",
    roles: ["admin"],
    relations: ["owner", "owners_manager"],
  },
  "deal.change_se_fields": {
    act: "change the sales engineering part of this deal",
    roles: ["admin"],
    relations: ["owner", "owners_manager", "se"],
  },
  "deal.note": {
    act: "write a note on this deal",
    roles: ["admin"],
    relations: ["owner", "se", "team", "owners_manager", "member"],
  },
  "deal.override": {
    act: "skip a stage gate or reopen a closed deal",
    roles: ["manager", "admin"],
  },
  "discovery.log": {
    act: "log requirements, challenges or objections on this deal",
    roles: ["se", "manager", "admin"],
    relations: ["owner", "se", "team", "owners_manager", "member"],
  },
  "library.edit": {
    act: "edit the objection library",
    roles: ["se", "manager", "admin"],
  },
  "library.read": { act: "read the objection library", roles: SALES },
  "engineering.work": {
    act: "work on demos and proofs of concept",
    roles: ["se", "manager", "admin"],
    relations: ["owner", "se", "owners_manager"],
  },
  "lead.see": {
    act: "see leads",
    roles: ["marketing", "sdr", "ae", "se", "csm", "manager", "admin"],
  },
  "lead.assign": {
    act: "give leads to people",
    roles: ["sdr", "manager", "admin"],
    relations: ["owner", "owners_manager"],
  },
  "quote.write": {
    act: "write quotes and contracts of this deal",
    roles: ["admin"],
    relations: ["owner", "owners_manager", "se"],
  },
  "catalogue.edit": { act: "edit the product catalogue", roles: ["manager", "admin"] },
  "catalogue.read": { act: "read the product catalogue", roles: SALES },
  "approval.decide": {
    // Whom the request names is checked where it is decided: legal, finance or a delegate may be of any role.
    act: "decide an approval",
    roles: ROLES,
  },
  "contract.review": { act: "review contracts", roles: ["legal", "admin"] },
  "billing.set_up": { act: "set up billing", roles: ["finance", "admin"] },
  "forecast.roll_up": { act: "see or adjust the forecast of others", roles: ["manager", "admin"] },
  "forecast.own": { act: "see or submit a forecast", roles: ["ae", "manager", "admin"] },
  "quota.set": { act: "set quotas", roles: ["manager", "admin"] },
  "digest.subscribe": { act: "subscribe a channel to a digest", roles: SALES },
  "people.see": {
    act: "see the sales team",
    roles: [...SALES, "marketing", "product", "legal", "finance"],
  },
  "workspace.administer": {
    act: "change settings, roles, imports and exports, or read the audit log",
    roles: ["admin"],
  },
} as const satisfies Record<string, Rule>;
export type Permission = keyof typeof PERMISSIONS;

const ROLE_WORDS: Record<Role, string> = {
  admin: "admins",
  manager: "managers",
  ae: "account executives",
  sdr: "sales development reps",
  se: "sales engineers",
  csm: "customer success managers",
  marketing: "marketing",
  product: "product",
  legal: "legal",
  finance: "finance",
  viewer: "viewers",
};
const RELATION_WORDS: Record<Relation, string> = {
  owner: "the deal's owner",
  owners_manager: "the owner's managers",
  se: "the deal's sales engineer",
  team: "the deal's team",
  member: "people added to the deal",
};

/** Whether these roles, or this standing to the deal, allow the act. */
export function isAllowed(
  actor: Pick<Actor, "roles">,
  permission: Permission,
  relations: readonly Relation[] = [],
): boolean {
  const rule: Rule = PERMISSIONS[permission];
  return (
    actor.roles.some((role) => rule.roles.includes(role)) ||
    relations.some((relation) => rule.relations?.includes(relation))
  );
}

/** Whether there can be any deal on which the actor may do this: what is checked before the deal is known. */
export function mayEver(actor: Pick<Actor, "roles">, permission: Permission): boolean {
  const rule: Rule = PERMISSIONS[permission];
  return isAllowed(actor, permission) || (rule.relations?.length ?? 0) > 0;
}

/** "the deal's owner, the owner's managers or admins": who may, in words. */
export function whoMay(permission: Permission): string {
  const rule: Rule = PERMISSIONS[permission];
  // Who owns a lead owns no deal yet.
  const thing = permission.startsWith("lead.") ? "lead" : "deal";
  const words = [
    ...(rule.relations ?? []).map((relation) =>
      RELATION_WORDS[relation].replace("the deal's", `the ${thing}'s`),
    ),
    ...rule.roles.map((role) => ROLE_WORDS[role]),
  ];
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

/** The refusal that names who may. */
export function forbidden(permission: Permission): AppError {
  return new AppError(
    "forbidden",
    `You may not ${PERMISSIONS[permission].act}.`,
    `That is for ${whoMay(permission)}.`,
  );
}

/** Throws the refusal unless the act is allowed. Call it inside the transaction that does the act. */
export function authorize(
  actor: Pick<Actor, "roles">,
  permission: Permission,
  relations: readonly Relation[] = [],
): void {
  if (!isAllowed(actor, permission, relations)) throw forbidden(permission);
}
