import type { Permission } from "../../../kernel/access.ts";
import type { Arg } from "../../../slack/args.ts";
import { type Command, defineCommand } from "../../../slack/command.ts";
import type { Report } from "../domain/report.ts";
import { parseReportRequest, type ReportRequest } from "../domain/request.ts";
import { showRequested } from "../reporting.ts";

/** Whose deals and which days, in any order; nothing is the reader's own and this quarter. */
export function reportWords(prefer: "past" | "future"): Arg<ReportRequest | undefined> {
  return {
    hint: "mine, team, all, a team or a person; a period like this quarter",
    optional: true,
    words: Number.POSITIVE_INFINITY,
    parse: (words, context) => parseReportRequest(words, context, prefer),
  };
}

/** A verb of `/pipeline` that shows a report. */
export function reportCommand(spec: {
  verb: Report;
  summary: string;
  example: string;
  permission?: Permission;
  /** Where a month without a year lies; ahead unless told otherwise. */
  prefer?: "past" | "future";
  shorthand?: RegExp;
}): Command {
  const { verb, summary, example, permission = "deal.totals", prefer = "future", shorthand } = spec;
  return defineCommand({
    command: "/pipeline",
    verb,
    summary,
    example,
    permission,
    ...(shorthand && { shorthand }),
    args: { about: reportWords(prefer) },
    run: ({ about }, call) => showRequested(call, verb, about ?? {}),
  });
}
