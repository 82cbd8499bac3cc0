/** What kind of traffic an entry tells of. */
export type LogKind =
  | "person"
  | "envelope"
  | "ack"
  | "api"
  | "response_url"
  | "refusal"
  | "warning"
  | "socket";

/** One thing that passed between the bot and the local Slack. */
export type LogEntry = {
  n: number;
  kind: LogKind;
  /** By the machine's clock, ISO. */
  at: string;
  /** Milliseconds since the sandbox started. */
  ms: number;
  summary: string;
  detail: unknown;
};

/** A call that Slack would have refused: a bug of the bot unless a test provoked it. */
export type Violation = {
  /** A Web API method, or `response_url`, or `ack`. */
  method: string;
  error: string;
  messages: string[];
  detail: unknown;
};

/** How many entries a long-lived sandbox keeps. */
const KEPT = 5_000;

/** Everything that passed, in order, and what of it was refused. */
export class TrafficLog {
  readonly entries: LogEntry[] = [];
  readonly violations: Violation[] = [];
  /** What Slack accepts but advises against. */
  readonly warnings: string[] = [];
  readonly #started = performance.now();
  readonly #listeners = new Set<() => void>();
  #n = 0;

  add(kind: LogKind, summary: string, detail: unknown = null): void {
    this.#n += 1;
    this.entries.push({
      n: this.#n,
      kind,
      at: new Date().toISOString(),
      ms: Math.round(performance.now() - this.#started),
      summary,
      detail,
    });
    if (this.entries.length > KEPT) this.entries.splice(0, this.entries.length - KEPT);
    for (const tell of this.#listeners) tell();
  }

  refuse(violation: Violation): void {
    this.violations.push(violation);
    this.add("refusal", `${violation.method}: ${violation.error}`, violation);
  }

  warn(text: string): void {
    this.warnings.push(text);
    this.add("warning", text);
  }

  /** Calls back at each new entry until the returned function is called. */
  watch(tell: () => void): () => void {
    this.#listeners.add(tell);
    return () => this.#listeners.delete(tell);
  }

  /** The last entries in words, for the message of a failed wait. */
  tail(count: number, since = 0): string {
    return this.entries
      .filter((entry) => entry.n > since)
      .slice(-count)
      .map((entry) => `  ${entry.ms} ms  ${entry.kind}  ${entry.summary}`)
      .join("\n");
  }

  /** The number of the last entry, to name a moment. */
  get last(): number {
    return this.#n;
  }
}
