import type { Button } from "@slack/types";
import { cut, plural } from "../../kernel/text.ts";
import { actions, type Block, section } from "../../slack/blocks.ts";
import type { Call } from "../../slack/call.ts";
import { bold, lines, Mrkdwn, md } from "../../slack/mrkdwn.ts";
import type { Reply } from "../../slack/reply.ts";
import { type Changed, inSentence, seeDeal, viewingOf } from "../deals/index.ts";
import { addRequirements, showView, type ViewName } from "./actions.ts";
import { severityName } from "./domain/challenge.ts";
import { type Category, categoryName } from "./domain/requirement.ts";
import type { LoggedChallenge } from "./operations/challenges.ts";
import type { Logged } from "./operations/requirements.ts";
import { proposeSolutions } from "./operations/solutions.ts";
import { seeDiscovery } from "./reading.ts";
import { discoveryCard, type PageReader } from "./views/card.ts";
import { challengeSection, challengesPage } from "./views/challenges-page.ts";
import type { Discovery } from "./views/found.ts";
import { requirementSection } from "./views/requirement-line.ts";
import { requirementsPage } from "./views/requirements-page.ts";
import { solutionsPage } from "./views/solutions-page.ts";
import { workPage } from "./views/work-page.ts";

/** More stand on the requirements page. */
const EACH = 8;

/** What has just happened, above a page, with a way to take it back. */
export type Notice = { text: Mrkdwn; button?: Button | undefined };

/** One page of a deal's discovery, with what has just happened above it. */
export async function showPage(
  call: Call,
  id: number,
  at: { view: ViewName; page?: number | undefined; only?: Category | undefined } = { view: "card" },
  notice?: Mrkdwn | Notice,
): Promise<Reply> {
  const found = await seeDiscovery(call, id);
  const reader = { actor: call.actor, today: viewingOf(call).today, now: call.now };
  const shown = pageOf(found, reader, { ...at, page: at.page ?? 0 });
  if (!notice) return shown;
  const { text, button } = notice instanceof Mrkdwn ? { text: notice } : notice;
  return { text, blocks: [section(text, button), ...(shown.blocks ?? [])] };
}

function pageOf(
  found: Discovery,
  reader: PageReader,
  at: { view: ViewName; page: number; only?: Category | undefined },
): Reply {
  switch (at.view) {
    case "card":
      return discoveryCard(found, reader);
    case "requirements":
      return requirementsPage(found, reader, at);
    case "challenges":
      return challengesPage(found, reader, at);
    case "solutions":
      return solutionsPage(found, reader, at);
    case "work":
      return workPage(found, reader, at);
  }
}

/** The same in the place of the message whose button was pressed. */
export async function showPageInPlace(
  ...[call, ...rest]: Parameters<typeof showPage>
): Promise<Reply> {
  return { ...(await showPage(call, ...rest)), replace: call.inPlace };
}

/** Says what was logged and where it was put, with a menu to correct it at once. */
export async function answerLogged(
  call: Call,
  { result, change }: { result: { logged: readonly Logged[]; known: number }; change: Changed },
): Promise<Reply> {
  const { logged, known } = result;
  const { id } = change.deal;
  const name = nameOf(change);
  const also = known > 0 ? md` ${known === 1 ? "One was" : `${known} were`} there already.` : md``;
  const [first] = logged;
  const text = !first
    ? md`Nothing to add: ${known === 1 ? "that is" : "these are"} on ${name} already.`
    : logged.length === 1
      ? md`Logged on ${name}: “${cut(first.text, 200)}” → ${whereAndWhy(first)}.${also}`
      : md`Logged ${plural(logged.length, "requirement")} on ${name}: ${counts(logged)}.${also}`;
  if (call.inPlace) return showPageInPlace(call, id, { view: "card" }, text);
  return {
    text,
    blocks: [
      // One requirement stands in the sentence already: its menu goes beside it.
      ...(first && logged.length === 1
        ? [requirementSection(id, first, { words: text, mayLog: true })]
        : [section(text)]),
      ...(logged.length === 1 ? [] : logged)
        .slice(0, EACH)
        .map((one) =>
          requirementSection(id, one, { words: md`${cut(one.text, 200)}`, mayLog: true }),
        ),
      ...actions(
        addRequirements.button("Add another", { id }),
        showView.button("Open discovery", { id, view: "card" }, { key: "open" }),
      ),
    ],
  };
}

/** Says how grave a logged challenge was taken and what is suggested against it. */
export async function answerChallenge(
  call: Call,
  { result, change }: { result: LoggedChallenge | null; change: Changed },
): Promise<Reply> {
  const { id } = change.deal;
  const name = nameOf(change);
  const text = result
    ? md`Logged a challenge on ${name}, ${bold(severityName(result.severity).toLowerCase())}${sureness(result)}.`
    : md`Nothing to add: that challenge is on ${name} already.`;
  if (call.inPlace) return showPageInPlace(call, id, { view: "card" }, text);
  const blocks: Block[] = result
    ? [section(text), challengeSection(id, { ...result, status: "open" }, true)]
    : [section(text)];
  return {
    text: result ? lines(text, md`→ ${result.mitigation}`) : text,
    blocks: [
      ...blocks,
      ...actions(showView.button("Open discovery", { id, view: "card" }, { key: "open" })),
    ],
  };
}

/** Proposes solutions and shows them. */
export async function proposeAndAnswer(call: Call, id: number): Promise<Reply> {
  await seeDeal(call, id);
  const { result, change } = await proposeSolutions(call, id);
  const text =
    result.changes > 0
      ? md`Proposed solutions for ${nameOf(change)}.`
      : md`The solutions of ${nameOf(change)} follow its requirements already.`;
  return showPageInPlace(call, id, { view: "solutions" }, text);
}

/** The deal of a change, as it stands in a sentence. */
export function nameOf(change: Changed): Mrkdwn {
  return inSentence({ title: change.deal.title, accountName: change.accountName });
}

/** " (92% sure: “single sign-on”)", or nothing where a person chose. */
export function sureness(one: { confidence: number | null; because: string | null }): Mrkdwn {
  if (one.confidence === null) return md``;
  return one.because
    ? md` (${one.confidence}% sure: “${cut(one.because, 60)}”)`
    : md` (${one.confidence}% sure)`;
}

function whereAndWhy(one: Logged): Mrkdwn {
  return md`${bold(categoryName(one.category).toLowerCase())}${sureness(one)}`;
}

function counts(logged: readonly Logged[]): string {
  const byCategory = Map.groupBy(logged, (one) => one.category);
  return [...byCategory]
    .map(([category, all]) => `${all.length} ${categoryName(category).toLowerCase()}`)
    .join(", ");
}
