import { ROLES, type Role } from "../../../kernel/access.ts";
import { AppError } from "../../../kernel/errors.ts";
import { joinWords, nearest } from "../../../kernel/text.ts";

/** What each role is called, for lists one chooses from. */
export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  admin: "Admin (RevOps)",
  manager: "Manager",
  ae: "Account executive",
  sdr: "Sales development rep",
  se: "Sales engineer",
  csm: "Customer success manager",
  marketing: "Marketing",
  product: "Product",
  legal: "Legal",
  finance: "Finance",
  viewer: "Viewer",
};

/** Other words people write for a role. */
const ALIASES: Readonly<Record<string, Role>> = {
  revops: "admin",
  seller: "ae",
  rep: "ae",
  bdr: "sdr",
  presales: "se",
  cs: "csm",
};

/** The roles that count: those set here, admin for whom Slack or the configuration trusts, and viewer for the rest. */
export function effectiveRoles(
  person: { roles: readonly Role[]; isSlackAdmin: boolean; slackUserId: string | null },
  configuredAdmins: readonly string[],
): Role[] {
  const all = new Set(person.roles);
  const isConfigured = person.slackUserId !== null && configuredAdmins.includes(person.slackUserId);
  if (person.isSlackAdmin || isConfigured) all.add("admin");
  return all.size > 0 ? inOrder(all) : ["viewer"];
}

/** Each role once, in the order of the product's list. */
export function inOrder(roles: Iterable<Role>): Role[] {
  const given = new Set(roles);
  return ROLES.filter((role) => given.has(role));
}

/**
 * Reads `ae`, `ae,manager`, `SE and admin`; `none` is no role.
 * @throws AppError bad_input for an unknown role, with the nearest one
 */
export function readRoles(written: string): Role[] {
  const words = written
    .toLowerCase()
    .split(/[\s,;+&]+/)
    .filter((word) => word && word !== "and");
  if (words.length === 1 && words[0] === "none") return [];
  if (words.length === 0) throw new AppError("bad_input", "No role is given.", choices());
  return inOrder(words.map(readRole));
}

function readRole(word: string): Role {
  const known: Readonly<Record<string, Role>> = {
    ...ALIASES,
    ...Object.fromEntries(ROLES.map((role) => [role, role])),
  };
  const role = Object.hasOwn(known, word) ? known[word] : undefined;
  if (role) return role;
  const near = nearest(word, Object.keys(known));
  throw new AppError(
    "bad_input",
    `There is no role “${word}”.`,
    near ? `Did you mean \`${known[near]}\`? ${choices()}` : choices(),
  );
}

function choices(): string {
  return `The roles: ${joinWords(ROLES, "or")}.`;
}
