import { AppError } from "../../../kernel/errors.ts";
import { cut } from "../../../kernel/text.ts";

/** A thousandth of one: quantities are whole numbers of these. */
export const THOUSAND = 1000;
/** A billion units: more is a slip of the keyboard. */
const MAX_THOUSANDTHS = 1_000_000_000_000;

/**
 * A quantity as people write it, in thousandths: "12", "2.5", "0,125", "1,200" is one thousand two hundred.
 * @throws AppError bad_input for what is none, zero, or finer than a thousandth
 */
export function parseQuantity(text: string): number {
  const written = text.normalize("NFKC").replaceAll(/\s/g, "");
  const grouped = /^[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(written)
    ? written.replaceAll(",", "")
    : written.replace(",", ".");
  const [, whole = "", fraction = ""] = /^(\d{1,12})(?:\.(\d+))?$/.exec(grouped) ?? [];
  const hint = "Write it like 12, 2.5 or 1,200.";
  if (whole === "")
    throw new AppError("bad_input", `I can't read “${cut(text.trim(), 40)}” as a quantity.`, hint);
  if (fraction.replace(/0+$/, "").length > 3)
    throw new AppError("bad_input", "A quantity has at most three decimals.", hint);
  const thousandths = Number(whole) * THOUSAND + Number(fraction.slice(0, 3).padEnd(3, "0"));
  if (thousandths === 0) throw new AppError("bad_input", "A quantity is more than zero.", hint);
  if (thousandths > MAX_THOUSANDTHS)
    throw new AppError("bad_input", "That quantity is more than any quote holds.", hint);
  return thousandths;
}

/** "2.5", "1,200": thousandths as people read them. */
export function formatQuantity(thousandths: number): string {
  const whole = String(Math.floor(thousandths / THOUSAND)).replace(/\B(?=(\d{3})+$)/g, ",");
  const rest = String(thousandths % THOUSAND)
    .padStart(3, "0")
    .replace(/0+$/, "");
  return rest === "" ? whole : `${whole}.${rest}`;
}
