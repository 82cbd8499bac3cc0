import { choice } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { md } from "../../../slack/mrkdwn.ts";
import { dealRef, inSentence, resolveDeal } from "../../deals/index.ts";
import { type Category, categoryName } from "../domain/category.ts";
import { categoriseDeal } from "../operations/categorise-deal.ts";

const categoryWord = choice<Category | "derived">("category", {
  commit: "commit",
  best_case: "best_case",
  best: "best_case",
  pipeline: "pipeline",
  derived: "derived",
  auto: "derived",
});

export const categoriseCommand = defineCommand({
  command: "/forecast",
  verb: "categorise",
  summary: "Put a deal into commit, best case or pipeline by hand; `derived` takes that back",
  example: "/forecast categorise acme commit",
  permission: "deal.change",
  args: { deal: dealRef, category: { ...categoryWord, words: 2 } },
  async run({ deal, category }, call) {
    const id = await resolveDeal(call, deal);
    const change = await categoriseDeal(call, id, category);
    const name = inSentence({ title: change.deal.title, accountName: change.accountName });
    return {
      text:
        category === "derived"
          ? md`${name} is in the category its probability and close date say.`
          : md`${name} is in ${categoryName(category)} now, whatever its probability and close date say.`,
    };
  },
});
