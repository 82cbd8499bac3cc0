import { isAllowed } from "../../../kernel/access.ts";
import { cut } from "../../../kernel/text.ts";
import { actions, type Block, section } from "../../../slack/blocks.ts";
import { bold, lines, md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { addChallenge, challengeMenu, showView } from "../actions.ts";
import { type Challenge, SEVERITIES, severityName } from "../domain/challenge.ts";
import { type PageReader, pageHeading } from "./card.ts";
import type { Discovery } from "./found.ts";
import { LONG, onPage, turning } from "./paging.ts";

/** All challenges, the open and grave first, each with its mitigation and its menu. */
export function challengesPage(found: Discovery, reader: PageReader, at: { page: number }): Reply {
  const { id } = found.deal;
  const mayLog = isAllowed(reader.actor, "discovery.log", found.relations);
  const { shown, page, pages } = onPage(found.challenges, at.page);
  const open = found.challenges.filter((one) => one.status === "open").length;
  const heading = lines(
    pageHeading(found, "Challenges"),
    found.challenges.length === 0
      ? "None logged."
      : md`${open} open, ${found.challenges.length - open} mitigated${pages > 1 ? `, page ${page + 1} of ${pages}` : ""}.`,
  );
  return {
    text: heading,
    blocks: [
      section(heading),
      ...shown.map((one) => challengeSection(id, one, mayLog, page)),
      ...actions(
        ...turning(id, "challenges", page, pages),
        mayLog ? addChallenge.button("Add challenge", { id }) : null,
        showView.button("Back", { id, view: "card" }, { key: "back" }),
      ),
    ],
  };
}

/** A challenge with its mitigation, and the menu that changes it. */
export function challengeSection(
  dealId: number,
  one: Pick<Challenge, "id" | "text" | "severity" | "mitigation" | "status">,
  mayLog: boolean,
  page?: number,
): Block {
  const words = lines(
    md`${bold(severityName(one.severity))}${one.status === "mitigated" ? ", mitigated" : ""}: ${cut(one.text, LONG)}`,
    md`→ ${cut(one.mitigation, LONG)}`,
  );
  if (!mayLog) return section(words);
  const value = { id: dealId, c: one.id, from: one.severity, ...(page ? { page } : {}) };
  return section(
    words,
    challengeMenu.menu(one.status === "mitigated" ? "Mitigated" : severityName(one.severity), [
      ...SEVERITIES.filter((severity) => severity !== one.severity).map((to) => ({
        label: `It is ${to}`,
        value: { ...value, to },
      })),
      one.status === "open"
        ? { label: "It is mitigated", value: { ...value, to: "mitigated" as const } }
        : { label: "It is open again", value: { ...value, to: "open" as const } },
      { label: "Edit", value: { ...value, to: "edit" as const } },
      { label: "Remove", value: { ...value, to: "remove" as const } },
    ]),
  );
}
