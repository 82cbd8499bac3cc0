import { AppError } from "../../src/kernel/errors.ts";

/** The words a person reads when `act` is refused: "code: message hint". Fails when it isn't refused, or by a bug. */
export function refusal(act: () => unknown): string {
  let result: unknown;
  try {
    result = act();
  } catch (error) {
    if (error instanceof AppError)
      return [`${error.code}: ${error.message}`, error.hint].filter(Boolean).join(" ");
    throw error;
  }
  throw new Error(`Nothing was refused, it gave ${JSON.stringify(result)}.`);
}
