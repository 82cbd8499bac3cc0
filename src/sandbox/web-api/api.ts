import type { Engine } from "../engine/engine.ts";
import { authMethods } from "./auth.ts";
import { type Method, SlackRefusal } from "./call.ts";
import { chatMethods } from "./chat.ts";
import { conversationsMethods } from "./conversations.ts";
import { extraMethods } from "./extras.ts";
import { filesMethods } from "./files.ts";
import { usersMethods } from "./users.ts";
import { viewsMethods } from "./views.ts";

const METHODS = new Map<string, Method>(
  Object.entries({
    ...authMethods,
    ...chatMethods,
    ...conversationsMethods,
    ...usersMethods,
    ...viewsMethods,
    ...filesMethods,
    ...extraMethods,
  }),
);

/** What the Web API answers over HTTP. */
export type ApiAnswer = {
  status: number;
  headers: Record<string, string>;
  body: Record<string, unknown> | null;
};

/** Runs one Web API call, from its token to its log entry. */
export function callApi(
  engine: Engine,
  method: string,
  token: string | null,
  args: Record<string, unknown>,
): ApiAnswer {
  const planned = engine.planned.find((each) => each.method === method && each.times > 0);
  if (planned) {
    planned.times -= 1;
    engine.log.add("api", `${method} → refused as planned`, { args, planned });
    if (planned.retryAfter !== undefined)
      return {
        status: 429,
        headers: { "retry-after": String(planned.retryAfter) },
        body: { ok: false, error: "ratelimited" },
      };
    if (planned.status !== undefined) return { status: planned.status, headers: {}, body: null };
    return answer({ ok: false, error: planned.error ?? "internal_error" });
  }
  try {
    const run = METHODS.get(method);
    if (!run) throw new SlackRefusal("unknown_method");
    authenticate(engine, method, token);
    const fields = run({ engine, method, args });
    engine.log.add("api", `${method} → ok`, { args, answer: fields });
    return answer({ ok: true, ...fields });
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error;
    engine.log.refuse({ method, error: error.error, messages: error.messages, detail: args });
    return answer({
      ok: false,
      error: error.error,
      ...(error.messages.length > 0
        ? { errors: error.messages, response_metadata: { messages: error.messages } }
        : {}),
    });
  }
}

function answer(body: Record<string, unknown>): ApiAnswer {
  return { status: 200, headers: {}, body };
}

/** Sockets are opened with the app's token, everything else is done with the bot's. */
function authenticate(engine: Engine, method: string, token: string | null): void {
  if (method === "api.test") return;
  if (!token) throw new SlackRefusal("not_authed");
  if (token !== engine.botToken && token !== engine.appToken)
    throw new SlackRefusal("invalid_auth");
  const expected = method === "apps.connections.open" ? engine.appToken : engine.botToken;
  if (token !== expected) throw new SlackRefusal("not_allowed_token_type");
}
