import { type Day, formatDay } from "../../../kernel/dates.ts";
import { plural } from "../../../kernel/text.ts";
import { actions, context, section } from "../../../slack/blocks.ts";
import { md, sentence } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { dataTable } from "../../../slack/table.ts";
import { dealName, type Viewing } from "../../deals/index.ts";
import { askScope, pocList as listButton } from "../actions.ts";
import { pocId } from "../domain/poc.ts";
import { pocHealth } from "../domain/progress.ts";
import { statusName } from "../domain/words.ts";
import type { PocFilter, PocLine } from "../queries/list.ts";

const PAGE = 30;

/** Proofs of concept as a table, what they come to above it. */
export function pocTable(found: readonly PocLine[], filter: PocFilter, viewing: Viewing): Reply {
  if (found.length === 0) return emptyList(filter, viewing);
  const { today } = viewing;
  const running = found.filter((one) => one.status === "in_progress");
  const failing = found.filter((one) => isFailing(one, today));
  const text = md`${plural(found.length, "proof", "proofs")} of concept${
    filter.running ? " running" : running.length > 0 ? `, ${running.length} running` : ""
  }${failing.length > 0 ? `, ${failing.length} failing` : ""}.`;
  const { block } = dataTable({
    caption: "Proofs of concept, live ones first",
    columns: ["Deal", "Status", "Health", "Criteria met", "Ends", "SE", "Owner", "Id"],
    rows: found
      .slice(0, PAGE)
      .map((one) => [
        dealName({ title: one.dealTitle, accountName: one.accountName }),
        statusName(one.status),
        problemOf(one, today),
        { value: one.met, text: `${one.met} of ${one.criteria}` },
        formatDay(one.endsOn, { today }),
        one.seName ?? "–",
        one.ownerName,
        pocId(one),
      ]),
  });
  return {
    text,
    blocks: [
      section(text),
      block,
      ...actions(
        !filter.running && running.length > 0 && running.length < found.length
          ? listButton.button("Only running", { ...filter, running: true }, { key: "running" })
          : null,
        filter.scope === "all"
          ? null
          : listButton.button("All", { scope: "all", running: false }, { key: "all" }),
      ),
    ],
  };
}

// The card's own rule, on the columns that a list reads.
function healthOf(line: PocLine, today: Day) {
  const mustHave = line.mustHaveNotMet ? [{ mustHave: true, grade: "not_met" as const }] : [];
  return pocHealth(line, mustHave, today);
}

function isFailing(line: PocLine, today: Day): boolean {
  return healthOf(line, today).failing;
}

function problemOf(line: PocLine, today: Day): string {
  const [problem] = healthOf(line, today).problems;
  if (problem === "must_have_not_met") return "must-have not met";
  if (problem === "past_its_end") return "past its end";
  return line.status === "planned" && line.startsOn < today ? "not started" : "–";
}

function emptyList({ scope, running }: PocFilter, { actor }: Viewing): Reply {
  const whose = scope === "mine" ? " of yours" : scope === "team" ? " of your team's" : "";
  const text = running
    ? md`No proof of concept${whose} is running.`
    : md`There is no proof of concept${whose} yet.`;
  const mayScope = actor.roles.some((role) => ["ae", "se", "manager", "admin"].includes(role));
  const isNarrow = scope !== "all" || running;
  if (!mayScope) return { text: isNarrow ? text : md`There is no proof of concept you may see.` };
  return {
    text,
    blocks: [
      section(text),
      ...actions(askScope.button("Scope PoC", {}, { style: "primary" })),
      context(
        sentence(
          `Or type \`/poc scope acme\`. A proof of concept is small: a few features, a date, and criteria the customer signs off.${isNarrow ? " `/poc list all` looks further." : ""}`,
        ),
      ),
    ],
  };
}
