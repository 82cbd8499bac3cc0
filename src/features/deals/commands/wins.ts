import { AppError } from "../../../kernel/errors.ts";
import { choice } from "../../../slack/args.ts";
import { defineCommand } from "../../../slack/command.ts";
import { channelLink, md } from "../../../slack/mrkdwn.ts";
import { changeSettings } from "../../settings/index.ts";

export const winsCommand = defineCommand({
  command: "/deal",
  verb: "wins",
  summary: "Announce won deals `here`, in this channel, or turn that `off`; admins",
  example: "/deal wins here",
  permission: "workspace.administer",
  args: { where: choice("place", { here: "here", off: "off" }) },
  async run({ where }, call) {
    if (where === "off") {
      await changeSettings(call, { winsChannel: null });
      return { text: md`Won deals are no longer announced.` };
    }
    const channel = call.channelId;
    if (!channel || channel.startsWith("D"))
      throw new AppError(
        "bad_input",
        "Wins are announced in a channel.",
        "Type `/deal wins here` in the channel that should read them.",
      );
    await changeSettings(call, { winsChannel: channel });
    return { text: md`Won deals are announced in ${channelLink(channel)} from now on.` };
  },
});
