import { markdownDocument, plural } from "../../../kernel/text.ts";
import { CATEGORIES } from "../domain/requirement.ts";
import { longestWeeks } from "../domain/solution.ts";
import type { DocumentSource } from "./found.ts";
import { aboutDeal, nameOf } from "./requirements-document.ts";

/** The solution proposal of a deal as Markdown: what is recommended for each need, with its effort and its time. */
export function solutionProposal(source: DocumentSource): string {
  const { deal, requirements, challenges, solutions, today } = source;
  const doc = markdownDocument().heading(1, `Solution proposal: ${nameOf(deal)}`);
  doc.paragraph(aboutDeal(deal, today));
  doc.heading(2, "Summary");
  doc.paragraph(
    `${plural(solutions.length, "solution")} for ${plural(requirements.length, "requirement")}. They run side by side; all is there after ${plural(longestWeeks(solutions), "week")}.`,
  );
  doc.table({
    columns: ["Solution", "Effort", "Weeks"],
    rows: solutions.map((one) => [one.title, one.effort, one.weeks]),
    right: [2],
  });

  doc.heading(2, "Solutions");
  for (const one of solutions) {
    doc.heading(3, one.title);
    doc.paragraph(`Effort ${one.effort}, ${plural(one.weeks, "week")}.`);
    doc.prose(one.proposal);
    const category = CATEGORIES.find((each) => one.subject === `category:${each}`);
    if (category)
      doc.list(requirements.filter((each) => each.category === category).map((each) => each.text));
  }

  const others = challenges.filter((one) => one.status === "open" && one.severity !== "high");
  if (others.length > 0) {
    doc.heading(2, "Also kept in view");
    doc.table({
      columns: ["Challenge", "What is done about it"],
      rows: others.map((one) => [one.text, one.mitigation]),
    });
  }
  doc.paragraph("Effort: S up to 3 days, M up to 8, L up to 16, XL more.");
  return doc.toString();
}
