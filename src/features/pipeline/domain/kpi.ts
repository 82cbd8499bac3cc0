/** Figures measured by other slices and handed in with `recordKpi`. */
export const HANDED_IN_KPIS = ["forecast_accuracy"] as const;
export type HandedInKpi = (typeof HANDED_IN_KPIS)[number];

/** What a sales team is measured by, in the order of the table. */
export const KPIS = [
  "discovery_completion",
  "demo_success",
  "poc_acceptance",
  "objection_resolution",
  "win_rate",
  "forecast_accuracy",
  "coverage",
  "cycle",
  "deal_size",
  "deals_per_rep",
] as const;
export type Kpi = (typeof KPIS)[number];

/** How a figure is read: a share of 0 to 1, a multiple, days, minor units of money, or a count. */
export type KpiUnit = "share" | "times" | "days" | "money" | "count";

/** A figure with what it was counted from; `value` is null when there is nothing to count. */
export type KpiFigure = {
  kpi: Kpi;
  value: number | null;
  /** The cases it was counted from: 15 in "12 of 15". */
  cases: number;
  /** How many of them count, where the figure is a share: 12 in "12 of 15". */
  good?: number | undefined;
};

type Definition = {
  name: string;
  unit: KpiUnit;
  /** Better is above the target, or for the cycle below it. Money in major units of the base currency. */
  target: number;
  better: "above" | "below";
  /** What is counted, as its base says: "12 of 15 demos held". */
  of: string;
};

const DEFINITIONS: Readonly<Record<Kpi, Definition>> = {
  discovery_completion: share("Discovery completion", 0.9, "deals past discovery"),
  demo_success: share("Demo success", 0.8, "demos held"),
  poc_acceptance: share("PoC acceptance", 0.7, "PoCs decided"),
  objection_resolution: share("Objection resolution", 0.85, "objections settled"),
  win_rate: share("Win rate", 0.3, "deals decided"),
  forecast_accuracy: share("Forecast accuracy", 0.9, "forecasts checked"),
  coverage: { name: "Coverage", unit: "times", target: 3, better: "above", of: "open deals" },
  cycle: { name: "Sales cycle", unit: "days", target: 90, better: "below", of: "deals won" },
  deal_size: { name: "Deal size", unit: "money", target: 10_000, better: "above", of: "deals won" },
  deals_per_rep: {
    name: "New deals per rep and month",
    unit: "count",
    target: 5,
    better: "above",
    of: "new deals",
  },
};

function share(name: string, target: number, of: string): Definition {
  return { name, unit: "share", target, better: "above", of };
}

/** The figure's name, unit and target, and what its base counts. */
export function kpiDefinition(kpi: Kpi): Definition {
  return DEFINITIONS[kpi];
}

/** Under this many cases a figure says nothing yet. */
export const ENOUGH_CASES = 5;

/**
 * Whether a figure meets its target; null when it rests on under 5 cases. Targets are to be passed: 30 % exactly does not meet
 * "over 30 %".
 * @param digits decimals of the currency a money figure is in
 */
export function meetsTarget(figure: KpiFigure, digits: number): boolean | null {
  if (figure.value === null || figure.cases < ENOUGH_CASES) return null;
  const { unit, target, better } = DEFINITIONS[figure.kpi];
  const aim = unit === "money" ? target * 10 ** digits : target;
  return better === "above" ? figure.value > aim : figure.value < aim;
}
