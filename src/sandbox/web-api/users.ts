import { payloadOfUser } from "../engine/payload.ts";
import { type Call, type Method, paged, SlackRefusal, textArg } from "./call.ts";

function userOf(call: Call): Record<string, unknown> {
  const user = payloadOfUser(call.engine, textArg(call, "user"));
  if (!user) throw new SlackRefusal("user_not_found");
  return user;
}

const list: Method = (call) => {
  const { page, response_metadata } = paged(call, [...call.engine.state.people.keys()], 1000);
  return {
    members: page.flatMap((id) => payloadOfUser(call.engine, id) ?? []),
    cache_ts: Math.floor(call.engine.clock.now().getTime() / 1000),
    response_metadata,
  };
};

const lookupByEmail: Method = (call) => {
  const email = textArg(call, "email").toLowerCase();
  const found = [...call.engine.state.people.values()].find(
    (each) => !each.isBot && each.email.toLowerCase() === email,
  );
  if (!found) throw new SlackRefusal("users_not_found");
  return { user: payloadOfUser(call.engine, found.id) };
};

/** users.*: people are read, never changed. */
export const usersMethods: Record<string, Method> = {
  "users.info": (call) => ({ user: userOf(call) }),
  "users.list": list,
  "users.lookupByEmail": lookupByEmail,
  "users.profile.get": (call) => ({ profile: userOf(call).profile }),
};
