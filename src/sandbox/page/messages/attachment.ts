/// <reference lib="dom" />
import type { PageMessage } from "../../page-state.ts";
import { h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";

type File = PageMessage["files"][number];
const PREVIEWED_ROWS = 8;
const PREVIEWED_BYTES = 2_000_000;

/** A file of a message: images are shown, the first lines of a CSV too, everything can be fetched. */
export function attachment(file: File): HTMLElement {
  const href = `/sandbox/files/${file.id}`;
  const link = h(
    "a",
    { class: "file", href, download: file.name },
    icon("file"),
    h(
      "span",
      { class: "grow" },
      h("strong", {}, file.name),
      h("small", {}, ` ${sizeWords(file.size)}`),
    ),
    h("small", {}, "Download"),
  );
  if (file.mimetype.startsWith("image/"))
    return h(
      "figure",
      { class: "attachment" },
      h("a", { href, download: file.name }, h("img", { class: "wide", src: href, alt: file.name })),
      h("figcaption", {}, `${file.name} ${sizeWords(file.size)}`),
    );
  if (!file.name.endsWith(".csv") || file.size > PREVIEWED_BYTES)
    return h("div", { class: "attachment" }, link);
  const preview = h("div", { class: "scroll" });
  const box = h("details", { class: "csv" }, h("summary", {}, "First lines"), preview);
  box.addEventListener("toggle", () => {
    if (box.open && !preview.hasChildNodes()) void showCsv(href, preview);
  });
  return h("div", { class: "attachment" }, link, box);
}

function sizeWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  return bytes < 1_000_000
    ? `${Math.round(bytes / 1_000)} kB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

async function showCsv(href: string, into: HTMLElement): Promise<void> {
  const response = await fetch(href);
  const [head = [], ...rows] = csvRows(await response.text(), PREVIEWED_ROWS + 1);
  into.append(
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, ...head.map((each) => h("th", { scope: "col" }, each)))),
      h("tbody", {}, ...rows.map((row) => h("tr", {}, ...row.map((each) => h("td", {}, each))))),
    ),
  );
}

/** The first rows of a CSV, quotes and line breaks inside them understood. */
function csvRows(text: string, most: number): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/gy;
  for (const match of text.replace(/^\uFEFF/, "").matchAll(cell)) {
    const [, quoted, bare = "", end] = match;
    row.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end === ",") continue;
    if (row.length > 1 || row[0]) rows.push(row);
    row = [];
    if (rows.length === most || end === "") break;
  }
  return rows;
}
