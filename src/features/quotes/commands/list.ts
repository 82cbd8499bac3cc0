import { choice, optional } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { showQuotes, usualScope } from "../listing.ts";

const WHICH = {
  mine: "mine",
  my: "mine",
  team: "team",
  all: "all",
  everyone: "all",
  open: "open",
} as const;

export const listCommand = defineCommand({
  command: "/quote",
  verb: "list",
  summary: "Quotes: `mine`, `team`, `all` or `open`",
  example: "/quote list open",
  permission: "deal.see",
  args: { which: optional(choice("list", WHICH)) },
  run: ({ which }, call) =>
    which === "open"
      ? showQuotes(call, { scope: "all", open: true })
      : showQuotes(call, { scope: which ?? usualScope(call), open: false }),
});
