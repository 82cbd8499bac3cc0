import { joinWords } from "../../../kernel/text.ts";
import { actions, section } from "../../../slack/blocks.ts";
import { EMOJI } from "../../../slack/emoji.ts";
import { join, type Mrkdwn, md } from "../../../slack/mrkdwn.ts";
import type { Reply } from "../../../slack/reply.ts";
import {
  askGateSkip,
  askMissing,
  askNote,
  askOverride,
  draftQuote,
  prepareContract,
  requestDemo,
  scopePoc,
  showDeal,
  undoLastMove,
} from "../actions.ts";
import { evidenceWords, workWords } from "../domain/gates.ts";
import type { GateClosed } from "../domain/move.ts";
import { stageName } from "../domain/stage.ts";
import type { Changed } from "../operations/change-deal.ts";
import { inSentence } from "./names.ts";

/** "Moved Acme · Platform rollout to Proposal": what a move did, and how to take it back. */
export function moved(change: Changed, asksLossNotes: boolean): Reply {
  const text = movedText(change);
  return {
    text,
    blocks: [section(text), ...actions(...movedButtons(change, asksLossNotes))],
  };
}

/** The sentence alone, to stand on a card. */
export function movedText(change: Changed): Mrkdwn {
  const { deal, before, accountName } = change;
  const name = inSentence({ title: deal.title, accountName });
  const override = change.events.find((event) => event.kind === "moved")?.override;
  const sentence =
    deal.status === "won"
      ? md`${EMOJI.won} Won ${name}.`
      : deal.status === "lost"
        ? md`Closed ${name} as lost.`
        : md`Moved ${name} from ${stageName(before.stage)} to ${stageName(deal.stage)}, ${deal.probability}%.`;
  return join(
    [
      sentence,
      override ? `Gate skipped: “${override}”.` : null,
      ...change.outcomes.map((outcome) => outcome.text),
    ],
    " ",
  );
}

/** What came of the move; the deal; undo. */
export function movedButtons({ deal, outcomes }: Changed, asksLossNotes: boolean) {
  return [
    ...outcomes.flatMap((outcome) => outcome.buttons),
    showDeal.button("Open deal", { id: deal.id }),
    // What is learned from a loss is written down now or never.
    ...(deal.status === "lost" && asksLossNotes
      ? [askNote.button("Write loss notes", { id: deal.id })]
      : []),
    undoLastMove.button("Undo", { id: deal.id, version: deal.version }),
  ];
}

/** A gate refuses: what is missing, a button to fill it in and, for those who may, one to skip it. */
export function gateClosed(
  gate: GateClosed,
  deal: { title: string; accountName: string | null },
  maySkip: boolean,
): Reply {
  const missing = gate.missing.map(evidenceWords);
  const needs = [...missing, ...gate.lacking.map(workWords)];
  const text = md`${stageName(gate.to)} needs ${joinWords(needs, "and")} first for ${inSentence(deal)}.`;
  const value = { id: gate.dealId, to: gate.to };
  return {
    text,
    blocks: [
      section(text),
      ...actions(
        // What has to be done elsewhere is done before anything is filled in here.
        gate.lacking.includes("demo_delivered")
          ? requestDemo.button("Request demo", { id: gate.dealId })
          : null,
        gate.lacking.includes("poc_accepted")
          ? scopePoc.button("Scope PoC", { id: gate.dealId })
          : null,
        gate.lacking.includes("quote_sent")
          ? draftQuote.button("Open the quote", { id: gate.dealId })
          : null,
        gate.lacking.includes("contract_signed")
          ? prepareContract.button("Open the contract", { id: gate.dealId })
          : null,
        missing.length > 0 && gate.lacking.length === 0
          ? askMissing.button(missing.length === 1 ? "Fill it in" : "Fill them in", value, {
              style: "primary",
            })
          : null,
        maySkip
          ? askOverride.button("Skip with a reason", value)
          : askGateSkip.button("Ask to skip it", value),
      ),
    ],
  };
}
