import { personKey } from "./person.ts";
import type { Profile } from "./profile.ts";

/** An imported person whom no Slack account belongs to yet. */
export type Unlinked = { id: number; nameKey: string; email: string | null };

/**
 * The imported person who now shows up in Slack, or null. The same e-mail address decides; else exactly the same name,
 * when only one person has it.
 */
export function findImported(
  profile: Profile,
  imported: readonly Unlinked[],
): { id: number; by: "email" | "name" } | null {
  const byEmail = imported.find(({ email }) => email !== null && email === profile.email);
  if (byEmail) return { id: byEmail.id, by: "email" };
  const key = personKey(profile.name ?? "");
  const [byName, ...others] = imported.filter(({ nameKey }) => key !== "" && nameKey === key);
  return byName && others.length === 0 ? { id: byName.id, by: "name" } : null;
}
