import { parentPort, workerData } from "node:worker_threads";
import { AppError } from "../../../kernel/errors.ts";
import { type Answer, carryOut } from "./messages.ts";

// An error loses its class on its way between threads; one meant for a person travels in parts instead.
let answer: Answer;
try {
  answer = { ok: true, model: carryOut(workerData) };
} catch (error) {
  answer =
    error instanceof AppError
      ? { ok: false, refusal: { code: error.code, message: error.message, hint: error.hint } }
      : { ok: false, refusal: null, error };
}
parentPort?.postMessage(answer);
