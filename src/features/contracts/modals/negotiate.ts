import { z } from "zod";
import { choiceField, onDemand, optionalField, textField } from "../../../slack/field.ts";
import { defineModal, type ModalOpening } from "../../../slack/modal.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { cardAnswer } from "../answers.ts";
import { LONGEST_POINT, POINT_KINDS, type Point, stateOf } from "../domain/point.ts";
import { pointName } from "../domain/words.ts";
import { addContractPoint, changeContractPoint, endContract } from "../operations/negotiate.ts";

const id = z.number().int();
const STATES = [
  { value: "open" as const, label: "Still open" },
  { value: "agreed" as const, label: "Agreed" },
  { value: "dropped" as const, label: "Dropped" },
];

/** Adds a negotiation point, or changes and settles one. */
export const pointModal = defineModal({
  id: "contracts.point",
  title: "Negotiation point",
  submit: "Save point",
  permission: "quote.write",
  /** Null for a new one. */
  metadata: z.object({ id, n: id.nullable() }),
  intro: ({ n }) =>
    n === null
      ? md`Open points and walk-away points stay with us: the customer's paper has neither.`
      : md`What is agreed stands in the contract, and legal reads it before it is sent. A walk-away point never does.`,
  fields: {
    kind: choiceField({
      label: "What it is",
      choices: POINT_KINDS.map((value) => ({ value, label: pointName(value) })),
    }),
    text: textField({
      label: "Point",
      example: "Price fixed for the first renewal",
      max: LONGEST_POINT,
    }),
    state: onDemand(choiceField({ label: "How it stands", choices: STATES })),
    outcome: optionalField(
      textField({
        label: "What was agreed",
        example: "Fixed for the first renewal, then at most 3 % a year",
        hint: "In the words of the contract; left empty, the point itself stands there.",
        lines: "many",
        max: LONGEST_POINT,
      }),
    ),
  },
  async run({ metadata, values }, call) {
    const { kind, text, state = "open", outcome = null } = values;
    const note = { kind, text, state, outcome };
    const { result } =
      metadata.n === null
        ? await addContractPoint(call, metadata.id, note)
        : await changeContractPoint(call, metadata.id, metadata.n, note);
    return cardAnswer(call, metadata.id, (name) => {
      if (!result.event) return md`Nothing to change.`;
      const done =
        metadata.n === null
          ? md`Added a point to the contract on ${name}.`
          : state === "open"
            ? md`Changed the point.`
            : md`${state === "agreed" ? "Agreed" : "Dropped"}: “${text}”.`;
      return result.endedReview
        ? md`${done} The contract says something else now, so the legal review is withdrawn: ask for it again.`
        : result.before.status !== result.contract.status
          ? md`${done} The contract says something else now, so it is a draft again.`
          : done;
    });
  },
});

/** The form for a new point. */
export function openNewPoint(contract: number): ModalOpening {
  return pointModal.open({ id: contract, n: null }, { show: ["kind", "text"] });
}

/** The form with a point as it stands. */
export function openPoint(contract: number, point: Point): ModalOpening {
  const state = STATES.find((one) => one.value === stateOf(point));
  return pointModal.open(
    { id: contract, n: point.n },
    {
      initial: {
        kind: { value: point.kind, label: pointName(point.kind) },
        text: { value: point.text },
        state: { value: state?.value, label: state?.label },
        outcome: { value: point.outcome === point.text ? "" : (point.outcome ?? "") },
      },
    },
  );
}

/** Ends a contract of which nothing comes. */
export const endModal = defineModal({
  id: "contracts.end",
  title: "End contract",
  submit: "End contract",
  permission: "quote.write",
  metadata: z.object({ id }),
  intro: () => md`An ended contract stays as it is; the deal can have another one then.`,
  fields: {
    reason: textField({
      label: "Why",
      example: "They sign their own paper instead",
      max: LONGEST_POINT,
    }),
  },
  async run({ metadata, values }, call) {
    await endContract(call, metadata.id, values.reason);
    return cardAnswer(call, metadata.id, (name) => md`Ended the contract on ${name}.`);
  },
});
