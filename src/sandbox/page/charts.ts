/// <reference lib="dom" />
import type { DataVisualization } from "../blocks/data.ts";
import { h, svg } from "./dom.ts";

type Chart = DataVisualization["chart"];
type Series = Exclude<Chart, { type: "pie" }>;

const WIDTH = 520;
const HEIGHT = 240;
const LEFT = 56;
/** Room for the categories, and for the axis' name when it has one. */
const bottomOf = (of: Series) => (of.axis_config.x_label ? 44 : 26);
const TOP = 12;

/** A chart with its title, a legend and, for those who cannot see it, its numbers. */
export function chart(block: DataVisualization): HTMLElement {
  const { chart: of } = block;
  const names =
    of.type === "pie"
      ? of.segments.map((each) => `${each.label} ${each.value.toLocaleString("en")}`)
      : of.series.map((each) => each.name);
  const legend = names.map((name, index) =>
    h("li", {}, h("span", { class: `swatch c${index % 6}` }), name),
  );
  return h(
    "figure",
    { class: "chart" },
    h("figcaption", {}, block.title),
    h("div", { class: "scroll" }, of.type === "pie" ? pie(of) : plot(of)),
    names.length > 1 || of.type === "pie" ? h("ul", { class: "legend" }, ...legend) : null,
  );
}

function drawing(label: string, width: number, ...parts: SVGElement[]): SVGElement {
  return svg(
    "svg",
    { viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, role: "img", "aria-label": label },
    ...parts,
  );
}

function pie(of: Extract<Chart, { type: "pie" }>): SVGElement {
  const total = of.segments.reduce((sum, each) => sum + each.value, 0);
  const label = of.segments.map((each) => `${each.label} ${each.value}`).join(", ");
  const middle = HEIGHT / 2;
  const radius = middle - 10;
  let turn = -Math.PI / 2;
  const parts = of.segments.map((each, index) => {
    const angle = (each.value / total) * 2 * Math.PI;
    const [from, to] = [turn, turn + angle];
    turn = to;
    if (of.segments.length === 1)
      return svg("circle", { cx: middle, cy: middle, r: radius, class: "fill c0" });
    const point = (at: number) =>
      `${middle + radius * Math.cos(at)},${middle + radius * Math.sin(at)}`;
    return svg(
      "path",
      {
        d: `M${middle},${middle} L${point(from)} A${radius},${radius} 0 ${angle > Math.PI ? 1 : 0} 1 ${point(to)} Z`,
        class: `fill c${index % 6}`,
      },
      svg("title", {}, `${each.label} ${each.value}`),
    );
  });
  return drawing(label, HEIGHT, ...parts);
}

/** Round steps that cover the values, zero among them. */
function steps(values: readonly number[]): number[] {
  const high = Math.max(0, ...values);
  const low = Math.min(0, ...values);
  const span = high - low || 1;
  const power = 10 ** Math.floor(Math.log10(span / 4));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => span / each <= 5) ?? power;
  const from = Math.floor(low / step);
  const to = Math.ceil(high / step);
  return Array.from({ length: to - from + 1 }, (_, index) => (from + index) * step);
}

const short = new Intl.NumberFormat("en", { notation: "compact" });

function plot(of: Series): SVGElement {
  const { categories, x_label, y_label } = of.axis_config;
  const bottom = bottomOf(of);
  const marks = steps(of.series.flatMap((each) => each.data.map((point) => point.value)));
  const [low = 0, high = 1] = [marks[0], marks.at(-1)];
  const y = (value: number) =>
    TOP + (HEIGHT - TOP - bottom) * (1 - (value - low) / (high - low || 1));
  const band = (WIDTH - LEFT) / categories.length;
  const centre = (index: number) => LEFT + band * (index + 0.5);
  const valueAt = (series: Series["series"][number], category: string) =>
    series.data.find((point) => point.label === category)?.value ?? 0;

  const grid = marks.flatMap((mark) => [
    svg("line", {
      x1: LEFT,
      x2: WIDTH,
      y1: y(mark),
      y2: y(mark),
      class: mark === 0 ? "axis" : "grid",
    }),
    svg("text", { x: LEFT - 6, y: y(mark) + 4, class: "tick right" }, short.format(mark)),
  ]);
  const every = Math.ceil(categories.length / 10);
  const ticks = categories.flatMap((name, index) =>
    index % every === 0
      ? [svg("text", { x: centre(index), y: HEIGHT - bottom + 16, class: "tick middle" }, name)]
      : [],
  );
  const labels = [
    ...(x_label
      ? [svg("text", { x: (WIDTH + LEFT) / 2, y: HEIGHT - 6, class: "tick middle" }, x_label)]
      : []),
    ...(y_label ? [svg("text", { x: 0, y: TOP, class: "tick" }, y_label)] : []),
  ];
  const shapes = of.series.flatMap((series, at) => {
    const colour = `c${at % 6}`;
    if (of.type === "bar") {
      const width = (band * 0.8) / of.series.length;
      return categories.map((category, index) => {
        const value = valueAt(series, category);
        return svg(
          "rect",
          {
            x: centre(index) - band * 0.4 + width * at,
            y: Math.min(y(value), y(0)),
            width: Math.max(width - 1, 1),
            height: Math.abs(y(value) - y(0)),
            class: `fill ${colour}`,
          },
          svg("title", {}, `${series.name}, ${category}: ${value}`),
        );
      });
    }
    const points = categories.map(
      (category, index) => `${centre(index)},${y(valueAt(series, category))}`,
    );
    const line = svg("polyline", { points: points.join(" "), class: `line ${colour}` });
    if (of.type === "line") return [line];
    const area = `${centre(0)},${y(0)} ${points.join(" ")} ${centre(categories.length - 1)},${y(0)}`;
    return [svg("polygon", { points: area, class: `fill area ${colour}` }), line];
  });
  const label = of.series
    .map(
      (each) =>
        `${each.name}: ${each.data.map((point) => `${point.label} ${point.value}`).join(", ")}`,
    )
    .join("; ");
  return drawing(label, WIDTH, ...grid, ...shapes, ...ticks, ...labels);
}
