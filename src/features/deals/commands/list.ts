import type { Arg } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { type ListRequest, parseListRequest } from "../domain/filter.ts";
import { showRequested } from "../listing.ts";

const filters: Arg<ListRequest> = {
  hint: "mine, team or all; stage, owner, closing, at risk",
  optional: true,
  words: Number.POSITIVE_INFINITY,
  parse: (words, context) => parseListRequest(words, context),
};

export const listCommand = defineCommand({
  command: "/deal",
  verb: "list",
  summary: "Deals, next to close first: `mine`, `team` or `all`, by stage, owner, closing, at risk",
  example: "/deal list mine stage proposal closing this month",
  permission: "deal.totals",
  args: { filters: { ...filters, optional: true } as Arg<ListRequest | undefined> },
  run: ({ filters: request }, call) => showRequested(call, request ?? { status: "open" }),
});
