import { type Arg, optional } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { showList } from "../doing.ts";
import { type LeadRequest, readFilter } from "../domain/filter.ts";

const filter: Arg<LeadRequest> = {
  hint: "mine, team, all, a status, a source or unassigned",
  optional: false,
  words: Number.POSITIVE_INFINITY,
  parse: (words) => readFilter(words.flatMap((word) => word.text.split(/\s+/))),
};

export const listCommand = defineCommand({
  command: "/lead",
  verb: "list",
  summary: "Leads: `mine`, `team`, `all`, by status and source, or `unassigned`",
  example: "/lead list all mql from referral",
  permission: "lead.see",
  args: { filter: optional(filter) },
  run: ({ filter: wanted }, call) => showList(call, wanted ?? { status: "open" }),
});
