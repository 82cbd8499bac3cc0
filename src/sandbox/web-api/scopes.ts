import { hasScope } from "../engine/engine.ts";
import { kindOf } from "../engine/state.ts";
import { type Call, flagArg, listArg, SlackRefusal, textArg } from "./call.ts";
import { type ChannelKind, methodReference } from "./reference.ts";

const KINDS: readonly ChannelKind[] = ["public", "private", "im", "mpim"];
const KIND_OF_TYPE: Record<string, ChannelKind> = {
  public_channel: "public",
  private_channel: "private",
  im: "im",
  mpim: "mpim",
};

/** The kinds of channel a call is about; null when it names a channel nobody knows, and any scope of the family will do. */
function kindsOf(call: Call): ChannelKind[] | null {
  switch (call.method) {
    case "conversations.list":
    case "users.conversations": {
      const types = listArg(call, "types");
      return types.length === 0 ? ["public"] : types.flatMap((type) => KIND_OF_TYPE[type] ?? []);
    }
    case "conversations.create":
      return [flagArg(call, "is_private") ? "private" : "public"];
    case "conversations.open":
      if (textArg(call, "channel") === "")
        return [listArg(call, "users").length > 1 ? "mpim" : "im"];
  }
  const channel = call.engine.state.channels.get(textArg(call, "channel"));
  return channel ? [kindOf(channel)] : null;
}

/**
 * Refuses a call the installation has no scope for, as the method's page says.
 * @throws SlackRefusal missing_scope, with `needed` and `provided`
 */
export function checkScopes(call: Call): void {
  const { engine } = call;
  const scopes = methodReference(call.method)?.scopes ?? [];
  if (!engine.scopes) return;
  const has = (alternatives: readonly string[]) =>
    alternatives.length === 0 || alternatives.some((scope) => hasScope(engine, scope));
  let missing: string[] = [];
  if ("byKind" in scopes) {
    const kinds = kindsOf(call);
    const groups = (kinds ?? KINDS).flatMap((kind) => {
      const group = scopes.byKind[kind];
      return group ? [group] : [];
    });
    // An unknown channel gets its own error, as long as the token may do this to channels of some kind.
    if (kinds || !groups.some(has))
      missing = groups.filter((group) => !has(group)).flatMap(([first = ""]) => first);
  } else if (!has(scopes)) missing = [...scopes];
  if (missing.length === 0) return;
  const needed = missing.join(",");
  throw new SlackRefusal("missing_scope", [], {
    needed,
    provided: [...engine.scopes].join(","),
  });
}
