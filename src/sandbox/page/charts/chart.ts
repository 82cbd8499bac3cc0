/// <reference lib="dom" />
import type { DataVisualization } from "../../blocks/data.ts";
import { h, svg } from "../ui/dom.ts";
import { type Hatches, hatches, swatch } from "./marks.ts";
import { pie } from "./pie.ts";
import { plot } from "./plot.ts";
import { fullNumber } from "./scale.ts";

type Chart = DataVisualization["chart"];

/** A drawing for a given width, with what the legend says and what stands in its table. */
export type Drawing = { height: number; parts: SVGElement[]; isLabelled?: boolean };

const NARROWEST = 240;
const WIDEST = 640;

/** A chart with its title, a legend, words under the pointer and, for those who rather read, its numbers as a table. */
export function chart(block: DataVisualization): HTMLElement {
  const { chart: of } = block;
  const marks = hatches();
  const words = h("div", { class: "chart-words", hidden: true, role: "status" });
  const drawing = svg("svg", {
    class: "drawing",
    role: "img",
    tabindex: 0,
    "aria-label": `${block.title}. ${inWords(of)}`,
  });
  const box = h("div", { class: "chart-box" }, drawing, words);
  // Where the drawing has room to name its parts, the legend would say them twice.
  const names = legend(of, marks);
  let drawnFor = 0;
  const draw = (available: number) => {
    const width = Math.round(Math.min(WIDEST, Math.max(NARROWEST, available)));
    if (width === drawnFor) return;
    drawnFor = width;
    const {
      height,
      parts,
      isLabelled = false,
    } = of.type === "pie" ? pie(of, width, marks, words) : plot(of, width, marks, words, drawing);
    if (names) names.hidden = isLabelled;
    drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
    drawing.setAttribute("width", String(width));
    drawing.setAttribute("height", String(height));
    drawing.replaceChildren(marks.definitions, ...parts);
  };
  draw(Math.min(WIDEST, window.innerWidth - 80));
  new ResizeObserver(([entry]) => {
    if (entry && entry.contentRect.width > 0) draw(entry.contentRect.width);
  }).observe(box);
  return h(
    "figure",
    { class: "chart" },
    h("figcaption", {}, block.title),
    names,
    box,
    h(
      "details",
      { class: "numbers" },
      h("summary", {}, "Numbers"),
      h("div", { class: "scroll" }, numbers(of)),
    ),
  );
}

function legend(of: Chart, marks: Hatches): HTMLElement | null {
  const all =
    of.type === "pie" ? of.segments.map((each) => each.label) : of.series.map((each) => each.name);
  if (all.length < 2 && of.type !== "pie") return null;
  const kind = of.type === "line" ? "line" : "fill";
  return h(
    "ul",
    { class: "legend", "aria-hidden": "true" },
    ...all.map((name, index) => h("li", {}, swatch(index, kind, marks), name)),
  );
}

function inWords(of: Chart): string {
  if (of.type === "pie")
    return of.segments.map((each) => `${each.label} ${fullNumber(each.value)}`).join(", ");
  return of.series
    .map(
      (each) =>
        `${each.name}: ${each.data.map((point) => `${point.label} ${fullNumber(point.value)}`).join(", ")}`,
    )
    .join("; ");
}

function numbers(of: Chart): HTMLElement {
  const row = (tag: "th" | "td", first: string, rest: readonly string[]) =>
    h(
      "tr",
      {},
      h("th", { scope: tag === "th" ? "col" : "row" }, first),
      ...rest.map((each) => h(tag, { class: "right" }, each)),
    );
  if (of.type === "pie")
    return h(
      "table",
      {},
      h("tbody", {}, ...of.segments.map((each) => row("td", each.label, [fullNumber(each.value)]))),
    );
  const value = (series: (typeof of.series)[number], category: string) =>
    fullNumber(series.data.find((point) => point.label === category)?.value ?? 0);
  return h(
    "table",
    {},
    h(
      "thead",
      {},
      row(
        "th",
        of.axis_config.x_label ?? "",
        of.series.map((each) => each.name),
      ),
    ),
    h(
      "tbody",
      {},
      ...of.axis_config.categories.map((category) =>
        row(
          "td",
          category,
          of.series.map((each) => value(each, category)),
        ),
      ),
    ),
  );
}
