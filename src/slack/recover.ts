import { z } from "zod";
import type { Deps } from "../deps.ts";
import { forbidden, mayEver } from "../kernel/access.ts";
import { AppError } from "../kernel/errors.ts";
import { type Action, defineAction, onAction } from "./action.ts";
import { actions, section } from "./blocks.ts";
import type { Call } from "./call.ts";
import { findDraft, saveDraft } from "./drafts.ts";
import { errorReply } from "./errors.ts";
import type { Work } from "./hear.ts";
import type { Draft, Modal } from "./modal.ts";
import { lines, sentence } from "./mrkdwn.ts";
import { PickOne, rerunSchema, withChoice } from "./pick-one.ts";
import type { Reply } from "./reply.ts";
import type { Router } from "./router.ts";

/** What was heard but belongs to no feature any more: a button of an older version, say. */
export function stale(): never {
  throw new AppError(
    "conflict",
    "This is from an older version of me.",
    "Run the command again to get it anew.",
  );
}

/** The verb a slash command means, with its words read. */
export function commandWork(router: Router, command: string, text: string): Work<Reply | null> {
  const found = router.find(command, text);
  return {
    name: `${found.command.command} ${found.command.verb}`,
    permission: found.command.permission,
    run: (call) =>
      found.command.run(
        found.words,
        {
          now: call.now,
          timeZone: call.actor.timeZone,
          currency: call.settings.baseCurrency,
        },
        call,
      ),
  };
}

const rerun = defineAction({ id: "slack.rerun", permission: "help.read", value: rerunSchema });
const retry = defineAction({
  id: "slack.retry",
  permission: "help.read",
  value: z.object({ draftId: z.string() }),
});

/**
 * Ways on from a failure: choosing which of several things was meant, and going back to a modal with what was typed.
 * Both are buttons, so both are checked again when they are pressed.
 */
export function createRecovery(router: Router, modals: ReadonlyMap<string, Modal>, deps: Deps) {
  const onRerun = onAction(rerun, async ({ command, text }, call) => {
    const work = commandWork(router, command, text);
    if (!mayEver(call.actor, work.permission)) throw forbidden(work.permission);
    const reply = await work.run(call);
    return reply && { ...reply, replace: true };
  });
  const onRetry = onAction(retry, async ({ draftId }, call) => {
    const draft = await findDraft(call, draftId);
    const modal = draft ? modals.get(draft.modalId) : undefined;
    if (!draft || !modal)
      throw new AppError("not_found", "What you typed is no longer kept.", "Start it again.");
    await call.open(modal.reopen(draft));
    return null;
  });
  return {
    actions: [onRerun, onRetry] as readonly Action[],

    /** Asks which one was meant, with a button for each. */
    whichOne(error: unknown, command: string, text: string): Reply | null {
      if (!(error instanceof PickOne)) return null;
      const question = sentence(error.message);
      return {
        text: question,
        blocks: [
          section(question),
          ...actions(
            ...error.choices.map((choice, key) =>
              rerun.button(
                choice.label,
                { command, text: withChoice(text, error.written, choice.id) },
                { key },
              ),
            ),
          ),
        ],
      };
    },

    /** Says what went wrong and offers the modal again as it was filled in. */
    async keepTyped(error: unknown, call: Call, draft: Draft): Promise<Reply> {
      const draftId = await saveDraft(call, draft);
      const text = lines(errorReply(error, deps.log).text, "What you typed is kept.");
      return {
        text,
        blocks: [
          section(text),
          ...actions(retry.button("Edit and try again", { draftId }, { style: "primary" })),
        ],
      };
    },
  };
}
