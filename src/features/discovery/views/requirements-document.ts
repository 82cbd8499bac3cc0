import { type Day, dayOf, formatDayWithYear } from "../../../kernel/dates.ts";
import { formatId } from "../../../kernel/ids.ts";
import {
  joinWords,
  markdown,
  markdownBold,
  markdownDocument,
  plural,
} from "../../../kernel/text.ts";
import { methodName } from "../domain/activity.ts";
import { alsoInView } from "../domain/for-the-customer.ts";
import { CATEGORIES, categoryName, type Requirement } from "../domain/requirement.ts";
import type { DocumentSource, FoundDeal } from "./found.ts";

/**
 * The requirements document of a deal as Markdown, written for the customer to confirm: what they need, what is still to be settled,
 * how it was found out. Our notes on challenges and on calls are left out.
 */
export function requirementsDocument(source: DocumentSource): string {
  const { deal, requirements, challenges, activities, today, timeZone } = source;
  const needs = numberedRequirements(requirements);
  const groups = CATEGORIES.map((category) => ({
    name: categoryName(category),
    own: needs.filter((one) => one.category === category),
  })).filter(({ own }) => own.length > 0);
  const counts = groups.map(({ name, own }) => `${own.length} ${name.toLowerCase()}`);

  const doc = markdownDocument().heading(1, `Requirements: ${nameOf(deal)}`);
  doc.paragraph(aboutDeal(deal, today));
  doc.heading(2, "Summary");
  doc.paragraph(
    needs.length === 0
      ? "No requirement is known yet."
      : `${plural(needs.length, "requirement")} in ${plural(groups.length, "group")}: ${joinWords(counts, "and")}. This is what we understood: please say what is missing or different.`,
  );

  if (groups.length > 0) doc.heading(2, "Requirements");
  for (const { name, own } of groups) {
    doc.heading(3, name);
    doc.table({
      columns: ["No.", "Requirement", "Heard by", "On"],
      rows: own.map((one) => [
        one.number,
        one.text,
        one.authorName ?? "",
        formatDayWithYear(dayOf(one.at, timeZone)),
      ]),
    });
  }

  const open = alsoInView(challenges);
  if (open.length > 0) {
    doc.heading(2, "To be settled");
    doc.list(open.map(({ topic, offer }) => markdown`${markdownBold(`${topic}:`)} ${offer}`));
  }

  if (activities.length > 0) {
    doc.heading(2, "How it was found out");
    doc.list(
      activities.map(({ method, heldOn, authorName }) =>
        [`${methodName(method)}, ${formatDayWithYear(heldOn)}`, authorName]
          .filter(Boolean)
          .join(": "),
      ),
    );
  }
  doc.paragraph(reference(deal));
  return doc.toString();
}

/** The requirements, each with its number in both documents: `S2` is the second security requirement. The kinds begin with different letters. */
export function numberedRequirements(
  requirements: readonly Requirement[],
): (Requirement & { number: string })[] {
  return CATEGORIES.flatMap((category) =>
    requirements
      .filter((one) => one.category === category)
      .map((one, i) => ({ ...one, number: `${category.slice(0, 1).toUpperCase()}${i + 1}` })),
  );
}

/** "Acme · Platform rollout". */
export function nameOf(deal: FoundDeal): string {
  return [deal.accountName, deal.title].filter(Boolean).join(" · ");
}

/** The line under a document's heading: for whom, from whom, as of when. */
export function aboutDeal(deal: FoundDeal, today: Day): string {
  const from = [deal.ownerName, deal.seName === deal.ownerName ? null : deal.seName];
  return [
    deal.contactName ? `For ${deal.contactName}.` : null,
    `From ${joinWords(
      from.filter((name) => name !== null),
      "and",
    )}, ${formatDayWithYear(today)}.`,
  ]
    .filter(Boolean)
    .join(" ");
}

/** The last line of a document: where it comes from, for who finds it again. */
export function reference(deal: FoundDeal): string {
  return `Reference ${formatId("opp", deal.id)}`;
}
