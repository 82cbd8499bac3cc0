import { choice, optional } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { showContracts, usualScope } from "../listing.ts";
import type { ContractFilter } from "../queries/list.ts";

const WHICH = {
  mine: "mine",
  my: "mine",
  team: "team",
  all: "all",
  everyone: "all",
  open: "open",
  review: "review",
  in_review: "review",
  legal: "review",
  sent: "sent",
  signed: "signed",
} as const;

export const listCommand = defineCommand({
  command: "/contract",
  verb: "list",
  summary: "Contracts: `mine`, `team`, `all`, `open`, `review`, `sent` or `signed`",
  example: "/contract list open",
  permission: "deal.see",
  args: { which: optional(choice("list", WHICH)) },
  run: ({ which }, call) => showContracts(call, filterOf(which ?? usualScope(call))),
});

function filterOf(which: (typeof WHICH)[keyof typeof WHICH]): ContractFilter {
  if (which === "mine" || which === "team" || which === "all")
    return { scope: which, which: "any" };
  return { scope: "all", which: which === "review" ? "in_review" : which };
}
