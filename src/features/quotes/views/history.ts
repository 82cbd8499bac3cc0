import type { Actor } from "../../../kernel/access.ts";
import { formatInstant } from "../../../kernel/dates.ts";
import { moneySchema } from "../../../kernel/money.ts";
import { actions, section } from "../../../slack/blocks.ts";
import { bold, code, join, lines, type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import type { AuditLine } from "../../audit/index.ts";
import { openQuote } from "../actions.ts";
import { quoteId, statusName } from "../domain/quote.ts";
import type { SeenQuote } from "../reading.ts";
import { exact } from "./amounts.ts";
import { nameOfDeal } from "./card.ts";

const SHOWN = 15;

/** The versions of a quote, and what was done to it, newest first. */
export function quoteHistory(
  view: SeenQuote,
  trail: readonly AuditLine[],
  reader: { actor: Actor; now: Date },
): Reply {
  const { quote, versions } = view;
  const heading = join([bold(nameOfDeal(view)), code(quoteId(quote))], "  ");
  const versionLines = versions.map(
    (one) => md`Version ${one.version}: ${statusName(one.status)}, ${exact(one.total)}`,
  );
  const text = md`${quoteId(quote)} has ${versions.length === 1 ? "one version" : `${versions.length} versions`}.`;
  return {
    text,
    blocks: [
      section(lines(heading, ...versionLines)),
      section(lines(...trail.slice(0, SHOWN).map((line) => trailLine(line, reader)))),
      ...actions(
        ...versions
          .slice(0, 5)
          .map(({ id, version }) =>
            openQuote.button(`Version ${version}`, { id, version }, { key: version }),
          ),
      ),
    ],
  };
}

const VERBS: Readonly<Record<string, string>> = {
  "quote.drafted": "drafted it",
  "quote.revived": "took its end back",
  "quote.revised": "started the version",
  "quote.line_added": "added",
  "quote.line_edited": "changed",
  "quote.line_removed": "took off",
  "quote.discounted": "set the discount",
  "quote.noted": "changed the words for the customer",
  "quote.sent": "sent it",
  "quote.accepted": "recorded the acceptance",
  "quote.declined": "recorded the refusal",
  "quote.expired": "noted that it expired",
  "quote.superseded": "replaced it",
};

function trailLine(line: AuditLine, { actor, now }: { actor: Actor; now: Date }): Mrkdwn {
  const when = formatInstant(line.at, { now, timeZone: actor.timeZone });
  const what = line.after?.line ?? line.after?.discount;
  const total = moneySchema.safeParse(line.after?.total);
  const done = [VERBS[line.action] ?? line.action, typeof what === "string" ? what : null].filter(
    Boolean,
  );
  return join(
    [
      md`${when} · ${line.actorName ?? "Dealdesk"} ${done.join(" ")}`,
      line.after?.version ? `version ${line.after.version}` : null,
      total.success ? exact(total.data) : null,
      line.reason ? `“${line.reason}”` : null,
    ],
    " · ",
  );
}
