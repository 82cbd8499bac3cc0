import { DrizzleQueryError } from "drizzle-orm/errors";

/** What PostgreSQL says to every statement after the one that failed. */
const ECHO = "25P02";

/**
 * Statements of one transaction, sent one behind the other without waiting in between.
 * @throws what the first that failed said; those behind it only know that the transaction is aborted
 */
export async function together(statements: readonly PromiseLike<unknown>[]): Promise<void> {
  const settled = await Promise.allSettled(statements);
  const failures = settled.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  if (failures.length > 0) throw failures.find((failure) => !isEcho(failure)) ?? failures[0];
}

function isEcho(failure: unknown): boolean {
  const cause: unknown = failure instanceof DrizzleQueryError ? failure.cause : failure;
  return typeof cause === "object" && cause !== null && "code" in cause && cause.code === ECHO;
}
