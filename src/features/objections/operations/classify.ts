import { md } from "../../../slack/mrkdwn.ts";
import type { DealAct } from "../../deals/index.ts";
import {
  type Objection,
  type ObjectionType,
  objectionId,
  type Severity,
  typeName,
} from "../domain/objection.ts";
import { rootCauseOf } from "../domain/root-cause.ts";
import { changeObjection, type ObjectionChange } from "./change-objection.ts";
import { learnFrom } from "./learn.ts";

/** What an objection is said to be. */
export type Classification = {
  type: ObjectionType;
  severity: Severity;
  rootCause?: string | undefined;
  competitor?: string | undefined;
};

/** Says what an objection is really about; what differs from before is a lesson for the next suggestion. */
export function classifyObjection(
  act: DealAct,
  id: number,
  said: Classification,
): Promise<ObjectionChange> {
  return changeObjection(act, id, ({ objection }) => {
    const next = {
      ...objection,
      type: said.type,
      severity: said.severity,
      rootCause: rootCauseAfter(objection, said),
      competitor: said.competitor?.trim() || null,
    };
    if (JSON.stringify(next) === JSON.stringify(objection)) return null;
    return {
      objection: next,
      action: "objection.classified",
      words: md`says objection ${objectionId(objection)} is ${typeName(said.type)}, ${said.severity}`,
      alsoWrite: (tx) => learnFrom(tx, act, { text: objection.text, said, suggested: objection }),
    };
  });
}

/** A guessed root cause goes with the type it was guessed for; what a person wrote stays. */
function rootCauseAfter(objection: Objection, said: Classification): string | null {
  const written = said.rootCause?.trim() || null;
  const guessed = rootCauseOf(objection.type, objection.text);
  return written === objection.rootCause && written === guessed
    ? rootCauseOf(said.type, objection.text)
    : written;
}
