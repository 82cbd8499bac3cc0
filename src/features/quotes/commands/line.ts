import { AppError } from "../../../kernel/errors.ts";
import type { Arg } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { thingRef } from "../../deals/index.ts";
import { answerChange } from "../answers.ts";
import { beforeForm } from "../doing.ts";
import { lineByNumber } from "../domain/edit.ts";
import { openAddLine, openEditLine } from "../modals/line.ts";
import { removeLine } from "../operations/edit-quote.ts";
import { resolveQuote } from "../reading.ts";

/** A line by the number it has on the quote. */
const lineNumber: Arg<number> = {
  hint: "the line's number, like 2",
  optional: false,
  words: 1,
  parse([word]) {
    const n = /^#?(\d{1,3})$/.exec(word?.text ?? "")?.[1];
    if (n) return Number(n);
    throw new AppError("bad_input", `“${word?.text}” is no line number.`, "Write one like 2.");
  },
};

const addCommand = defineCommand({
  command: "/quote",
  verb: "line add",
  summary: "Add lines to a draft in a form, one after the other",
  example: "/quote line add quote_12",
  permission: "quote.write",
  args: { quote: thingRef("quote") },
  async run({ quote }, call) {
    const id = await resolveQuote(call, quote);
    await call.open(openAddLine(await beforeForm(call, id, "edit")));
    return null;
  },
});

const editCommand = defineCommand({
  command: "/quote",
  verb: "line edit",
  summary: "Change a line of a draft",
  example: "/quote line edit quote_12 2",
  permission: "quote.write",
  args: { quote: thingRef("quote"), line: lineNumber },
  async run({ quote, line }, call) {
    const view = await beforeForm(call, await resolveQuote(call, quote), "edit");
    await call.open(openEditLine(call, view, lineByNumber(view.quote, line).key));
    return null;
  },
});

const removeCommand = defineCommand({
  command: "/quote",
  verb: "line remove",
  summary: "Take a line off a draft",
  example: "/quote line remove quote_12 2",
  permission: "quote.write",
  args: { quote: thingRef("quote"), line: lineNumber },
  async run({ quote, line }, call) {
    const view = await beforeForm(call, await resolveQuote(call, quote), "edit");
    const { key, text } = lineByNumber(view.quote, line);
    const { result } = await removeLine(call, view.quote.id, key);
    return answerChange(call, result, (name) => md`Took “${text}” off the quote for ${name}.`);
  },
});

/** Lines of a draft: added, changed and taken off. */
export const lineCommands = [addCommand, editCommand, removeCommand];
