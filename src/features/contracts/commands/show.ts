import { defineCommand } from "../../../slack/command.ts";
import { thingRef } from "../../deals/index.ts";
import { show } from "../doing.ts";
import { resolveContract } from "../reading.ts";

export const showCommand = defineCommand({
  command: "/contract",
  verb: "show",
  summary: "A contract: its terms, where it stands, what you can do",
  example: "/contract show contract_3",
  permission: "deal.see",
  shorthand: /^contract[_-]?\d+$/i,
  args: { contract: thingRef("contract") },
  run: async ({ contract }, call) => show(call, await resolveContract(call, contract)),
});
