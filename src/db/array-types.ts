import { makePgArray } from "drizzle-orm/pg-core";

/**
 * Lists in our SQL, by hand and in drizzle's columns. postgres.js would ask the server for these types at each
 * connect; drizzle's own reader of arrays loses a backslash at the end of a text.
 */
export const ARRAY_TYPES = {
  texts: arrayType(1009, (text) => text),
  integers: arrayType(1007, Number),
  bigints: arrayType(1016, Number),
};

function arrayType<T>(oid: number, read: (text: string) => T) {
  return {
    to: oid,
    from: [oid],
    // drizzle's columns hand over their lists as text already.
    serialize: (values: (T | null)[] | string) =>
      typeof values === "string" ? values : makePgArray(values),
    parse: (text: string) => readArray(text).map((value) => (value === null ? null : read(value))),
  };
}

/** Reads PostgreSQL's `{plain,"in \\"quotes\\"",NULL}` of one dimension. */
export function readArray(text: string): (string | null)[] {
  return Array.from(text.matchAll(/"((?:[^"\\]|\\.)*)"|([^,{}]+)/gs), ([, quoted, plain = ""]) =>
    quoted !== undefined ? quoted.replace(/\\(.)/gs, "$1") : plain === "NULL" ? null : plain,
  );
}
