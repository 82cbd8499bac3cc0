import { type Day, dayOf, formatDayShort } from "../../../kernel/dates.ts";
import { formatId } from "../../../kernel/ids.ts";
import { type Inline, joinWords, markdownDocument, plural } from "../../../kernel/text.ts";
import { methodName } from "../domain/activity.ts";
import { severityName } from "../domain/challenge.ts";
import { CATEGORIES, type Category, categoryName } from "../domain/requirement.ts";
import type { DocumentSource, FoundDeal } from "./found.ts";

/** The requirements document of a deal as Markdown: what the customer needs, what stands in the way, how it was found out. */
export function requirementsDocument(source: DocumentSource): string {
  const { deal, requirements, challenges, activities, today, timeZone } = source;
  const present = CATEGORIES.filter((category) =>
    requirements.some((one) => one.category === category),
  );
  const doc = markdownDocument().heading(1, `Requirements: ${nameOf(deal)}`);
  doc.paragraph(aboutDeal(deal, today));
  doc.heading(2, "Summary");
  doc.paragraph(
    requirements.length === 0
      ? "No requirement is known yet."
      : `${plural(requirements.length, "requirement")} in ${plural(present.length, "group")}: ${joinWords(
          present.map(
            (category) =>
              `${requirements.filter((one) => one.category === category).length} ${categoryName(category).toLowerCase()}`,
          ),
          "and",
        )}. ${plural(challenges.filter((one) => one.status === "open").length, "open challenge")}.`,
  );

  if (present.length > 0) doc.heading(2, "Requirements");
  for (const category of present) {
    const own = requirements.filter((one) => one.category === category);
    doc.heading(3, categoryName(category));
    doc.table({
      columns: ["No.", "Requirement", "Heard by", "On"],
      rows: own.map((one, i) => [
        requirementNumber(category, i),
        one.text,
        one.authorName ?? "",
        formatDayShort(dayOf(one.at, timeZone), today),
      ]),
    });
  }

  if (challenges.length > 0) {
    doc.heading(2, "Challenges");
    doc.table({
      columns: ["Severity", "Challenge", "What is done about it", "State"],
      rows: challenges.map((one) => [
        severityName(one.severity),
        one.text,
        one.mitigation,
        one.status,
      ]),
    });
  }

  if (activities.length > 0) {
    doc.heading(2, "How it was found out");
    doc.list(
      activities.map(
        (one): Inline =>
          [
            `${methodName(one.method)}, ${formatDayShort(one.heldOn, today)}`,
            one.authorName,
            one.notes,
          ]
            .filter(Boolean)
            .join(": "),
      ),
    );
  }
  return doc.toString();
}

/** `S2` is the second security requirement: the kinds begin with different letters. */
function requirementNumber(category: Category, place: number): string {
  return `${category.slice(0, 1).toUpperCase()}${place + 1}`;
}

/** "Acme · Platform rollout". */
export function nameOf(deal: FoundDeal): string {
  return [deal.accountName, deal.title].filter(Boolean).join(" · ");
}

/** The line under a document's heading: which deal, whose, as of when. */
export function aboutDeal(deal: FoundDeal, today: Day): string {
  return [
    formatId("opp", deal.id),
    deal.contactName ? `contact ${deal.contactName}` : null,
    `owner ${deal.ownerName}`,
    deal.seName ? `sales engineer ${deal.seName}` : null,
    `as of ${today}`,
  ]
    .filter(Boolean)
    .join(", ");
}
