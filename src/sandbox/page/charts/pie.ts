/// <reference lib="dom" />
import type { DataVisualization } from "../../blocks/data.ts";
import { svg } from "../ui/dom.ts";
import type { Drawing } from "./chart.ts";
import { type Hatches, KINDS } from "./marks.ts";
import { fullNumber } from "./scale.ts";
import { followPointer } from "./words.ts";

type Pie = Extract<DataVisualization["chart"], { type: "pie" }>;

const HEIGHT = 220;
/** Slices thinner than this have no room for their share. */
const LABELLED = 0.06;

/** Slices clockwise from the top, each with its share; name and value stand beside them. */
export function pie(of: Pie, width: number, marks: Hatches, words: HTMLElement): Drawing {
  const total = of.segments.reduce((sum, each) => sum + each.value, 0);
  const radius = HEIGHT / 2 - 8;
  const middle = { x: Math.min(width / 2, radius + 16), y: HEIGHT / 2 };
  const point = (angle: number, far: number) => ({
    x: middle.x + far * Math.sin(angle),
    y: middle.y - far * Math.cos(angle),
  });
  let turn = 0;
  const parts = of.segments.flatMap((each, index) => {
    const share = each.value / total;
    const [from, to] = [turn, turn + share * 2 * Math.PI];
    turn = to;
    const [a, b, label] = [
      point(from, radius),
      point(to, radius),
      point((from + to) / 2, radius * 0.66),
    ];
    const percent = `${Math.round(share * 100)}%`;
    const slice =
      of.segments.length === 1
        ? svg("circle", { cx: middle.x, cy: middle.y, r: radius })
        : svg("path", {
            d: `M${middle.x},${middle.y} L${a.x},${a.y} A${radius},${radius} 0 ${share > 0.5 ? 1 : 0} 1 ${b.x},${b.y} Z`,
          });
    slice.setAttribute("class", `slice c${index % KINDS}`);
    slice.setAttribute("fill", marks.fill(index));
    followPointer(slice, words, [[each.label, `${fullNumber(each.value)} (${percent})`]]);
    return [
      slice,
      ...(share >= LABELLED
        ? [svg("text", { x: label.x, y: label.y + 4, class: "share" }, percent)]
        : []),
    ];
  });
  const left = middle.x + radius + 28;
  const isRoomy = width - left > 130;
  const labels = isRoomy
    ? of.segments.flatMap((each, index) => {
        const y = HEIGHT / 2 + (index - (of.segments.length - 1) / 2) * 26 + 4;
        return [
          svg("rect", {
            x: left,
            y: y - 10,
            width: 14,
            height: 12,
            rx: 2,
            class: `c${index % KINDS}`,
            fill: marks.fill(index),
          }),
          svg("text", { x: left + 22, y, class: "tick strong" }, each.label),
          svg(
            "text",
            { x: Math.min(width - 4, left + 250), y, class: "tick right" },
            fullNumber(each.value),
          ),
        ];
      })
    : [];
  return { height: HEIGHT, parts: [...parts, ...labels], isLabelled: isRoomy };
}
