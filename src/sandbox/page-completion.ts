import { z } from "zod";
import { option } from "./blocks/objects.ts";
import type { Engine } from "./engine/engine.ts";
import { common } from "./interactions/origin.ts";

/** One verb of a slash command, for the composer's list. */
export type CompletionCommand = {
  /** With the slash: "/deal". */
  command: string;
  verb: string;
  /** "/deal move <deal> <stage>". */
  usage: string;
  summary: string;
};

/** What the composer can complete; what is left out is not offered. */
export type Completions = {
  commands?: readonly CompletionCommand[] | undefined;
  /**
   * Arguments the app can look up, by their name in the usage: `{ deal: "deals.options" }` asks the app's own external options
   * `deals.options` for what stands at `<deal>`.
   */
  lookups?: Readonly<Record<string, string>> | undefined;
  /** Arguments with a few fixed words: `{ stage: ["demo", "proposal"] }`. */
  words?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Whole lines that an empty channel offers to try. */
  examples?: readonly string[] | undefined;
};

/** One thing to put into the text, and how it is shown. */
export type Suggestion = { insert: string; label: string };

const answered = z.object({ options: z.array(option) });
/** An id as the app writes it after a name: `Acme · Platform rollout opp_1`. */
const WITH_ID = /^(.*\S)\s+`?([a-z]+_\d+)`?$/;

/** Asks the app for names, exactly as one of its external menus would. An app that does not answer offers nothing. */
export async function lookUp(
  engine: Engine,
  user: string,
  actionId: string,
  query: string,
): Promise<Suggestion[]> {
  const delivered = await engine.deliver({
    type: "interactive",
    payload: {
      type: "block_suggestion",
      ...common(engine, user),
      container: { type: "view", view_id: "composer" },
      action_id: actionId,
      block_id: "composer",
      value: query,
    },
  });
  const parsed = answered.safeParse(delivered.ok ? delivered.payload : null);
  if (!parsed.success) return [];
  return parsed.data.options.map(({ text }) => {
    const [, name, id] = WITH_ID.exec(text.text) ?? [];
    return { insert: id ?? quoted(name ?? text.text), label: text.text };
  });
}

/** A name of several words is one argument only in quotes. */
function quoted(name: string): string {
  return /\s/.test(name) ? `"${name}"` : name;
}
