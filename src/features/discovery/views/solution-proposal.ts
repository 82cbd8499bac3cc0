import { markdown, markdownBold, markdownDocument, plural } from "../../../kernel/text.ts";
import { alsoInView, offeredTo } from "../domain/for-the-customer.ts";
import { longestWeeks } from "../domain/solution.ts";
import type { DocumentSource } from "./found.ts";
import { aboutDeal, nameOf, numberedRequirements, reference } from "./requirements-document.ts";

/**
 * The solution proposal of a deal as Markdown, written for the customer: what is recommended for each need, with its effort and its
 * time. Our notes on challenges are left out.
 */
export function solutionProposal(source: DocumentSource): string {
  const { deal, requirements, challenges, solutions, today } = source;
  const numbered = numberedRequirements(requirements);
  const rows = offeredTo(solutions, challenges).map((one) => ({
    ...one,
    needs: numbered.filter(({ category }) => category === one.category),
  }));
  const weeks = plural(longestWeeks(rows), "week");

  const doc = markdownDocument().heading(1, `Solution proposal: ${nameOf(deal)}`);
  doc.paragraph(aboutDeal(deal, today));
  doc.heading(2, "Summary");
  doc.paragraph(
    rows.length === 0
      ? "No solution is proposed yet."
      : `${plural(rows.length, "solution")} for ${plural(requirements.length, "requirement")}. They run side by side: everything is in place ${weeks} after the start.`,
  );
  doc.table({
    columns: ["Solution", "Meets", "Effort", "Weeks"],
    rows: rows.map((one) => [
      one.title,
      one.needs.map(({ number }) => number).join(", ") || "–",
      one.effort,
      one.weeks,
    ]),
    right: [3],
  });
  if (rows.length > 0) {
    doc.paragraph("Effort: S up to 3 days, M up to 8, L up to 16, XL more.");
    doc.heading(2, "Solutions");
  }
  for (const one of rows) {
    doc.heading(3, one.title);
    doc.paragraph(`Effort ${one.effort}, ${plural(one.weeks, "week")}.`);
    doc.prose(one.text);
    doc.list(one.needs.map(({ number, text }) => markdown`${markdownBold(number)} ${text}`));
  }

  const proposed = new Set(rows.map(({ title }) => title));
  const others = alsoInView(challenges).filter(({ topic }) => !proposed.has(topic));
  if (others.length > 0) {
    doc.heading(2, "Also kept in view");
    doc.list(others.map(({ topic, offer }) => markdown`${markdownBold(`${topic}:`)} ${offer}`));
  }

  doc.heading(2, "Next steps");
  doc.numbered([
    "You go through the requirements and say what is missing or different.",
    "Both sides settle open points and agree on who takes part.",
    rows.length > 0
      ? `We agree on a day to start; from there it takes ${weeks}.`
      : "We propose a solution for each of them.",
  ]);
  doc.paragraph(reference(deal));
  return doc.toString();
}
