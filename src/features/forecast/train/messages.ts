import type { ErrorCode } from "../../../kernel/errors.ts";
import { type TimeModel, type TimeRequest, trainTime } from "../domain/model/time-model.ts";
import { type TrainRequest, trainOn } from "../domain/model/train.ts";
import type { WinModel } from "../domain/model/win-model.ts";

/** What the training thread can be asked for. */
export type Training = ({ readonly kind: "win" } & TrainRequest) | TimeRequest;

/** What the thread answers: a model, or why there is none; with a `code` when a person can do something about it. */
export type Answer =
  | { readonly ok: true; readonly model: WinModel | TimeModel }
  | { readonly ok: false; readonly refusal: Refused }
  | { readonly ok: false; readonly refusal: null; readonly error: unknown };

type Refused = {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string | undefined;
};

/** Trains what was asked for. */
export function carryOut(training: Training): WinModel | TimeModel {
  return training.kind === "time" ? trainTime(training) : trainOn(training);
}
