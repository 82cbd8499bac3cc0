import type { Column, FeatureTable } from "./features.ts";

/** A feature a model doesn't use, and why. */
export type Refusal = {
  readonly feature: string;
  readonly why:
    | "known only after closing"
    | "the same in every deal"
    | "another value in nearly every deal";
};

/** The values a feature had in training: of a number the least and the greatest, of a category how many levels. */
export type FeatureRange = {
  readonly feature: string;
  readonly missing: number;
  readonly least: number | null;
  readonly greatest: number | null;
  readonly levels: number | null;
};

/** A category that names more than this share of the deals is an id in disguise: it can only be learned by heart. */
const ID_SHARE = 0.5;
/** Fewer deals than this have too few values to tell an id from a category. */
const FEWEST_DEALS = 20;

/**
 * The features no model may learn from: what is known only after closing (the answer itself), what never varies, and
 * categories with another level in nearly every deal (numbers of deals, names, notes).
 */
export function refusals(table: FeatureTable, groups: Int32Array): Refusal[] {
  const deals = new Set(groups).size;
  return table.schema.flatMap(({ name, knownFrom }, at): Refusal[] => {
    if (knownFrom === "close") return [{ feature: name, why: "known only after closing" }];
    const column = table.columns[at];
    const distinct = column ? distinctOf(column) : 0;
    if (distinct <= 1) return [{ feature: name, why: "the same in every deal" }];
    if (column?.kind === "category" && deals >= FEWEST_DEALS && distinct > ID_SHARE * deals)
      return [{ feature: name, why: "another value in nearly every deal" }];
    return [];
  });
}

/** The range of each feature of the table. */
export function rangesOf(table: FeatureTable): FeatureRange[] {
  return table.columns.map((column, at) => {
    const feature = table.schema[at]?.name ?? "";
    if (column.kind === "category") {
      const missing = column.codes.reduce((sum, code) => sum + (code < 0 ? 1 : 0), 0);
      const levels = new Set(column.codes.filter((code) => code >= 0)).size;
      return { feature, missing, least: null, greatest: null, levels };
    }
    const known = column.values.filter((value) => !Number.isNaN(value));
    const least = known.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
    const greatest = known.reduce((top, value) => Math.max(top, value), Number.NEGATIVE_INFINITY);
    return {
      feature,
      missing: column.values.length - known.length,
      least: known.length ? least : null,
      greatest: known.length ? greatest : null,
      levels: null,
    };
  });
}

/** Distinct values, a missing one counting as a value. */
function distinctOf(column: Column): number {
  return column.kind === "category" ? new Set(column.codes).size : new Set(column.values).size;
}
