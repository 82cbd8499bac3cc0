import { authorize } from "../../kernel/access.ts";
import { asDay, formatDay } from "../../kernel/dates.ts";
import { AppError } from "../../kernel/errors.ts";
import { onAction } from "../../slack/action.ts";
import type { Call } from "../../slack/call.ts";
import { bold, md } from "../../slack/mrkdwn.ts";
import type { Reply } from "../../slack/reply.ts";
import { defineShortcut } from "../../slack/shortcut.ts";
import {
  dealName,
  guessDeal,
  logObjection as logOnDeal,
  seeDeal,
  viewingOf,
} from "../deals/index.ts";
import {
  anotherPlay,
  askAddPlay,
  askClassify,
  askFollowUp,
  askLog,
  askStep,
  followUpDoneButton,
  listPage,
  moreOnObjection,
  openLibrary,
  playMenu,
  putOff,
  showObjection,
  showStats as statsButton,
  stepButton,
  usePlayButton,
} from "./actions.ts";
import { answerCard, answerObjection, statusNotice } from "./answers.ts";
import { showHistory } from "./history.ts";
import { showLibrary } from "./library.ts";
import { showList } from "./listing.ts";
import { openLogObjection } from "./modals/log-objection.ts";
import { openClassify, openFollowUp, openStep } from "./modals/open-one-thing.ts";
import { answerPlay, openEditPlay, openNewPlay } from "./modals/play.ts";
import { setPlayActive } from "./operations/change-library.ts";
import { followUpDone, moveOn, putOffAWeek } from "./operations/move-on.ts";
import { usePlay } from "./operations/use-play.ts";
import { seeObjection, withPlay } from "./reading.ts";
import { showStats } from "./stats.ts";
import { sharedPlay } from "./views/card.ts";

async function openOnDeal(call: Call, id: number): Promise<null> {
  const { deal, accountName, relations } = await seeDeal(call, id);
  authorize(call.actor, "discovery.log", relations);
  const name = dealName({ ...deal, accountName });
  await call.open(openLogObjection(call, { fixed: { id, name } }));
  return null;
}

async function more(
  call: Call,
  id: number,
  what: "share" | "history" | "done",
  play: string | undefined,
): Promise<Reply> {
  if (what === "done") return sayDone(call, id);
  const { view } = await seeObjection(call, id);
  if (what === "history") return showHistory(call, view);
  if (!call.channelId)
    throw new AppError(
      "bad_input",
      "There is no channel here to share in.",
      "Share from a channel.",
    );
  return sharedPlay(await withPlay(call, view, { play }));
}

async function sayDone(call: Call, id: number): Promise<Reply> {
  return answerObjection(call, await followUpDone(call, id), md`Follow-up done:`);
}

/** What each button of objections does, and the door on the deal's card. */
export const objectionActions = [
  onAction(logOnDeal, ({ id }, call) => openOnDeal(call, id)),
  onAction(askLog, async (_, call) => {
    await call.open(openLogObjection(call, {}));
    return null;
  }),
  onAction(showObjection, ({ id }, call) => answerCard(call, id)),
  onAction(anotherPlay, ({ id, after }, call) => answerCard(call, id, { after })),
  onAction(usePlayButton, async ({ id, play }, call) => {
    const { change, play: used } = await usePlay(call, id, play);
    return answerObjection(call, change, md`Using ${bold(used.name)} on:`, play);
  }),
  onAction(askClassify, async ({ id }, call) => {
    await call.open(openClassify(call, id));
    return null;
  }),
  onAction(stepButton, async ({ id, step }, call) => {
    const change = await moveOn(call, id, step);
    return answerObjection(call, change, statusNotice(change));
  }),
  onAction(askStep, async ({ id, step }, call) => {
    await call.open(openStep(call, id, step));
    return null;
  }),
  onAction(askFollowUp, async ({ id }, call) => {
    await call.open(openFollowUp(call, id));
    return null;
  }),
  onAction(putOff, async ({ id }, call) => {
    const { today } = viewingOf(call);
    const change = await putOffAWeek(call, id, today);
    const { followUp } = change.objection;
    const to = followUp ? formatDay(followUp.date, { today }) : "next week";
    return answerObjection(call, change, md`Follow-up moved to ${to}:`);
  }),
  onAction(followUpDoneButton, ({ id }, call) => sayDone(call, id)),
  onAction(moreOnObjection, ({ id, what, play }, call) => more(call, id, what, play)),
  onAction(listPage, async ({ filter, after }, call) => {
    const reply = await showList(call, filter, after);
    return { ...reply, replace: call.inPlace };
  }),
  onAction(openLibrary, ({ type }, call) => showLibrary(call, type)),
  onAction(askAddPlay, async ({ type }, call) => {
    await call.open(openNewPlay(type));
    return null;
  }),
  onAction(playMenu, async ({ play, what }, call) => {
    if (what === "edit") {
      await call.open(openEditPlay(call, play));
      return null;
    }
    const change = await setPlayActive(call, play, what === "restore");
    return answerPlay(call, change, what === "restore" ? "Brought back" : "Retired");
  }),
  onAction(statsButton, ({ by, type, from, to }, call) =>
    showStats(call, {
      by,
      type,
      from: from === undefined ? undefined : asDay(from),
      to: to === undefined ? undefined : asDay(to),
    }),
  ),
];

/** ⚡ Log objection; and the same from any message. */
export const objectionShortcuts = [
  defineShortcut({
    id: "objections.log",
    type: "global",
    name: "Log objection",
    description: "Keep an objection and get an answer to it",
    permission: "discovery.log",
    async run(call) {
      await call.open(openLogObjection(call, {}));
      return null;
    },
  }),
  defineShortcut({
    id: "objections.log-from-message",
    type: "message",
    name: "Log objection",
    description: "Keep this message as an objection and get an answer to it",
    permission: "discovery.log",
    async run({ text, channelId, ts }, call) {
      const opening = guessDeal(call, { text, channelId }).then((deal) =>
        openLogObjection(call, { deal, text, source: { channelId, ts } }),
      );
      await call.open(opening);
      return null;
    },
  }),
];
