const FORMULA = /^'*[=+\-@\t\r]/;
const GUARDED = /^'+[=+\-@\t\r]/;
const NUMBER = /^[+-]?\d+(?:[.,]\d+)*$/;

/**
 * The cell as a spreadsheet may show it: what it would run as a formula gets an apostrophe before it; numbers don't.
 * A cell that looks guarded already gets one more, so that taking one away always gives the same text back.
 */
export function withGuard(cell: string): string {
  return FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
}

/** The cell as it was before `withGuard`. */
export function withoutGuard(cell: string): string {
  return GUARDED.test(cell) ? cell.slice(1) : cell;
}
