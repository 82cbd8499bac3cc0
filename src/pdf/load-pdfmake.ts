import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type Coverage, readCoverage } from "./font-coverage.ts";

type Pdfmake = typeof import("pdfmake");

let loaded: Promise<{ pdfmake: Pdfmake; coverage: Coverage }> | undefined;

/** pdfmake with the house's fonts, loaded by the first paper: it takes a third of a second that start-up need not wait for. */
export function loadPdfmake(): Promise<{ pdfmake: Pdfmake; coverage: Coverage }> {
  loaded ??= load();
  return loaded;
}

async function load() {
  const { default: pdfmake } = await import("pdfmake");
  const folder = join(
    dirname(createRequire(import.meta.url).resolve("pdfmake/package.json")),
    "fonts/Roboto",
  );
  const files = {
    normal: join(folder, "Roboto-Regular.ttf"),
    bold: join(folder, "Roboto-Medium.ttf"),
  };
  pdfmake.setFonts({ Roboto: files });
  // A paper's texts come from people: whatever they write, nothing is fetched and no other file is read.
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => Object.values(files).includes(path));
  const [normal, bold] = await Promise.all(
    Object.values(files).map(async (file) => readCoverage(await readFile(file))),
  );
  return {
    pdfmake,
    coverage: (codePoint: number) => Boolean(normal?.(codePoint) && bold?.(codePoint)),
  };
}
