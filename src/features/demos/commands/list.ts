import type { Arg } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { showDemoList } from "../answers.ts";
import { type DemoFilter, readFilter } from "../domain/filter.ts";

const filters: Arg<Partial<DemoFilter> | undefined> = {
  hint: "mine, team or all; open, upcoming or past",
  optional: true,
  words: Number.POSITIVE_INFINITY,
  parse: (words) => readFilter(words.map((word) => word.text)),
};

export const listCommand = defineCommand({
  command: "/demo",
  verb: "list",
  summary: "Demos, the next one first: `mine`, `team` or `all`; `open`, `upcoming` or `past`",
  example: "/demo list team upcoming",
  permission: "deal.see",
  args: { filters },
  run: ({ filters: asked }, call) => showDemoList(call, asked ?? {}),
});
