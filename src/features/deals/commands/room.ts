import { defineCommand } from "../../../slack/command.ts";
import { channelLink, code, md } from "../../../slack/mrkdwn.ts";
import { dealRef, resolveDeal } from "../reading.ts";
import { openRoom } from "../room.ts";

export const roomCommand = defineCommand({
  command: "/deal",
  verb: "room",
  summary: "A private channel for the deal, with its team in it",
  example: "/deal room acme",
  permission: "deal.change",
  args: { deal: dealRef },
  async run({ deal }, call) {
    const room = await openRoom(call, await resolveDeal(call, deal));
    return {
      text: room.made
        ? md`Opened ${channelLink(room.channelId)}; ${room.invited} in it. Leave the deal out when you type there: ${code("/deal show")}.`
        : md`Its room is ${channelLink(room.channelId)}.`,
    };
  },
});
