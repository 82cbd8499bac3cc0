import type { Block } from "@slack/types";
import { cut } from "../kernel/text.ts";
import { LIMITS } from "./limits.ts";

type Point = { label: string; value: number };

/** Slack's chart block (reference/block-kit/blocks/data-visualization-block); `@slack/types` has no type for it yet. */
export interface ChartBlock extends Block {
  type: "data_visualization";
  title: string;
  chart:
    | { type: "pie"; segments: Point[] }
    | {
        type: "line" | "bar" | "area";
        series: { name: string; data: Point[] }[];
        axis_config: { categories: string[]; x_label?: string; y_label?: string };
      };
}

/** One line or set of bars: a value for each category, in the categories' order. */
export type Series = { name: string; values: readonly number[] };

/**
 * A bar, line or area chart. Categories beyond Slack's 20 are thinned from the oldest, series beyond 6 left out;
 * labels that become equal when cut get a number so that Slack does not refuse them.
 * @throws RangeError when a series has not one value for each category, or there is nothing to draw
 */
export function chart(
  type: "line" | "bar" | "area",
  spec: {
    title: string;
    categories: readonly string[];
    series: readonly Series[];
    xLabel?: string;
    yLabel?: string;
  },
): ChartBlock {
  if (spec.categories.length === 0 || spec.series.length === 0)
    throw new RangeError("a chart needs at least one category and one series");
  const categories = unique(spec.categories.slice(-LIMITS.chartCategories));
  const series = spec.series.slice(0, LIMITS.chartSeries);
  const names = unique(series.map((one) => one.name));
  return {
    type: "data_visualization",
    title: cut(spec.title, LIMITS.chartTitle),
    chart: {
      type,
      series: series.map((one, i) => {
        if (one.values.length !== spec.categories.length)
          throw new RangeError(`series ${one.name} needs one value for each category`);
        const values = one.values.slice(-LIMITS.chartCategories);
        return {
          name: names[i] ?? one.name,
          data: categories.map((label, j) => ({ label, value: values[j] ?? 0 })),
        };
      }),
      axis_config: {
        categories,
        ...(spec.xLabel ? { x_label: cut(spec.xLabel, LIMITS.chartAxisLabel) } : {}),
        ...(spec.yLabel ? { y_label: cut(spec.yLabel, LIMITS.chartAxisLabel) } : {}),
      },
    },
  };
}

/**
 * A pie of the largest parts; what is beyond the sixth becomes "Other". Parts of zero or less can't be drawn and are left out.
 * @returns null when nothing is left to draw
 */
export function pie(title: string, parts: readonly Point[]): ChartBlock | null {
  const drawn = parts.filter((part) => part.value > 0).sort((a, b) => b.value - a.value);
  if (drawn.length === 0) return null;
  const most = LIMITS.chartSeries;
  const kept = drawn.length > most ? drawn.slice(0, most - 1) : drawn;
  const rest = drawn.slice(kept.length).reduce((sum, part) => sum + part.value, 0);
  const segments = rest > 0 ? [...kept, { label: "Other", value: rest }] : kept;
  const labels = unique(segments.map((part) => part.label));
  return {
    type: "data_visualization",
    title: cut(title, LIMITS.chartTitle),
    chart: {
      type: "pie",
      segments: segments.map((part, i) => ({ label: labels[i] ?? part.label, value: part.value })),
    },
  };
}

/** Cuts labels to Slack's 20 characters and numbers those that have become equal. */
function unique(labels: readonly string[]): string[] {
  const used = new Set<string>();
  return labels.map((label) => {
    const short = cut(label.trim() || "–", LIMITS.chartLabel);
    let name = short;
    // A number may make it equal to a label that has one of its own.
    for (let n = 2; used.has(name); n++) name = `${cut(short, LIMITS.chartLabel - 4)} ${n}`;
    used.add(name);
    return name;
  });
}
