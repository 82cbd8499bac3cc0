import { AppError } from "../../../../kernel/errors.ts";
import { nameKey } from "../../../../kernel/text.ts";
import { personKey } from "../../../people/index.ts";
import type { PersonName } from "../row/deal-draft.ts";

/** Something the workspace knows by its name. */
export type Named = { id: number; name: string; nameKey: string };

/** A name that was written otherwise than it is kept. */
export type Spelling = { written: string; meant: string; rows: number };

/**
 * The accounts or products of a workspace and of a file. What is new gets a number below 0 until it is saved.
 * `find` with `toTheLetter` tells "Go Pro" from "GoPro"; otherwise a name without its spaces is enough.
 */
export type NameBook = {
  find(written: string, toTheLetter: boolean): Named;
  added: Named[];
  spellings(): Spelling[];
};

export function openNameBook(known: readonly Named[]): NameBook {
  const byKey = new Map<string, Named>();
  const byLetters = new Map<string, Named>();
  const spellings = new Map<string, Spelling>();
  const added: Named[] = [];
  const remember = (one: Named) => {
    byKey.set(one.nameKey, one);
    const letters = one.nameKey.replaceAll(" ", "");
    if (!byLetters.has(letters)) byLetters.set(letters, one);
  };
  for (const one of known) remember(one);
  return {
    added,
    find(written, toTheLetter) {
      const key = nameKey(written);
      const found =
        byKey.get(key) ?? (toTheLetter ? undefined : byLetters.get(key.replaceAll(" ", "")));
      if (found) {
        if (found.name !== written) count(spellings, written, found.name);
        return found;
      }
      const fresh: Named = { id: -1 - added.length, name: written, nameKey: key };
      added.push(fresh);
      remember(fresh);
      return fresh;
    },
    spellings: () => [...spellings.values()].sort((a, b) => b.rows - a.rows),
  };
}

function count(spellings: Map<string, Spelling>, written: string, meant: string): void {
  const key = `${written}\n${meant}`;
  const spelling = spellings.get(key) ?? { written, meant, rows: 0 };
  spelling.rows++;
  spellings.set(key, spelling);
}

/** Somebody of the sales team, as far as an import has to know them. */
export type KnownPerson = { id: number; name: string; nameKey: string; email: string | null };

/** The people of a workspace and of a file; who is new has a number below 0 until they are saved. */
export type PeopleBook = {
  /**
   * @param current who it is now: meant when they have that name, whoever else has it
   * @throws AppError bad_input when several have that name and nothing tells which is meant
   */
  check(person: PersonName, current?: number | null): void;
  find(person: PersonName, current?: number | null): number;
  added: (PersonName & { id: number })[];
};

/** Finds people by their address, else by their name, as the import of people does. */
export function openPeopleBook(known: readonly KnownPerson[]): PeopleBook {
  const byEmail = new Map<string, KnownPerson>();
  const byKey = new Map<string, KnownPerson[]>();
  const added: (PersonName & { id: number })[] = [];
  const remember = (one: KnownPerson) => {
    if (one.email && !byEmail.has(one.email)) byEmail.set(one.email, one);
    byKey.set(one.nameKey, [...(byKey.get(one.nameKey) ?? []), one]);
  };
  for (const one of known) remember(one);
  const namesakes = ({ name, email }: PersonName) =>
    (byKey.get(personKey(name)) ?? []).filter((one) => email === null || one.email === null);
  const certain = (person: PersonName, current: number | null | undefined) =>
    byEmail.get(person.email ?? "") ?? namesakes(person).find((one) => one.id === current);
  return {
    added,
    check(person, current) {
      if (certain(person, current) || namesakes(person).length < 2) return;
      throw new AppError(
        "bad_input",
        `Several people are called ${person.name}.`,
        "Give the e-mail address of the one who is meant.",
      );
    },
    find(person, current) {
      const found = certain(person, current) ?? namesakes(person)[0];
      if (found) return found.id;
      const id = -1 - added.length;
      added.push({ ...person, id });
      remember({ id, ...person, nameKey: personKey(person.name) });
      return id;
    },
  };
}
