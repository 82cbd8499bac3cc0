import { nameKey } from "../../../kernel/text.ts";
import { phrase } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { searchDeals } from "../queries/search.ts";
import { read } from "../reading.ts";
import { searchResults } from "../views/search.ts";

const MOST = 20;

export const searchCommand = defineCommand({
  command: "/deal",
  verb: "search",
  summary: "Find deals by a part of their account or title, slips of the keyboard forgiven",
  example: "/deal search acme",
  permission: "deal.see",
  args: { words: phrase("a part of an account or a title") },
  async run({ words }, call) {
    // No name holds nothing but signs; to search for nothing would find everything.
    const hits = nameKey(words)
      ? await read(call, (tx, viewing) => searchDeals(tx, viewing, words, { limit: MOST + 1 }))
      : [];
    return searchResults(words, hits.slice(0, MOST), hits.length > MOST);
  },
});
