import { choice, optional } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { showPocs, usualScope } from "../listing.ts";

const WHICH = {
  mine: "mine",
  my: "mine",
  team: "team",
  all: "all",
  everyone: "all",
  running: "running",
  live: "running",
} as const;

export const listCommand = defineCommand({
  command: "/poc",
  verb: "list",
  summary: "Proofs of concept: `mine`, `team`, `all` or `running`",
  example: "/poc list running",
  permission: "deal.see",
  args: { which: optional(choice("list", WHICH)) },
  run: ({ which }, call) =>
    which === "running"
      ? showPocs(call, { scope: "all", running: true })
      : showPocs(call, { scope: which ?? usualScope(call), running: false }),
});
