import type { Engine } from "../engine/engine.ts";
import type { Fault } from "../engine/faults.ts";
import { engineOfToken, type Workspaces } from "../engine/workspaces.ts";
import { authMethods } from "./auth.ts";
import { bookmarkMethods } from "./bookmarks.ts";
import { type Method, SlackRefusal, textArg } from "./call.ts";
import { channelMethods } from "./channels.ts";
import { chatMethods } from "./chat.ts";
import { conversationMethods } from "./conversations.ts";
import { extraMethods } from "./extras.ts";
import { filesMethods } from "./files.ts";
import { historyMethods } from "./history.ts";
import { exchangeCode } from "./oauth.ts";
import { methodReference } from "./reference.ts";
import { scheduledMethods } from "./scheduled.ts";
import { checkScopes } from "./scopes.ts";
import { usersMethods } from "./users.ts";
import { viewsMethods } from "./views.ts";

const METHODS = new Map<string, Method>(
  Object.entries({
    ...authMethods,
    ...bookmarkMethods,
    ...channelMethods,
    ...chatMethods,
    ...conversationMethods,
    ...extraMethods,
    ...filesMethods,
    ...historyMethods,
    ...scheduledMethods,
    ...usersMethods,
    ...viewsMethods,
  }),
);

/** The one method that is called before there is a token. */
const EXCHANGE = "oauth.v2.access";
/** Methods that take the app's own token, and only that. */
const OF_THE_APP = new Set(["apps.connections.open"]);
/** Methods that anybody may call. */
const OPEN = new Set(["api.test"]);

/** The names of all methods, for whoever checks that each is documented. */
export const METHOD_NAMES: readonly string[] = [...METHODS.keys(), EXCHANGE].sort();

/** What the Web API answers over HTTP; without a body, only the status. */
export type ApiAnswer = {
  status: number;
  headers: Record<string, string>;
  body: Record<string, unknown> | null;
};

/** One call as it came over HTTP. `basic` is the user name and password of the request, for the OAuth exchange. */
export type ApiRequest = {
  method: string;
  token: string | null;
  args: Record<string, unknown>;
  basic: { user: string; password: string } | null;
};

/** A fault in place of the answer: the call is not carried out. */
export function faultAnswer(
  fault: Extract<Fault, { kind: "error" | "status" | "ratelimited" }>,
): ApiAnswer {
  switch (fault.kind) {
    case "ratelimited":
      return rateLimited(fault.retryAfter);
    case "status":
      return { status: fault.status, headers: {}, body: null };
    case "error":
      return answer({ ok: false, error: fault.error });
  }
}

/** Runs one Web API call, from its token to its log entry. */
export function callApi(workspaces: Workspaces, request: ApiRequest): ApiAnswer {
  const { method, args } = request;
  const [first] = workspaces.engines;
  if (!first) throw new Error("A sandbox without a workspace.");
  let engine: Engine = first;
  try {
    if (method === EXCHANGE) return answer({ ok: true, ...exchangeCode(workspaces, request) });
    const run = METHODS.get(method);
    if (!run) throw new SlackRefusal("unknown_method");
    const call = { engine, method, args };
    if (!OPEN.has(method)) {
      engine = engineOfToken(workspaces, request.token);
      call.engine = engine;
      const isOfTheApp = request.token === engine.appToken;
      if (isOfTheApp !== OF_THE_APP.has(method)) throw new SlackRefusal("not_allowed_token_type");
      const wait = engine.rates.spend(method, textArg(call, "channel"));
      if (wait !== null) {
        // Not a bug by itself: a bot that waits and tries again has done all that Slack asks of it.
        engine.log.add("refusal", `${method}: ratelimited for ${wait} s`, { args });
        return rateLimited(wait);
      }
      if (!isOfTheApp) checkScopes(call);
    }
    const fields = run(call);
    engine.log.add("api", `${method} → ok`, { args, answer: fields });
    return answer({ ok: true, ...fields }, scopeHeaders(engine, method));
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error;
    engine.log.refuse({ method, error: error.error, messages: error.messages, detail: args });
    return answer(
      {
        ok: false,
        error: error.error,
        ...error.fields,
        ...(error.messages.length > 0
          ? { errors: error.messages, response_metadata: { messages: error.messages } }
          : {}),
      },
      scopeHeaders(engine, method),
    );
  }
}

function answer(body: Record<string, unknown>, headers: Record<string, string> = {}): ApiAnswer {
  return { status: 200, headers, body };
}

function rateLimited(seconds: number): ApiAnswer {
  return {
    status: 429,
    headers: { "retry-after": String(seconds) },
    body: { ok: false, error: "ratelimited" },
  };
}

/** What the token may do and what the method asks for, as Slack repeats with every answer. */
function scopeHeaders(engine: Engine, method: string): Record<string, string> {
  if (!engine.scopes) return {};
  const scopes = methodReference(method)?.scopes ?? [];
  const accepted = "byKind" in scopes ? Object.values(scopes.byKind).flat() : scopes;
  return {
    "x-oauth-scopes": [...engine.scopes].join(","),
    ...(accepted.length > 0 ? { "x-accepted-oauth-scopes": [...new Set(accepted)].join(",") } : {}),
  };
}
