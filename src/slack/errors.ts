import { randomBytes } from "node:crypto";
import type { Logger } from "pino";
import { AppError } from "../kernel/errors.ts";
import { section } from "./blocks.ts";
import { lines, md, sentence } from "./mrkdwn.ts";
import type { Reply } from "./reply.ts";

/** Turns anything thrown into words; what is no AppError is logged under the reference the person gets. */
export function errorReply(error: unknown, log: Logger): Reply {
  if (error instanceof AppError) {
    const text = lines(sentence(error.message), error.hint ? sentence(error.hint) : null);
    return { text, blocks: [section(text)] };
  }
  const ref = randomBytes(2).toString("hex");
  log.error({ err: error, ref }, "a listener broke");
  const text = md`Something broke on my side (ref ${ref}). Nothing was changed; try again in a moment, and give the reference to your admin if it stays.`;
  return { text, blocks: [section(text)] };
}
