import { layoutPaper } from "./layout-paper.ts";
import { loadPdfmake } from "./load-pdfmake.ts";
import type { Paper } from "./paper.ts";

/**
 * The paper as a PDF file on A4. The same paper gives the same bytes. A character that the fonts lack (they have Latin, Greek and
 * Cyrillic) is printed as a box, and a line at the end says so.
 */
export async function renderPdf(paper: Paper): Promise<Buffer> {
  const { pdfmake, coverage } = await loadPdfmake();
  return pdfmake.createPdf(layoutPaper(paper, coverage)).getBuffer();
}
