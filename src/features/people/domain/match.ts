import { nearest } from "../../../kernel/text.ts";
import { type Person, personKey } from "./person.ts";

/**
 * Whom a written name means: everybody whose handle it is; else whose whole name, whose first name, or the beginning of
 * whose name or handle it is. The first of these that anybody meets decides. Somebody whose account was closed is meant
 * only by their whole name or handle, and only when nobody else is.
 */
export function matchPeople(written: string, candidates: readonly Person[]): Person[] {
  const word = written.trim().toLowerCase();
  const key = personKey(written);
  const handle = (person: Person) => person.handle?.toLowerCase() ?? "";
  const exact = [
    (person: Person) => handle(person) === word,
    (person: Person) => personKey(person.name) === key,
  ];
  const loose = [
    (person: Person) => personKey(person.name).startsWith(`${key} `),
    (person: Person) => personKey(person.name).startsWith(key) || handle(person).startsWith(word),
  ];
  const first = (tests: readonly ((person: Person) => boolean)[], from: readonly Person[]) => {
    for (const test of tests) {
      const met = from.filter(test);
      if (met.length > 0) return met;
    }
    return [];
  };
  if (!key) return [];
  const active = first(
    [...exact, ...loose],
    candidates.filter((person) => person.isActive),
  );
  return active.length > 0 ? active : first(exact, candidates);
}

/** The name of the person a mistyped name most likely means, or null when none is near. */
export function nearestName(
  written: string,
  names: readonly { name: string; handle: string | null }[],
): string | null {
  const spellings = names.flatMap(({ name, handle }) => {
    const key = personKey(name);
    return [key, key.split(" ")[0] ?? "", handle ?? ""].map((spelling) => ({ spelling, name }));
  });
  const near = nearest(
    personKey(written),
    spellings.map(({ spelling }) => spelling),
  );
  return spellings.find(({ spelling }) => spelling === near)?.name ?? null;
}
