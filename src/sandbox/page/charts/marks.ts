/// <reference lib="dom" />
import { svg } from "../ui/dom.ts";

/** How many series can be told apart: each has a colour, and a hatch or a shape for those who don't see colours. */
export const KINDS = 6;
const SIZE = 8;
const HATCHES = [
  null,
  "M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4",
  "M2,2 h1.6 M6,6 h1.6",
  "M0,2 h8 M0,6 h8",
  "M0,0 l8,8 M8,0 l-8,8",
  "M2,0 v8 M6,0 v8",
] as const;
let made = 0;

/** The hatches of one chart, and how a shape refers to them. */
export type Hatches = { definitions: SVGElement; fill(series: number): string };

/** Makes the hatches: plain colour for the first series, lines and dots in the page's colour for the others. */
export function hatches(): Hatches {
  made += 1;
  const id = (kind: number) => `hatch-${made}-${kind}`;
  const patterns = HATCHES.flatMap((path, kind) =>
    path === null
      ? []
      : [
          svg(
            "pattern",
            { id: id(kind), width: SIZE, height: SIZE, patternUnits: "userSpaceOnUse" },
            svg("rect", { width: SIZE, height: SIZE, class: `fill c${kind}` }),
            svg("path", { d: path, class: "hatch" }),
          ),
        ],
  );
  return {
    definitions: svg("defs", {}, ...patterns),
    fill: (series) => (series % KINDS === 0 ? "currentColor" : `url(#${id(series % KINDS)})`),
  };
}

/** The mark of a point on a line: a shape of its own for each series. */
export function marker(series: number, x: number, y: number): SVGElement {
  const r = 4;
  const shapes = [
    `M${x - r},${y} a${r},${r} 0 1,0 ${2 * r},0 a${r},${r} 0 1,0 ${-2 * r},0z`,
    `M${x - r},${y - r} h${2 * r} v${2 * r} h${-2 * r}z`,
    `M${x},${y - r - 1} l${r + 1},${2 * r} h${-2 * r - 2}z`,
    `M${x},${y - r - 1} l${r + 1},${r + 1} l${-r - 1},${r + 1} l${-r - 1},${-r - 1}z`,
    `M${x},${y + r + 1} l${r + 1},${-2 * r} h${-2 * r - 2}z`,
    `M${x - r},${y} h${2 * r} M${x},${y - r} v${2 * r}`,
  ];
  return svg("path", { d: shapes[series % KINDS], class: `marker c${series % KINDS}` });
}

/** The sample of a series in the legend. */
export function swatch(series: number, kind: "line" | "fill", of: Hatches): SVGElement {
  const colour = `c${series % KINDS}`;
  return svg(
    "svg",
    { viewBox: "0 0 20 12", class: `swatch ${colour}`, "aria-hidden": "true" },
    kind === "fill"
      ? svg("rect", { width: 20, height: 12, rx: 2, fill: of.fill(series) })
      : svg("path", { d: "M0,6 h20", class: `line dash${series % KINDS}` }),
    kind === "line" ? marker(series, 10, 6) : null,
  );
}
