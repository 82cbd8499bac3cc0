import { type Day, formatInstant } from "../../../kernel/dates.ts";
import { capitalize } from "../../../kernel/text.ts";
import { actions, type Block, context, section } from "../../../slack/blocks.ts";
import { EMOJI } from "../../../slack/emoji.ts";
import { bold, join, lines, type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import { showDeal } from "../../deals/index.ts";
import {
  anotherPlay,
  askClassify,
  askFollowUp,
  askStep,
  moreOnObjection,
  stepButton,
  usePlayButton,
} from "../actions.ts";
import { isSettled, statusName } from "../domain/lifecycle.ts";
import { typeName } from "../domain/objection.ts";
import type { Play } from "../domain/play.ts";
import { NO_RECORD, type PlayRecord } from "../domain/record.ts";
import type { ObjectionView } from "../queries/objection.ts";
import {
  backgroundWords,
  evidenceWords,
  followUpWords,
  objectionHeading,
  playWords,
  safeLines,
} from "./words.ts";

/** An objection with the play that is offered for it. */
export type CardData = {
  view: ObjectionView;
  /** Null when the library has none against this type. */
  offer: {
    play: Play;
    record: PlayRecord | undefined;
    hasOther: boolean;
    /** Whether the card says it, or only offers to. */
    isShown: boolean;
  } | null;
  /** Names of the plays that were used on it. */
  triedNames: readonly string[];
};

/** Who looks at the card, which no one else sees. */
export type CardReader = {
  personId: number;
  timeZone: string;
  today: Day;
  now: Date;
  /** Whether they may work on objections of this deal. */
  mayWork: boolean;
};

/**
 * The objection in a few lines with the play to try next.
 * @param said.notice what has just happened to it
 * @param said.aside what is said of it this once
 */
export function objectionCard(
  data: CardData,
  reader: CardReader,
  { notice, aside }: { notice?: Mrkdwn | undefined; aside?: string | undefined } = {},
): Reply {
  const { view, offer } = data;
  const { objection } = view;
  const heading = objectionHeading(view);
  const settled = isSettled(objection.status);
  const followUp = followUpWords(view, reader.personId, reader.today);
  return {
    text: notice ?? md`${heading}, ${statusName(objection.status)}`,
    blocks: [
      section(
        lines(
          notice ? md`${notice} ${heading}` : heading,
          join([backgroundWords(objection), aside ?? null], " · "),
          historyLine(data, reader),
        ),
      ),
      ...(offer?.isShown && !settled
        ? [
            section(
              playWords(offer.play, {
                record: offer.record ?? NO_RECORD,
                inUse: view.tried.includes(offer.play.id),
              }),
            ),
          ]
        : []),
      ...(!offer && !settled
        ? [
            section(
              md`The library has no play against ${typeName(objection.type)}. \`/objection library add\` writes one.`,
            ),
          ]
        : []),
      ...(followUp ? [context(followUp)] : []),
      ...buttons(data, reader),
    ],
  };
}

/** What a channel may read of an objection: the customer's words, and what may be said to the customer. */
export function sharedPlay({ view, offer }: CardData): Reply {
  const { play } = offer ?? { play: null };
  const heading = md`${objectionHeading(view)}`;
  return {
    text: heading,
    inChannel: true,
    blocks: [
      section(
        play
          ? lines(
              heading,
              md`Answer with ${bold(play.name)}.`,
              safeLines(play),
              evidenceWords(play),
            )
          : heading,
      ),
    ],
  };
}

function historyLine({ view, triedNames }: CardData, { now, timeZone }: CardReader): Mrkdwn | null {
  const { objection } = view;
  const when = (at: Date | null) => (at ? formatInstant(at, { now, timeZone }) : "");
  const tried = triedNames.length > 0 ? `tried: ${triedNames.join(", ")}` : null;
  if (objection.status === "open") return tried ? md`${capitalize(tried)}` : null;
  if (objection.status === "answered")
    return join(
      [md`Answered by ${view.answeredByName ?? "somebody"}, ${when(objection.answeredAt)}`, tried],
      " · ",
    );
  const mark = objection.status === "resolved" ? EMOJI.done : EMOJI.lost;
  const note = objection.resolutionNote ? md`: ${objection.resolutionNote}` : md``;
  return join(
    [
      md`${mark} ${capitalize(statusName(objection.status))}, says ${view.settledByName ?? "somebody"}, ${when(objection.settledAt)}${note}`,
      tried,
    ],
    " · ",
  );
}

function buttons({ view, offer }: CardData, { mayWork }: CardReader): Block[] {
  const { objection, tried } = view;
  const { id, status, type } = objection;
  const settled = isSettled(status);
  const play = settled || !offer?.isShown ? undefined : offer.play;
  const more = moreOnObjection.overflow([
    {
      label: "Share customer-safe lines",
      value: { id, what: "share" as const, ...(play ? { play: play.id } : {}) },
    },
    { label: "History", value: { id, what: "history" as const } },
    ...(objection.followUp && mayWork
      ? [{ label: "Follow-up is done", value: { id, what: "done" as const } }]
      : []),
  ]);
  const other =
    !settled && offer && (offer.hasOther || !play)
      ? anotherPlay.button(play ? "Another play" : "Show a play", { id, after: play?.id ?? "none" })
      : null;
  const open = showDeal.button("Open deal", { id: view.deal.id });
  if (!mayWork) return actions(other, open, more);
  if (settled) return actions(askStep.button("Reopen", { id, step: "reopen" }), open, more);
  return actions(
    status === "answered"
      ? stepButton.button("Resolved", { id, step: "resolve" }, { style: "primary", key: "resolve" })
      : null,
    status === "answered" ? askStep.button("Not resolved", { id, step: "unresolved" }) : null,
    play && !tried.includes(play.id)
      ? usePlayButton.button(
          "Use this play",
          { id, play: play.id },
          status === "open" ? { style: "primary" } : {},
        )
      : null,
    other,
    askClassify.button(type === "other" ? "Say what it is…" : `It is not ${typeName(type)}…`, {
      id,
    }),
    status === "open"
      ? stepButton.button("Answered", { id, step: "answer" }, { key: "answer" })
      : null,
    askFollowUp.button("Follow-up…", { id }),
    more,
  );
}
