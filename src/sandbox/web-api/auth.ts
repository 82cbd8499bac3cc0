import { flagArg, type Method, SlackRefusal, textArg } from "./call.ts";

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

const team: Method = (call) => {
  const { team: own } = call.engine.state;
  const wanted = textArg(call, "team") || textArg(call, "domain");
  if (wanted !== "" && wanted !== own.id && wanted !== own.domain)
    throw new SlackRefusal("team_not_found");
  return {
    team: {
      id: own.id,
      name: own.name,
      domain: own.domain,
      url: `${call.engine.baseUrl}/`,
      email_domain: "",
      icon: { image_default: true },
    },
  };
};

/** Who the caller is and where, and where sockets are opened. */
export const authMethods: Record<string, Method> = {
  "api.test": (call) => {
    const error = textArg(call, "error");
    if (error !== "") throw new SlackRefusal(error);
    return { args: call.args };
  },
  "auth.test": test,
  "auth.teams.list": ({ engine: { state } }) => ({
    teams: [{ id: state.team.id, name: state.team.name }],
    response_metadata: { next_cursor: "" },
  }),
  "auth.revoke": (call) => {
    const revoked = !flagArg(call, "test");
    if (revoked) call.engine.revoke();
    return { revoked };
  },
  "bots.info": bot,
  "team.info": team,
  "emoji.list": ({ engine }) => ({
    emoji: {},
    cache_ts: String(Math.floor(engine.clock.now().getTime() / 1000)),
  }),
  "apps.connections.open": ({ engine }) => ({ url: engine.socketUrl() }),
};
