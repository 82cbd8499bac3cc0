import { authorize } from "../../../kernel/access.ts";
import type { Call } from "../../../slack/call.ts";
import type { ModalOpening } from "../../../slack/modal.ts";
import { viewingOf } from "../../deals/index.ts";
import { defaultFollowUpDate } from "../domain/follow-up.ts";
import { type SeenObjection, seeObjection } from "../reading.ts";
import { classifyModal, followUpModal, notResolvedModal, reopenModal } from "./one-thing.ts";

/** The objection, after asking whether the actor may work on it: nobody fills in what will be refused. */
async function forWork(call: Call, id: number): Promise<SeenObjection> {
  const seen = await seeObjection(call, id);
  authorize(call.actor, "discovery.log", seen.deal.relations);
  return seen;
}

/** The form that says what an objection is really about, with what it is held for. */
export async function openClassify(call: Call, id: number): Promise<ModalOpening> {
  const { objection } = (await forWork(call, id)).view;
  return classifyModal.open(
    { id },
    {
      initial: {
        type: { value: objection.type },
        severity: { value: objection.severity },
        rootCause: { value: objection.rootCause ?? "" },
        competitor: { value: objection.competitor ?? "" },
      },
    },
  );
}

/** The form of a step that wants words. */
export async function openStep(
  call: Call,
  id: number,
  step: "unresolved" | "reopen",
): Promise<ModalOpening> {
  await forWork(call, id);
  return step === "reopen" ? reopenModal.open({ id }) : notResolvedModal.open({ id });
}

/** The form of the follow-up, with the one that is planned, or four business days from now with whoever asks. */
export async function openFollowUp(call: Call, id: number): Promise<ModalOpening> {
  const { view } = await forWork(call, id);
  const { followUp } = view.objection;
  const date = followUp?.date ?? defaultFollowUpDate(viewingOf(call).today);
  const person = view.follower?.slackUserId ?? call.actor.slackUserId;
  return followUpModal.open(
    { id },
    {
      initial: {
        date: { value: date },
        person: { value: person },
        text: { value: followUp?.text ?? "" },
      },
    },
  );
}
