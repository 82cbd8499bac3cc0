import { inWorkspace } from "../../../src/db/workspace.ts";
import { people } from "../../../src/features/people/schema.ts";
import { loadDemoData } from "../../../src/sandbox/demo-data.ts";
import { loadLeads } from "../../../src/sandbox/demo-leads.ts";
import { type Bot, startBot } from "../../support/bot.ts";

/** The bot with the demo's team, deals and leads. */
export async function startWithLeads(): Promise<{
  bot: Bot;
  /** The number of a person by their handle. */
  personOf(handle: string): number;
}> {
  const bot = await startBot();
  await loadDemoData(bot.app);
  const { deps } = bot.app;
  const { workspaceId } = bot;
  const all = await inWorkspace(bot.db, workspaceId, (tx) => tx.select().from(people));
  const personOf = (handle: string): number => {
    const found = all.find((one) => one.name.toLowerCase().startsWith(`${handle} `));
    if (!found) throw new Error(`the demo has no ${handle}`);
    return found.id;
  };
  await loadLeads(
    deps,
    {
      workspaceId,
      personId: 0,
      slackUserId: "",
      name: "Demo",
      timeZone: "UTC",
      roles: ["admin"],
      teamId: null,
    },
    personOf,
  );
  return { bot, personOf };
}
