import { authorize, type Permission } from "../../kernel/access.ts";
import { unescapeSlack } from "../../kernel/text.ts";
import { onAction } from "../../slack/action.ts";
import type { Call } from "../../slack/call.ts";
import { LIMITS } from "../../slack/limits.ts";
import { md } from "../../slack/mrkdwn.ts";
import type { Reply } from "../../slack/reply.ts";
import { defineShortcut } from "../../slack/shortcut.ts";
import { guessDeal, openDiscovery, seeDeal } from "../deals/index.ts";
import {
  addActivity,
  addChallenge,
  addRequirements,
  challengeMenu,
  editSolutionButton,
  linkDiagramButton,
  propose,
  putBack,
  requirementMenu,
  showView,
  takeBackActivity,
  writeDocument,
} from "./actions.ts";
import {
  answerChallenge,
  answerLogged,
  nameOf,
  proposeAndAnswer,
  showPage,
  showPageInPlace,
} from "./answers.ts";
import { shareDocument } from "./documents.ts";
import { categoryName } from "./domain/requirement.ts";
import { openActivity } from "./modals/activity.ts";
import { openAddToDeal } from "./modals/add-to-deal.ts";
import { openEditChallenge, openLogChallenge } from "./modals/challenge.ts";
import { diagramModal } from "./modals/diagram.ts";
import { openEditRequirement } from "./modals/edit-requirement.ts";
import { openLogRequirements } from "./modals/log-requirements.ts";
import { openSolution } from "./modals/solution.ts";
import { removeActivity } from "./operations/activities.ts";
import { changeChallenge, logChallenge, removeChallenge } from "./operations/challenges.ts";
import { isGone } from "./operations/meanwhile.ts";
import { logRequirements, recategorise, removeRequirement } from "./operations/requirements.ts";
import { seeDiscovery } from "./reading.ts";

/** What a message shortcut takes over of a long message. */
const LONGEST_MESSAGE = 3000;

/** The deal for a form; asked before it opens, so that nobody fills in what will be refused. */
async function dealFor(call: Call, id: number, permission: Permission) {
  const { deal, accountName, relations } = await seeDeal(call, id);
  authorize(call.actor, permission, relations);
  return { id, title: deal.title, accountName };
}

type RequirementAct = ReturnType<typeof requirementMenu.decode>;

async function onRequirement(value: RequirementAct, call: Call): Promise<Reply | null> {
  const { id, r, to, from, at, page } = value;
  const view = at === "list" ? "requirements" : "card";
  await dealFor(call, id, "discovery.log");
  if (to === "edit") {
    const { requirements } = await seeDiscovery(call, id);
    const one = requirements.find((each) => each.id === r);
    if (!one) throw isGone("requirement");
    await call.open(openEditRequirement(id, one, { view, page }));
    return null;
  }
  if (to === "remove") {
    const { result, change } = await removeRequirement(call, id, r);
    const { text, category, source } = result;
    const own = source === "person" && category ? { category } : {};
    const notice = {
      text: md`Removed “${text}” from ${nameOf(change)}.`,
      button: putBackButton({ id, what: "requirement", text, ...own }),
    };
    return showPageInPlace(call, id, { view, page }, notice);
  }
  const { result, change } = await recategorise(call, id, r, { category: to, from });
  const text =
    result.category === to
      ? md`“${result.text}” is under ${categoryName(to).toLowerCase()} already.`
      : md`“${result.text}” on ${nameOf(change)} is ${categoryName(to).toLowerCase()} now. I'll remember that.`;
  return at ? showPageInPlace(call, id, { view, page }, text) : { text };
}

async function onChallenge(
  { id, c, to, from, page }: ReturnType<typeof challengeMenu.decode>,
  call: Call,
): Promise<Reply | null> {
  await dealFor(call, id, "discovery.log");
  if (to === "edit") {
    const { challenges } = await seeDiscovery(call, id);
    const one = challenges.find((each) => each.id === c);
    if (!one) throw isGone("challenge");
    await call.open(openEditChallenge(id, one, page));
    return null;
  }
  if (to === "remove") {
    const { result, change } = await removeChallenge(call, id, c);
    const { text, severity, severitySource, mitigation, mitigationSource } = result;
    const notice = {
      text: md`Removed “${text}” from ${nameOf(change)}.`,
      button: putBackButton({
        id,
        what: "challenge",
        text,
        ...(severitySource === "person" ? { severity } : {}),
        ...(mitigationSource === "person" ? { mitigation } : {}),
      }),
    };
    return showPageInPlace(call, id, { view: "challenges", page }, notice);
  }
  const isStatus = to === "mitigated" || to === "open";
  const { result, change } = await changeChallenge(
    call,
    id,
    c,
    isStatus ? { status: to } : { severity: to },
    isStatus ? {} : { severity: from },
  );
  const text = md`“${result.text}” on ${nameOf(change)} is ${to} now.`;
  return showPageInPlace(call, id, { view: "challenges", page }, text);
}

/** The way to put back what was removed; none when its words are too many for a button. */
function putBackButton(what: Parameters<typeof putBack.button>[1]) {
  const fits = JSON.stringify(what).length <= LIMITS.buttonValue;
  return fits ? putBack.button("Put it back", what) : undefined;
}

async function onPutBack(
  { id, what, text, ...own }: ReturnType<typeof putBack.decode>,
  call: Call,
): Promise<Reply> {
  await dealFor(call, id, "discovery.log");
  return what === "requirement"
    ? answerLogged(call, await logRequirements(call, id, { texts: [text], ...own }))
    : answerChallenge(call, await logChallenge(call, id, { text, ...own }));
}

/** What each button of discovery does. */
export const discoveryActions = [
  onAction(openDiscovery, ({ id }, call) => showPage(call, id)),
  onAction(showView, ({ id, ...at }, call) => showPageInPlace(call, id, at)),
  onAction(requirementMenu, onRequirement),
  onAction(challengeMenu, onChallenge),
  onAction(putBack, onPutBack),
  onAction(addRequirements, async ({ id }, call) => {
    const known = await dealFor(call, id, "discovery.log");
    await call.open(openLogRequirements({ known }));
    return null;
  }),
  onAction(addChallenge, async ({ id }, call) => {
    await call.open(openLogChallenge(await dealFor(call, id, "discovery.log")));
    return null;
  }),
  onAction(addActivity, async ({ id }, call) => {
    await call.open(openActivity(call, await dealFor(call, id, "discovery.log")));
    return null;
  }),
  onAction(takeBackActivity, async ({ id, activity }, call) => {
    await dealFor(call, id, "discovery.log");
    const { change } = await removeActivity(call, id, activity);
    const text = md`Took it back from ${nameOf(change)}.`;
    return showPageInPlace(call, id, { view: "work" }, text);
  }),
  onAction(propose, ({ id }, call) => proposeAndAnswer(call, id)),
  onAction(editSolutionButton, async ({ id, subject }, call) => {
    await dealFor(call, id, "deal.change_se_fields");
    const { solutions } = await seeDiscovery(call, id);
    const one = solutions.find((each) => each.subject === subject);
    if (!one) throw isGone("solution");
    await call.open(openSolution(id, one));
    return null;
  }),
  onAction(writeDocument, ({ id, kind }, call) => shareDocument(call, id, kind)),
  onAction(linkDiagramButton, async ({ id }, call) => {
    await dealFor(call, id, "deal.change_se_fields");
    const { deliverables } = await seeDiscovery(call, id);
    const link = deliverables.find((one) => one.kind === "architecture_diagram")?.link;
    await call.open(diagramModal.open({ id }, link ? { initial: { link: { value: link } } } : {}));
    return null;
  }),
];

/** ⚡ Log requirement; and a message kept on a deal. */
export const discoveryShortcuts = [
  defineShortcut({
    id: "discovery.log-requirement",
    type: "global",
    name: "Log requirement",
    description: "Keep what a customer needs",
    permission: "discovery.log",
    async run(call) {
      await call.open(openLogRequirements({ guess: null }));
      return null;
    },
  }),
  defineShortcut({
    id: "discovery.add-to-deal",
    type: "message",
    name: "Add to deal",
    description: "Keep this message on a deal, as a requirement, a challenge or a note",
    permission: "discovery.log",
    async run(message, call) {
      const text = unescapeSlack(message.text).slice(0, LONGEST_MESSAGE);
      // The form opens while the deal is still being guessed: Slack forgets the trigger after three seconds.
      await call.open(
        guessDeal(call, { text: message.text, channelId: message.channelId }).then((guess) =>
          openAddToDeal(text, guess),
        ),
      );
      return null;
    },
  }),
];
