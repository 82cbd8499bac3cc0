import { AppError } from "../../../kernel/errors.ts";

/** More demos and proofs of concept a week than anybody gives. */
export const MOST_CAPACITY = 50;

/** How many demos and proofs of concept a week: a whole number from 1. @throws AppError bad_input */
export function readCapacity(text: string): number {
  const capacity = Number(text.replace(/\s*(?:a|per)\s+week$/i, ""));
  if (Number.isInteger(capacity) && capacity >= 1 && capacity <= MOST_CAPACITY) return capacity;
  throw new AppError(
    "bad_input",
    `“${text}” is no weekly capacity.`,
    `Write how many demos and proofs of concept a week, from 1 to ${MOST_CAPACITY}: \`capacity 5\`.`,
  );
}
