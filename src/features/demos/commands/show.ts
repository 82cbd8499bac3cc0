import { defineCommand } from "../../../slack/command.ts";
import { thingRef } from "../../deals/index.ts";
import { showCard } from "../answers.ts";
import { resolveDemo } from "../reading.ts";

export const showCommand = defineCommand({
  command: "/demo",
  verb: "show",
  summary: "A demo's card: who gives it, when, what it shows, what you can do",
  example: "/demo show acme",
  permission: "deal.see",
  shorthand: /^demo[_-]?\d+$/i,
  args: { demo: thingRef("demo") },
  run: async ({ demo }, call) => showCard(call, await resolveDemo(call, demo, { over: true })),
});
