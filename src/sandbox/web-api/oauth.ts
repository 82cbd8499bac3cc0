import { type Engine, secret } from "../engine/engine.ts";
import type { Workspaces } from "../engine/workspaces.ts";
import { LIMIT } from "../limits.ts";
import type { ApiRequest } from "./api.ts";
import { SlackRefusal, textArg } from "./call.ts";

/** Where the browser goes next, or what the page says when it goes nowhere. */
export type Authorized = { redirect: string } | { status: number; says: string };

/**
 * The page that asks a person whether to install the app. Nobody is asked here: the answer is yes.
 * @see https://docs.slack.dev/authentication/installing-with-oauth
 */
export function authorize(workspaces: Workspaces, query: URLSearchParams): Authorized {
  const says = (text: string): Authorized => ({ status: 400, says: text });
  if (query.get("client_id") !== workspaces.clientId)
    return says("Something went wrong when authorizing this app. Invalid client_id parameter");
  const scopes = listed(query.get("scope"));
  if (scopes.length === 0) return says("No scopes requested");
  const redirectUri = query.get("redirect_uri") ?? "";
  if (!URL.canParse(redirectUri))
    return says("redirect_uri did not match any configured URIs. Passed URI is missing or no URL");
  const team = query.get("team");
  const engine = workspaces.engines.find((each) => !team || each.state.team.id === team);
  if (!engine) return says("That workspace is none of this sandbox.");
  const known = engine.manifest?.scopes;
  const strange = known ? scopes.filter((scope) => !known.includes(scope)) : [];
  if (strange.length > 0) return says(`Invalid permissions requested: ${strange.join(", ")}`);
  const code = `${engine.state.team.id}.${secret()}`;
  const issued = engine.clock.now().getTime();
  workspaces.codes.set(code, { engine, scopes, redirectUri, issued });
  engine.log.add("person", `the app is installed in ${engine.state.team.name}`, { scopes });
  const target = new URL(redirectUri);
  target.searchParams.set("code", code);
  const state = query.get("state");
  if (state !== null) target.searchParams.set("state", state);
  return { redirect: target.href };
}

/** oauth.v2.access: a code becomes the workspace's token, once. */
export function exchangeCode(workspaces: Workspaces, request: ApiRequest): Record<string, unknown> {
  const [first] = workspaces.engines;
  if (!first) throw new Error("A sandbox without a workspace.");
  const call = { engine: first, method: request.method, args: request.args };
  const clientId = request.basic?.user ?? textArg(call, "client_id");
  const clientSecret = request.basic?.password ?? textArg(call, "client_secret");
  if (clientId !== workspaces.clientId) throw new SlackRefusal("invalid_client_id");
  if (clientSecret !== workspaces.clientSecret) throw new SlackRefusal("bad_client_secret");
  const grant = textArg(call, "grant_type");
  if (grant !== "" && grant !== "authorization_code") throw new SlackRefusal("invalid_grant_type");
  const given = textArg(call, "code");
  const code = workspaces.codes.get(given);
  if (!code) throw new SlackRefusal("invalid_code");
  if (first.clock.now().getTime() - code.issued >= LIMIT.oauthCodeMs)
    throw new SlackRefusal("invalid_code");
  const redirectUri = textArg(call, "redirect_uri");
  if (redirectUri !== "" && redirectUri !== code.redirectUri)
    throw new SlackRefusal("bad_redirect_uri");
  workspaces.codes.delete(given);
  const { engine } = code;
  install(workspaces, engine, code.scopes);
  const installer = [...engine.state.people.values()].find((person) => person.isOwner);
  engine.log.add("api", `${request.method} → ok`, { team: engine.state.team.id });
  return {
    access_token: engine.botToken,
    token_type: "bot",
    scope: code.scopes.join(","),
    bot_user_id: engine.state.bot.id,
    app_id: engine.appId,
    team: { id: engine.state.team.id, name: engine.state.team.name },
    enterprise: null,
    is_enterprise_install: false,
    authed_user: { id: installer?.id ?? "" },
  };
}

/** A second installation keeps the token and adds scopes; one after a revocation gets a token nobody had before. */
function install(workspaces: Workspaces, engine: Engine, scopes: readonly string[]): void {
  if (workspaces.revoked.has(engine.botToken)) engine.botToken = `${engine.botToken}-${secret(4)}`;
  const before = engine.isInstalled ? (engine.scopes ?? []) : [];
  engine.scopes = engine.isInstalled && !engine.scopes ? null : new Set([...before, ...scopes]);
  engine.isInstalled = true;
}

/** auth.revoke: the token opens nothing any more. */
export function revoke(workspaces: Workspaces, engine: Engine): void {
  engine.isInstalled = false;
  workspaces.revoked.add(engine.botToken);
}

function listed(text: string | null): string[] {
  return (text ?? "").split(/[\s,]+/).filter(Boolean);
}
