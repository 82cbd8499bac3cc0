/// <reference lib="dom" />
import type { DataVisualization } from "../../blocks/data.ts";
import { svg } from "../ui/dom.ts";
import type { Drawing } from "./chart.ts";
import { type Hatches, KINDS, marker } from "./marks.ts";
import { fullNumber, shortNumber, steps, textWidth } from "./scale.ts";
import { say } from "./words.ts";

type Plot = Exclude<DataVisualization["chart"], { type: "pie" }>;
type Frame = {
  left: number;
  right: number;
  top: number;
  bottom: number;
  band: number;
  marks: number[];
  x(category: number): number;
  y(value: number): number;
};

const PLOT_HEIGHT = 180;
const LABEL_ANGLE = 35;
const LINE_HEIGHT = 14;

/** Bars, lines or areas over categories, on an axis that starts at zero. */
export function plot(
  of: Plot,
  width: number,
  hatches: Hatches,
  words: HTMLElement,
  drawing: SVGElement,
): Drawing {
  const { categories, x_label, y_label } = of.axis_config;
  const values = of.series.map((series) =>
    categories.map((name) => series.data.find((point) => point.label === name)?.value ?? 0),
  );
  const marks = steps(values.flat(), 5);
  const left = Math.max(28, ...marks.map((each) => textWidth(shortNumber(each)) + 10));
  const top = y_label ? 24 : 12;
  const right = width - 12;
  const band = (right - left) / categories.length;
  const widest = Math.max(...categories.map(textWidth));
  const lined = categories.map((each) => inLines(each, band - 4));
  const isTilted = lined.some((each) => each.some((words) => textWidth(words) > band - 4));
  const labelHeight = isTilted
    ? 12 + widest * Math.sin((LABEL_ANGLE * Math.PI) / 180)
    : 6 + LINE_HEIGHT * Math.max(...lined.map((each) => each.length));
  const bottom = top + PLOT_HEIGHT;
  const [low = 0, high = 1] = [marks[0], marks.at(-1)];
  const frame: Frame = {
    left,
    right,
    top,
    bottom,
    band,
    marks,
    x: (category) => left + band * (category + 0.5),
    y: (value) => bottom - ((value - low) / (high - low)) * PLOT_HEIGHT,
  };
  const shapes =
    of.type === "bar" ? bars(values, frame, hatches) : lines(of.type, values, frame, hatches);
  const cursor = svg("rect", { y: top, height: PLOT_HEIGHT, width: band, class: "cursor" });
  const height = bottom + labelHeight + (x_label ? 22 : 4);
  follow(of, values, frame, { drawing, cursor, words });
  return {
    height: Math.round(height),
    parts: [
      cursor,
      ...grid(frame),
      ...shapes,
      ...(isTilted ? tiltedLabels(categories, frame) : levelLabels(lined, frame)),
      ...(x_label
        ? [svg("text", { x: (left + right) / 2, y: height - 6, class: "tick middle" }, x_label)]
        : []),
      ...(y_label ? [svg("text", { x: 0, y: 11, class: "tick" }, y_label)] : []),
    ],
  };
}

function grid({ left, right, marks, y }: Frame): SVGElement[] {
  return marks.flatMap((mark) => [
    svg("line", {
      x1: left,
      x2: right,
      y1: y(mark),
      y2: y(mark),
      class: mark === 0 ? "axis" : "grid",
    }),
    svg("text", { x: left - 8, y: y(mark) + 4, class: "tick right" }, shortNumber(mark)),
  ]);
}

/** A label over as many lines as it takes, broken between words only. */
function inLines(label: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of label.split(" ")) {
    const longer = [lines.at(-1), word].filter(Boolean).join(" ");
    if (lines.length > 0 && textWidth(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function levelLabels(lined: readonly string[][], { x, bottom }: Frame): SVGElement[] {
  return lined.flatMap((lines, index) =>
    lines.map((words, line) =>
      svg(
        "text",
        { x: x(index), y: bottom + 16 + line * LINE_HEIGHT, class: "tick middle" },
        words,
      ),
    ),
  );
}

function tiltedLabels(categories: readonly string[], frame: Frame): SVGElement[] {
  const every = Math.max(1, Math.ceil(15 / frame.band));
  return categories.flatMap((name, index) => {
    if (index % every !== 0) return [];
    const [x, y] = [frame.x(index), frame.bottom + 14];
    const transform = `rotate(${-LABEL_ANGLE} ${x} ${y - 2})`;
    return [svg("text", { x, y, class: "tick right", transform }, name)];
  });
}

function bars(values: readonly number[][], { band, x, y }: Frame, hatches: Hatches): SVGElement[] {
  const width = Math.min(48, (band * 0.76) / values.length);
  const start = (width * values.length) / 2;
  return values.flatMap((series, at) =>
    series.flatMap((value, index) => {
      const left = x(index) - start + width * at;
      const rect = svg("rect", {
        x: left + 0.5,
        y: Math.min(y(value), y(0)),
        width: Math.max(width - 1, 1),
        height: Math.abs(y(value) - y(0)),
        class: `bar c${at % KINDS}`,
        fill: hatches.fill(at),
      });
      const words = shortNumber(value);
      // The number itself, where it has room over its bar.
      return value !== 0 && textWidth(words) <= width * (values.length === 1 ? 1.3 : 1)
        ? [
            rect,
            svg(
              "text",
              {
                x: left + width / 2,
                y: y(value) + (value < 0 ? 13 : -4),
                class: "tick middle strong",
              },
              words,
            ),
          ]
        : [rect];
    }),
  );
}

function lines(
  type: "line" | "area",
  values: readonly number[][],
  { x, y }: Frame,
  hatches: Hatches,
): SVGElement[] {
  return values.flatMap((series, at) => {
    const points = series.map((value, index) => `${x(index)},${y(value)}`);
    const kind = at % KINDS;
    const last = series.length - 1;
    return [
      type === "area"
        ? svg("polygon", {
            points: `${x(0)},${y(0)} ${points.join(" ")} ${x(last)},${y(0)}`,
            class: `area c${kind}`,
            fill: hatches.fill(at),
          })
        : null,
      svg("polyline", { points: points.join(" "), class: `line c${kind} dash${kind}` }),
      ...(series.length <= 24 ? series.map((value, index) => marker(at, x(index), y(value))) : []),
    ].filter((each) => each !== null);
  });
}

/** The category under the pointer, or the one walked to with the arrow keys, is marked and read out. */
function follow(
  of: Plot,
  values: readonly number[][],
  frame: Frame,
  on: { drawing: SVGElement; cursor: SVGElement; words: HTMLElement },
): void {
  const { categories } = of.axis_config;
  let at = -1;
  const show = (index: number) => {
    at = index;
    on.cursor.classList.toggle("shown", index >= 0);
    if (index < 0) {
      on.words.hidden = true;
      return;
    }
    on.cursor.setAttribute("x", String(frame.left + frame.band * index));
    const highest = Math.max(...values.map((series) => series[index] ?? 0));
    say(
      on.words,
      categories[index] ?? "",
      of.series.map((series, i) => [series.name, fullNumber(values[i]?.[index] ?? 0)]),
      { x: frame.x(index), y: frame.y(highest) },
    );
  };
  on.drawing.onpointermove = (event) => {
    const index = Math.floor((event.offsetX - frame.left) / frame.band);
    if (index !== at) show(index >= 0 && index < categories.length ? index : -1);
  };
  on.drawing.onpointerleave = () => show(-1);
  on.drawing.onblur = () => show(-1);
  on.drawing.onkeydown = (event) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === "Escape") show(-1);
    if (by === undefined) return;
    event.preventDefault();
    show(Math.min(categories.length - 1, Math.max(0, at + by)));
  };
}
