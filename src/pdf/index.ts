/** The door to PDF: papers in, bytes out. */
export type { LabelledLine, Paper, PaperBlock, PaperColumn } from "./paper.ts";
export { renderPdf } from "./render-pdf.ts";
