import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";

/** What the bot measures about itself, in Prometheus' text format at `/metrics`. */
export type Metrics = {
  registry: Registry;
  /** Seconds from a person's act to the bot's answer. */
  heard: Histogram<"kind" | "name" | "outcome">;
  /** Acts that failed for reasons that are ours. */
  broken: Counter<"kind" | "name">;
};

/** A registry of its own, so that several bots in one process (tests) don't mix. */
export function createMetrics(withProcess = true): Metrics {
  const registry = new Registry();
  if (withProcess) collectDefaultMetrics({ register: registry });
  return {
    registry,
    heard: new Histogram({
      name: "dealdesk_listener_seconds",
      help: "Seconds from a person's act in Slack to the bot's answer",
      labelNames: ["kind", "name", "outcome"],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3, 10],
      registers: [registry],
    }),
    broken: new Counter({
      name: "dealdesk_listener_broken_total",
      help: "Acts in Slack that failed for reasons that are the bot's",
      labelNames: ["kind", "name"],
      registers: [registry],
    }),
  };
}
