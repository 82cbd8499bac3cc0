/** What kind of failure a person met. Each has its own HTTP status and tone, none is a bug. */
export type ErrorCode = "bad_input" | "not_found" | "forbidden" | "conflict" | "rule_broken";

/**
 * A failure the person can understand: what happened, and in `hint` what to do next.
 * Anything that is not an AppError is a bug or an outage and is answered with a reference only.
 */
export class AppError extends Error {
  override readonly name = "AppError";
  readonly code: ErrorCode;
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, hint?: string) {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}

/** The message of anything thrown, for logs. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Slack delivered the same act of a person twice. The first delivery did it and answered; this one stays silent. */
export class Redelivered extends Error {
  override readonly name = "Redelivered";
  constructor() {
    super("This request has been carried out already.");
  }
}
