import { SlackRefusal } from "../web-api/call.ts";
import type { Engine } from "./engine.ts";

/** A code on its way from the page that asks for consent to the app that exchanges it. */
export type AuthorizationCode = {
  engine: Engine;
  scopes: readonly string[];
  redirectUri: string;
  /** By the sandbox's clock, in milliseconds. */
  issued: number;
};

/** All workspaces of one sandbox: the app is one, and installed in those whose token it was given. */
export type Workspaces = {
  /** The first is the one the page shows. */
  engines: readonly Engine[];
  clientId: string;
  clientSecret: string;
  codes: Map<string, AuthorizationCode>;
  /** Bot tokens that were valid once. */
  revoked: Set<string>;
};

/**
 * The workspace a token opens. The app's own token stands for the first.
 * @throws SlackRefusal not_authed, invalid_auth or token_revoked
 */
export function engineOfToken(workspaces: Workspaces, token: string | null): Engine {
  if (!token) throw new SlackRefusal("not_authed");
  const found = workspaces.engines.find(
    (each) => (each.isInstalled && each.botToken === token) || each.appToken === token,
  );
  if (found) return found;
  throw new SlackRefusal(workspaces.revoked.has(token) ? "token_revoked" : "invalid_auth");
}
