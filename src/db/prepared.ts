import { type Placeholder, sql } from "drizzle-orm";
import type { Sql } from "postgres";
import { clientOf, type Tx } from "./transaction.ts";

/** What drizzle's query builders end in. */
type Preparable<Result> = {
  prepare(name: string): { execute(values: Record<string, unknown>): Promise<Result> };
};

/** What PostgreSQL is sent as it is; a moment goes as its ISO text. */
export type Value = string | number | boolean | null;

/** More texts of one query than a bot needs in a day: beyond, they are built anew. */
const MOST_SHAPES = 200;

/**
 * A query that is asked at nearly every act of a person: its SQL is built once for each connection and from then on only
 * gets its values. Building it each time takes longer than PostgreSQL takes to answer.
 * @example const findName = prepared(["id"], (tx, { id }) =>
 *   tx.select({ name: people.name }).from(people).where(eq(people.id, id)));
 */
export function prepared<Name extends string, Result>(
  names: readonly Name[],
  build: (tx: Tx, values: Record<Name, Placeholder>) => Preparable<Result>,
): (tx: Tx, values: Record<Name, Value>) => Promise<Result> {
  const query = preparedByShape<Name, null, Result>(names, (tx, values) => build(tx, values));
  return (tx, values) => query(tx, values, null);
}

/** The same for a query whose text depends on what is asked: built once for each `shape`, which must be plain data. */
export function preparedByShape<Name extends string, Shape, Result>(
  names: readonly Name[],
  build: (tx: Tx, values: Record<Name, Placeholder>, shape: Shape) => Preparable<Result>,
): (tx: Tx, values: Record<Name, Value>, shape: Shape) => Promise<Result> {
  const placeholders = Object.fromEntries<Placeholder<string>>(
    names.map((name) => [name, sql.placeholder(name)]),
  ) as Record<Name, Placeholder>;
  const built = new WeakMap<Sql, Map<string, ReturnType<Preparable<Result>["prepare"]>>>();
  return async (tx, values, shape) => {
    const client = clientOf(tx);
    const queries = built.get(client) ?? new Map();
    built.set(client, queries);
    const key = JSON.stringify(shape);
    const query = queries.get(key) ?? build(tx, placeholders, shape).prepare("prepared");
    if (queries.size >= MOST_SHAPES) queries.clear();
    queries.set(key, query);
    return query.execute(values);
  };
}
