import { AppError } from "../../../../kernel/errors.ts";
import { formatId } from "../../../../kernel/ids.ts";
import { nameKey } from "../../../../kernel/text.ts";
import type { Refusal } from "../import/report.ts";
import type { DealDraft, PersonName, StageEntry } from "../row/deal-draft.ts";
import { type ContactBook, openContactBook } from "./contact-book.ts";
import {
  changedState,
  type DealState,
  historyOf,
  historySince,
  isUnchanged,
  newState,
  type Refs,
} from "./deal-state.ts";
import { type NameBook, openNameBook, openPeopleBook, type PeopleBook } from "./name-books.ts";
import { type DealRow, noteKey, type World } from "./world.ts";

/** What is added to a deal besides its row. */
export type Additions = {
  entries: readonly StageEntry[];
  requirements: readonly string[];
  notes: readonly { at: Date; text: string; authorId: number }[];
};

/** A deal to be made; it keeps the number our own export gives it. */
export type PlannedDeal = Additions & { line: number; ownId: number | null; state: DealState };

/** A deal to be changed. */
export type PlannedChange = Additions & { line: number; before: DealRow; after: DealRow };

/** All that an import of deals will do. Accounts, contacts, products and people that are new have numbers below 0. */
export type DealPlan = {
  created: readonly PlannedDeal[];
  changed: readonly PlannedChange[];
  unchanged: number;
  refused: readonly Refusal[];
  accounts: NameBook;
  products: NameBook;
  people: PeopleBook;
  contacts: ContactBook;
  /** Of what names none. */
  currency: string;
  /** Rows that name no owner. */
  withoutOwner: number;
  /** Rows whose title is their product's or account's name. */
  withoutTitle: number;
};

export type PlanContext = {
  now: Date;
  /** Of deals whose row names none. */
  currency: string;
  /** Whose deals without an owner are. */
  defaultOwner: { id: number } | PersonName;
};

/** Decides what each row does, from what the file says and the database knows. Changes nothing. */
export function planDeals(
  drafts: readonly DealDraft[],
  world: World,
  context: PlanContext,
): DealPlan {
  const books = {
    accounts: openNameBook(world.accounts),
    products: openNameBook(world.products),
    people: openPeopleBook(world.people),
    contacts: openContactBook(world.contacts),
  };
  const find = finder(world.deals);
  const seen = new Map<string, number>();
  const created: PlannedDeal[] = [];
  const changed: PlannedChange[] = [];
  const refused: Refusal[] = [];
  let unchanged = 0;
  let withoutOwner = 0;
  let withoutTitle = 0;
  for (const draft of drafts) {
    try {
      mustBeFirst(draft, seen);
      const before = find(draft);
      mustBeNamed(draft, before);
      if (draft.owner) books.people.check(draft.owner, before?.ownerId);
      if (draft.se) books.people.check(draft.se, before?.seId);
      for (const { by } of draft.notes) books.people.check(by);
      const refs = refsOf(draft, before, books);
      if (!before && !draft.owner) withoutOwner++;
      if (!before && draft.title === null) withoutTitle++;
      const notes = draft.notes.map(({ by, ...note }) => ({
        ...note,
        authorId: books.people.find(by),
      }));
      if (before) {
        const after = changedState(draft, refs, before, context.now);
        const texts = world.requirements.get(before.id);
        const known = world.notes.get(before.id);
        const additions = {
          entries: historySince(draft, before, after),
          requirements: draft.requirements.filter((text) => !texts?.has(text)),
          notes: notes.filter((note) => !known?.has(noteKey(note))),
        };
        const same = isUnchanged(before, after);
        if (same && additions.requirements.length + additions.notes.length === 0) unchanged++;
        else changed.push({ line: draft.line, before, after, ...additions });
        continue;
      }
      const state = newState(draft, refs, {
        ...context,
        defaultOwnerId: draft.owner ? 0 : ownerByDefault(context, books.people),
      });
      created.push({
        line: draft.line,
        ownId: draft.identity.ownId,
        state,
        entries: historyOf(draft, state),
        requirements: draft.requirements,
        notes,
      });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      refused.push({ line: draft.line, reason: reasonOf(error) });
    }
  }
  return {
    created,
    changed,
    unchanged,
    refused,
    ...books,
    currency: context.currency,
    withoutOwner,
    withoutTitle,
  };
}

/** The refusal in one line. */
export function reasonOf(error: AppError): string {
  return [error.message, error.hint].filter(Boolean).join(" ");
}

type Books = {
  accounts: NameBook;
  products: NameBook;
  people: PeopleBook;
  contacts: ContactBook;
};

function mustBeFirst({ line, identity }: DealDraft, seen: Map<string, number>): void {
  const keys = [
    identity.ownId === null ? null : formatId("opp", identity.ownId),
    identity.sourceId === null ? null : `${identity.source} ${identity.sourceId}`,
  ].flatMap((key) => key ?? []);
  const first = keys.map((key) => seen.get(key)).find((one) => one !== undefined);
  if (first !== undefined)
    throw new AppError(
      "bad_input",
      identity.written === null
        ? `It has the same account, title, date and owner as line ${first}, and no id.`
        : `It has the same id as line ${first}.`,
    );
  for (const key of keys) seen.set(key, line);
}

/** Finds the deal a row is about: by the id of the system it comes from, else by our own. */
function finder(rows: readonly DealRow[]): (draft: DealDraft) => DealRow | null {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const bySource = new Map(rows.map((row) => [`${row.source} ${row.sourceId}`, row]));
  return ({ identity, createdAt }) => {
    const foreign = identity.sourceId && bySource.get(`${identity.source} ${identity.sourceId}`);
    if (foreign) return foreign;
    const own = byId.get(identity.ownId ?? 0);
    if (!own) return null;
    // Every workspace has an opp_1: the moment of its creation tells whether it is the same deal.
    if (!createdAt || createdAt.getTime() === own.createdAt.getTime()) return own;
    throw new AppError(
      "bad_input",
      `${formatId("opp", own.id)} is another deal here: ${own.title}.`,
      "Take the ids out of the file to import its deals as new ones.",
    );
  };
}

function mustBeNamed(draft: DealDraft, before: DealRow | null): void {
  if (before || draft.title !== null || draft.products?.[0] || draft.account) return;
  throw new AppError("bad_input", "It has no title, and no product or account to name it after.");
}

function refsOf(draft: DealDraft, before: DealRow | null, books: Books): Refs {
  const exact = draft.verbatim;
  const account = draft.account && books.accounts.find(draft.account, exact);
  // The export's own product names are not looked up: the catalogue may spell them otherwise by now.
  const products = exact
    ? draft.products
    : draft.products?.map((name) => (nameKey(name) ? books.products.find(name, false).name : name));
  const accountId = account ? account.id : draft.account === undefined ? undefined : null;
  const contactOf = accountId === undefined ? before?.accountId : accountId;
  return {
    title: draft.title ?? before?.title ?? products?.[0] ?? (account ? account.name : ""),
    accountId,
    contactId:
      draft.contact && contactOf
        ? books.contacts.find(contactOf, draft.contact)
        : draft.contact === undefined
          ? undefined
          : null,
    ownerId: draft.owner ? books.people.find(draft.owner, before?.ownerId) : undefined,
    seId: draft.se ? books.people.find(draft.se, before?.seId) : draft.se,
    products,
  };
}

function ownerByDefault({ defaultOwner }: PlanContext, people: PeopleBook): number {
  return "id" in defaultOwner ? defaultOwner.id : people.find(defaultOwner);
}
