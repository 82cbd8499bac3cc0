import { type Method, SlackRefusal, textArg } from "./call.ts";

const test: Method = ({ engine }) => ({
  url: `${engine.baseUrl}/`,
  team: engine.state.team.name,
  user: engine.state.bot.handle,
  team_id: engine.state.team.id,
  user_id: engine.state.bot.id,
  bot_id: engine.botId,
  is_enterprise_install: false,
});

const bot: Method = (call) => {
  const { engine } = call;
  const id = textArg(call, "bot");
  if (id !== "" && id !== engine.botId) throw new SlackRefusal("bot_not_found");
  return {
    bot: {
      id: engine.botId,
      deleted: false,
      name: engine.state.bot.realName,
      updated: 1_760_000_000,
      app_id: engine.appId,
      user_id: engine.state.bot.id,
      icons: {},
    },
  };
};

/** Who the caller is, and where sockets are opened. */
export const authMethods: Record<string, Method> = {
  "api.test": (call) => {
    const error = textArg(call, "error");
    if (error !== "") throw new SlackRefusal(error);
    return { args: call.args };
  },
  "auth.test": test,
  "bots.info": bot,
  "apps.connections.open": ({ engine }) => ({ url: engine.socketUrl() }),
};
