import { type Engine, type ResponseUrl, secret } from "./engine.ts";

/** What a sandbox that runs for weeks remembers; the oldest are long expired. */
const KEPT = 20_000;

function forgetOldest(of: Map<string, unknown>): void {
  const [oldest] = of.keys();
  if (of.size > KEPT && oldest !== undefined) of.delete(oldest);
}

/** A trigger_id for the act of a person; `viewId` is the modal they acted in. */
export function issueTrigger(engine: Engine, user: string, viewId: string | null = null): string {
  const id = `${engine.triggers.size + 1}.${engine.state.team.id}.${secret(16)}`;
  engine.triggers.set(id, { user, issued: performance.now(), used: false, viewId });
  forgetOldest(engine.triggers);
  return id;
}

/** Why a trigger_id opens nothing. */
export type TriggerError = "invalid_trigger_id" | "expired_trigger_id" | "exchanged_trigger_id";

/**
 * Spends a trigger_id. Its three seconds are the machine's, not the sandbox clock's:
 * a bot that is too slow for Slack must be too slow here even while a test holds the clock still.
 */
export function spendTrigger(
  engine: Engine,
  id: string,
): { ok: true; user: string; viewId: string | null } | { ok: false; error: TriggerError } {
  const trigger = engine.triggers.get(id);
  if (!trigger) return { ok: false, error: "invalid_trigger_id" };
  if (trigger.used) return { ok: false, error: "exchanged_trigger_id" };
  if (performance.now() - trigger.issued >= engine.times.triggerMs)
    return { ok: false, error: "expired_trigger_id" };
  trigger.used = true;
  return { ok: true, user: trigger.user, viewId: trigger.viewId };
}

/** A new response_url. */
export function issueResponseUrl(
  engine: Engine,
  of: Pick<ResponseUrl, "user" | "channel" | "threadTs" | "kind" | "original">,
): string {
  const token = secret(18);
  engine.responseUrls.set(token, { ...of, issued: engine.clock.now().getTime(), uses: 0 });
  forgetOldest(engine.responseUrls);
  return `${engine.baseUrl}/response/${engine.state.team.id}/${token}`;
}
