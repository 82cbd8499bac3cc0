/// <reference lib="dom" />
import { svg } from "./dom.ts";

/** Drawn here and not in a font, so that they look the same everywhere. */
const PATHS = {
  bolt: "M13 2 4 14h7l-1 8 9-12h-7z",
  check: "m5 12 5 5 9-11",
  clip: "M20 11.5 11.8 20a5 5 0 0 1-7.2-7l9-9a3.4 3.4 0 0 1 4.9 4.8l-8.9 9a1.7 1.7 0 0 1-2.5-2.4l8-8.1",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3.5 2",
  close: "M6 6l12 12M18 6 6 18",
  down: "m6 9 6 6 6-6",
  eye: "M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z",
  fault: "M12 4 2.5 20h19zM12 10v4M12 17h.01",
  file: "M6 2h8l5 5v15H6zM14 2v6h5",
  hash: "M4 9h17M3 15h17M10 3 7 21M17 3l-3 18",
  home: "m3 11 9-8 9 8M5.5 9.5V20h13V9.5M10 20v-6h4v6",
  left: "m15 6-6 6 6 6",
  lock: "M6 11h12v10H6zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11",
  menu: "M4 6h16M4 12h16M4 18h16",
  moon: "M20.5 14.5A8.7 8.7 0 1 1 9.5 3.5a7 7 0 0 0 11 11z",
  more: "M12 5h.01M12 12h.01M12 19h.01",
  people:
    "M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM2.5 20c0-3.6 2.9-6 6.5-6s6.5 2.4 6.5 6M16 5.3a3.5 3.5 0 0 1 0 6.4M18 14.4c2.1.9 3.5 2.9 3.5 5.6",
  pulse: "M3 12h4l3-8 4 16 3-8h4",
  reply: "M21 15a2 2 0 0 1-2 2H9l-5 4V5a2 2 0 0 1 2-2h13a2 2 0 0 1 2 2z",
  reset: "M4 12a8 8 0 1 0 2.6-5.9M4 4v5h5",
  right: "m9 6 6 6-6 6",
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 21 21",
  send: "m4 4 17 8-17 8 3-8zM7 12h8",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2M12 20v2M4.9 4.9l1.4 1.4M17.7 17.7l1.4 1.4M2 12h2M20 12h2M4.9 19.1l1.4-1.4M17.7 6.3l1.4-1.4",
  up: "M12 19V5M6 11l6-6 6 6",
} as const;

/** The name of a drawing. */
export type IconName = keyof typeof PATHS;

/** A small drawing in the colour of the text around it; what it means is said by the element it stands in. */
export function icon(name: IconName): SVGElement {
  return svg(
    "svg",
    { viewBox: "0 0 24 24", class: `icon icon-${name}`, "aria-hidden": "true", focusable: "false" },
    svg("path", { d: PATHS[name] }),
  );
}
