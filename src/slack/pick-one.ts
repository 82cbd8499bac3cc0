import { z } from "zod";
import { AppError } from "../kernel/errors.ts";

/** Thrown when what a person wrote fits several things: the answer asks which, and goes on with the choice. */
export class PickOne extends AppError {
  /** The words that were ambiguous, as they stand in the command. */
  readonly written: string;
  readonly choices: readonly { id: string; label: string }[];

  constructor(message: string, written: string, choices: readonly { id: string; label: string }[]) {
    super("bad_input", message);
    this.written = written;
    this.choices = choices;
  }
}

/** A command to run once the choice is made: the value of each choice's button. */
export const rerunSchema = z.object({ command: z.string(), text: z.string() });

/** The signs Slack escapes in what people type; the words that were read are no longer escaped. */
const ESCAPED: Record<string, string> = {
  "&": "(?:&amp;|&)",
  "<": "(?:&lt;|<)",
  ">": "(?:&gt;|>)",
};

/**
 * The command with the chosen id in the place of the ambiguous words: the first place behind the verb where they stand as
 * whole words.
 * @param text as Slack sent it
 */
export function withChoice(text: string, written: string, id: string): string {
  const words = written
    .replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replaceAll(/[&<>]/g, (sign) => ESCAPED[sign] ?? sign)
    .replaceAll(/\s+/g, "\\s+");
  const place = new RegExp(`(?<![\\p{L}\\p{N}])${words}(?![\\p{L}\\p{N}])`, "giu");
  place.lastIndex = text.trimStart().search(/\s|$/);
  const found = place.exec(text);
  if (!found) return `${text} ${id}`;
  return text.slice(0, found.index) + id + text.slice(found.index + found[0].length);
}
