import { methodReference, type Tier } from "./reference.ts";

/** @see https://docs.slack.dev/apis/web-api/rate-limits */
type Allowance = {
  /** Calls a minute in the long run. */
  perMinute: number;
  /** Calls that may come at once after a silence. Slack gives no number; these are on the careful side. */
  burst: number;
};

/**
 * "1+ per minute", "20+", "50+", "100+" for one method in one workspace. Slack tolerates bursts: a small amount in
 * tier 1, occasional, sporadic and generous ones above; here a burst is a minute's worth, and ten in tier 1.
 * "posting" is one message per second and channel with short bursts, beside several hundred a minute for the workspace.
 */
const TIERS: Record<Exclude<Tier, "unlimited">, Allowance> = {
  tier1: { perMinute: 1, burst: 10 },
  tier2: { perMinute: 20, burst: 20 },
  tier3: { perMinute: 50, burst: 50 },
  tier4: { perMinute: 100, burst: 100 },
  posting: { perMinute: 300, burst: 300 },
  hundreds: { perMinute: 300, burst: 300 },
};
/** PowerShell users measured a bucket of about 25 and a leak of one a second; Slack promises less. */
const CHANNEL: Allowance = { perMinute: 60, burst: 10 };

/** Slack's limits as they are, none, or with time that passes that many times faster. */
export type RateLimits = "strict" | "off" | { faster: number };

/** Counts the calls of one workspace. */
export type RateMeter = {
  /** Seconds until the method may be called again, at least 1; null when it may be called now, which is then counted. */
  spend(method: string, channel: string): number | null;
};

/**
 * Counts as leaky buckets do.
 * @param elapsed milliseconds on a clock that is never set back; moving the sandbox's clock is time that passes
 */
export function rateMeter(limits: RateLimits, elapsed: () => number): RateMeter {
  if (limits === "off") return { spend: () => null };
  const speed = limits === "strict" ? 1 : limits.faster;
  const buckets = new Map<string, { level: number; at: number }>();

  function bucketOf(key: string, { perMinute }: Allowance): { level: number; at: number } {
    const at = elapsed() * speed;
    const before = buckets.get(key) ?? { level: 0, at };
    const level = Math.max(0, before.level - ((at - before.at) / 60_000) * perMinute);
    const bucket = { level, at };
    buckets.set(key, bucket);
    return bucket;
  }

  return {
    spend(method, channel) {
      const tier = methodReference(method)?.tier ?? "unlimited";
      if (tier === "unlimited") return null;
      const kept: [string, Allowance][] = [[method, TIERS[tier]]];
      if (tier === "posting") kept.push([`${method} ${channel}`, CHANNEL]);
      const filled = kept.map(([key, allowance]) => ({
        bucket: bucketOf(key, allowance),
        allowance,
      }));
      const waits = filled.map(
        ({ bucket, allowance: { perMinute, burst } }) =>
          ((bucket.level + 1 - burst) / perMinute) * 60,
      );
      const wait = Math.max(...waits);
      // Slack counts only what it lets pass; a tiny overhang is a rounding error, not a call.
      if (wait > 1e-6) return Math.max(1, Math.ceil(wait / speed));
      for (const { bucket } of filled) bucket.level += 1;
      return null;
    },
  };
}
