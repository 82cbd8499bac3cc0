import { asDay, parsePeriod } from "../../../kernel/dates.ts";
import { AppError } from "../../../kernel/errors.ts";
import type { Arg } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { OBJECTION_TYPES } from "../domain/objection.ts";
import { TYPE_ALIASES } from "../domain/type-words.ts";
import { showStats } from "../stats.ts";
import type { StatsAsked } from "../views/stats.ts";

const asked: Arg<StatsAsked | undefined> = {
  hint: "a type like pricing, plays, or a period like quarter",
  optional: true,
  words: Number.POSITIVE_INFINITY,
  parse(words, context) {
    const request: StatsAsked = { by: "type" };
    const left: string[] = [];
    for (const { text } of words) {
      const word = text.toLowerCase();
      const type = Object.hasOwn(TYPE_ALIASES, word) ? TYPE_ALIASES[word] : undefined;
      if (type) Object.assign(request, { by: "play", type });
      else if (/^(by|and|of)$/.test(word)) continue;
      else if (/^plays?$/.test(word)) request.by = "play";
      else if (!/^types?$/.test(word)) left.push(text);
    }
    if (left.length === 0) return request;
    const written = left.join(" ");
    // "quarter" alone is the one that runs.
    const period = /^(week|month|quarter|year)$/i.test(written) ? `this ${written}` : written;
    try {
      const { from, to } = parsePeriod(period, { ...context, prefer: "past" });
      return {
        ...request,
        from: from === undefined ? undefined : asDay(from),
        to: to === undefined ? undefined : asDay(to),
      };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      throw new AppError(
        "bad_input",
        `“${written}” is neither a type of objection nor a period.`,
        `Types: ${OBJECTION_TYPES.join(", ")}. Periods: quarter, last month, q3, since march.`,
      );
    }
  },
};

export const statsCommand = defineCommand({
  command: "/objection",
  verb: "stats",
  summary: "How often objections of each type come, and which plays work: all time or a period",
  example: "/objection stats quarter",
  permission: "library.read",
  args: { which: asked },
  run: ({ which: request }, call) => showStats(call, request ?? { by: "type" }),
});
