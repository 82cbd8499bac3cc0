import type { Arg } from "../../../slack/args.ts";
import { optional } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { type ListRequest, parseListRequest } from "../domain/list-request.ts";
import { showRequested } from "../listing.ts";

const filters: Arg<ListRequest> = {
  hint: "mine, team or all; open, a type, high, a deal, by @person",
  optional: true,
  words: Number.POSITIVE_INFINITY,
  parse: (words) => parseListRequest(words),
};

export const listCommand = defineCommand({
  command: "/objection",
  verb: "list",
  summary: "Objections, open ones first: `mine`, `team` or `all`, by status, type, deal or person",
  example: "/objection list team open pricing",
  permission: "deal.see",
  args: { filters: optional(filters) },
  run: ({ filters: request }, call) => showRequested(call, request ?? {}),
});
