import { payloadOfUser } from "../engine/payload.ts";
import { type Method, paged, requiredText, SlackRefusal, textArg, userArg } from "./call.ts";

const info: Method = (call) => ({ user: payloadOfUser(call.engine, userArg(call).id) });

const list: Method = (call) => {
  const { page, response_metadata } = paged(call, [...call.engine.state.people.keys()], 1000);
  return {
    members: page.flatMap((id) => payloadOfUser(call.engine, id) ?? []),
    cache_ts: Math.floor(call.engine.clock.now().getTime() / 1000),
    response_metadata,
  };
};

const lookupByEmail: Method = (call) => {
  const email = requiredText(call, "email").toLowerCase();
  const found = [...call.engine.state.people.values()].find(
    (each) => !each.isBot && !each.isDeactivated && each.email.toLowerCase() === email,
  );
  if (!found) throw new SlackRefusal("users_not_found");
  return { user: payloadOfUser(call.engine, found.id) };
};

const profile: Method = (call) => {
  const id = textArg(call, "user") || call.engine.state.bot.id;
  const user = payloadOfUser(call.engine, id);
  if (!user) throw new SlackRefusal("user_not_found");
  return { profile: user.profile };
};

/** A person is there while their account is; the page tells of nobody's screen. */
const presence: Method = (call) => ({
  presence: userArg(call).isDeactivated ? "away" : "active",
});

/** users.*: people are read, never changed. */
export const usersMethods: Record<string, Method> = {
  "users.info": info,
  "users.list": list,
  "users.lookupByEmail": lookupByEmail,
  "users.profile.get": profile,
  "users.getPresence": presence,
};
