import { defineCommand } from "../../../slack/command.ts";
import { thingRef } from "../../deals/index.ts";
import { beforeForm } from "../doing.ts";
import { openNewPoint } from "../modals/negotiate.ts";
import { resolveContract } from "../reading.ts";

export const pointCommand = defineCommand({
  command: "/contract",
  verb: "point",
  summary: "Add a negotiation point; the card settles them",
  example: "/contract point contract_3",
  permission: "quote.write",
  args: { contract: thingRef("contract") },
  async run({ contract }, call) {
    const id = await resolveContract(call, contract);
    await beforeForm(call, id, "point");
    await call.open(openNewPoint(id));
    return null;
  },
});
