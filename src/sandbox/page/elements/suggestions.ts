/// <reference lib="dom" />
import type { Option, OptionGroup } from "../../blocks/objects.ts";
import { act } from "../api.ts";
import { plain } from "../blocks/mrkdwn.ts";
import type { Found } from "./chooser.ts";
import type { Control } from "./element.ts";
import { choiceOf } from "./picker.ts";

/** Waits for a pause in typing before the app is asked. */
const PAUSE_MS = 80;
const SLACKS_LEAST = 3;

/** Asks the app what its menu offers for what is typed. */
export function asker(
  { spot, actionId }: Pick<Control, "spot" | "actionId">,
  element: { min_query_length?: number | undefined },
): (query: string) => Promise<Found> {
  const least = element.min_query_length ?? SLACKS_LEAST;
  let asked = 0;
  return async (query) => {
    if (query.length < least)
      return {
        choices: [],
        none: `Type ${least} ${least === 1 ? "letter" : "letters"} to search.`,
      };
    asked += 1;
    const mine = asked;
    if (mine > 1) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    // Somebody typed on: the answer to that comes instead.
    if (mine !== asked) return { choices: [] };
    const answer = await act({
      kind: "suggest",
      at: spot.at,
      blockId: spot.blockId,
      actionId,
      query,
    });
    if (answer.ok !== true) return { choices: [], none: "The app did not answer." };
    // The engine has checked these.
    const options = answer.options as Option[];
    const groups = answer.groups as OptionGroup[];
    return {
      choices: [
        ...options.map((each) => choiceOf(each)),
        ...groups.flatMap((group) =>
          group.options.map((each) => choiceOf(each, plain(group.label.text))),
        ),
      ],
      none: "The app knows nothing like that.",
    };
  };
}
