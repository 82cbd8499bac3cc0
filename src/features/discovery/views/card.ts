import { type Actor, isAllowed } from "../../../kernel/access.ts";
import { type Day, formatDayShort } from "../../../kernel/dates.ts";
import { cut, plural } from "../../../kernel/text.ts";
import { actions, type Block, context, section } from "../../../slack/blocks.ts";
import { EMOJI } from "../../../slack/emoji.ts";
import { bold, code, join, lines, type Mrkdwn, md, sentence } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { dealName, showDeal } from "../../deals/index.ts";
import { addActivity, addChallenge, addRequirements, propose, showView } from "../actions.ts";
import { methodName } from "../domain/activity.ts";
import { severityName } from "../domain/challenge.ts";
import { missingWords } from "../domain/completeness.ts";
import { DELIVERABLES, deliverableName } from "../domain/deliverable.ts";
import { CATEGORIES, categoryName } from "../domain/requirement.ts";
import { longestWeeks } from "../domain/solution.ts";
import type { Discovery } from "./found.ts";
import { requirementSection } from "./requirement-line.ts";

/** Who reads a page, and on which day. */
export type PageReader = { actor: Actor; today: Day; now: Date };

/** Up to this many requirements stand on the card with a menu each; more are grouped. */
const EACH = 5;
const CHALLENGES = 2;
const SHORT = 70;
/** How much of what is missing is named. */
const NAMED = 3;
/** How much of a group's requirements is named on its line. */
const GROUP_LINE = 110;

/** The heading of every page of a deal's discovery. */
export function pageHeading({ deal }: Discovery, page: string): Mrkdwn {
  return join([md`${bold(page)} · ${bold(dealName(deal))}`, code(`opp_${deal.id}`)], "  ");
}

/** How far the discovery of a deal is: what is needed, what stands in the way, what is proposed, what is missing. */
export function discoveryCard(found: Discovery, reader: PageReader): Reply {
  const { deal, requirements, challenges } = found;
  const may = (permission: "discovery.log" | "deal.change_se_fields") =>
    isAllowed(reader.actor, permission, found.relations);
  const text = lines(pageHeading(found, "Discovery"), progress(found));
  const isEmpty = requirements.length + challenges.length + found.activities.length === 0;
  const blocks: Block[] = [
    section(text),
    ...(isEmpty ? [firstSteps()] : []),
    ...requirementBlocks(found, may("discovery.log")),
    ...(challenges.length > 0 ? [section(challengeLines(found))] : []),
    context(standing(found, reader.today)),
    ...buttons(found, may),
  ];
  return {
    text: md`Discovery of ${dealName(deal)}: ${progress(found)}`,
    blocks,
  };
}

function progress({ completeness, requirements, challenges }: Discovery): Mrkdwn {
  const missing = missingWords(completeness, NAMED);
  const open = challenges.filter((one) => one.status === "open").length;
  const counts = [
    plural(requirements.length, "requirement"),
    open > 0 ? plural(open, "open challenge") : null,
  ];
  return lines(
    join([`${completeness.percent}% complete`, ...counts], " · "),
    missing ? md`Missing: ${missing}.` : null,
  );
}

function firstSteps(): Block {
  return section(
    sentence(
      "Nothing is known yet of what this customer needs. Log it as you hear it: `/deal require acme Single sign-on with Okta`, or *Add to deal* in the menu of any message.",
    ),
  );
}

function requirementBlocks(found: Discovery, mayLog: boolean): Block[] {
  const { requirements } = found;
  if (requirements.length === 0) return [];
  if (requirements.length <= EACH)
    return requirements.map((one) =>
      requirementSection(found.deal.id, one, {
        at: "card",
        mayLog,
        words: md`${cut(one.text, 200)}`,
      }),
    );
  return [
    section(
      lines(
        ...CATEGORIES.map((category) => {
          const own = requirements.filter((one) => one.category === category);
          if (own.length === 0) return null;
          const named = own.map((one) => one.text).join(" · ");
          return md`${bold(`${categoryName(category)} ${own.length}`)}  ${cut(named, GROUP_LINE)}`;
        }),
      ),
    ),
  ];
}

function challengeLines({ challenges }: Discovery): Mrkdwn {
  const open = challenges.filter((one) => one.status === "open");
  const [...first] = open.slice(0, CHALLENGES);
  const rest = open.length - first.length;
  const mitigated = challenges.length - open.length;
  return lines(
    ...first.map(
      (one) =>
        md`${one.severity === "high" ? `${EMOJI.risk} ` : ""}${bold(severityName(one.severity))}  ${cut(one.text, SHORT)} → ${cut(one.mitigation, SHORT)}`,
    ),
    join(
      [
        rest > 0 ? plural(rest, "more open challenge") : null,
        mitigated > 0 ? `${mitigated} mitigated` : null,
      ],
      ", ",
    ),
  );
}

function standing({ solutions, deliverables, activities }: Discovery, today: Day): Mrkdwn {
  const made = new Map(deliverables.map((one) => [one.kind, one]));
  return lines(
    solutions.length > 0
      ? md`${plural(solutions.length, "solution")} proposed, the longest ${plural(longestWeeks(solutions), "week")}`
      : "No solution proposed yet",
    join(
      DELIVERABLES.map((kind) => {
        const one = made.get(kind);
        const state = one ? (one.isOutdated ? "out of date" : one.state) : "missing";
        return `${deliverableName(kind)}: ${state}`;
      }),
      " · ",
    ),
    join(
      activities
        .slice(0, 3)
        .map(
          (one) =>
            `${methodName(one.method)} ${formatDayShort(one.heldOn, today)}${one.heldOn > today ? " (planned)" : ""}`,
        ),
      " · ",
    ),
  );
}

function buttons(
  found: Discovery,
  may: (permission: "discovery.log" | "deal.change_se_fields") => boolean,
): Block[] {
  const { deal, requirements, challenges, solutions } = found;
  const { id } = deal;
  const log = may("discovery.log");
  return actions(
    log ? addRequirements.button("Add requirement", { id }) : null,
    log ? addChallenge.button("Add challenge", { id }) : null,
    solutions.length > 0
      ? showView.button(`Solutions (${solutions.length})`, { id, view: "solutions" }, { key: "s" })
      : may("deal.change_se_fields") && requirements.length + challenges.length > 0
        ? propose.button("Propose solutions", { id })
        : null,
    showView.button("Documents", { id, view: "work" }, { key: "w" }),
    log ? addActivity.button("Log a call", { id }) : null,
    requirements.length > EACH
      ? showView.button(
          `Show all (${requirements.length})`,
          { id, view: "requirements" },
          { key: "r" },
        )
      : null,
    challenges.length > 0
      ? showView.button(
          `Challenges (${challenges.length})`,
          { id, view: "challenges" },
          { key: "c" },
        )
      : null,
    showDeal.button("Open deal", { id }),
  );
}
