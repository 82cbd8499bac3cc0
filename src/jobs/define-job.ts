import type { z } from "zod";
import type { Deps } from "../deps.ts";

/** What a job knows when it starts: whose work it is, at least. It is stored as JSON. */
export type JobData = { workspaceId: string };

/** Which try this is. */
export type Attempt = {
  /** 1 for the first try. */
  number: number;
  /** No other try will follow. */
  isLast: boolean;
  /** Aborted when the process stops before the job has ended. */
  signal: AbortSignal;
};

/** What is needed to put a job in the queue. */
export type JobKind<in Data extends JobData = never> = {
  readonly name: string;
  readonly options: JobOptions;
  /** Checks the data, and returns it as it is stored. */
  store(data: Data): JobData;
};

/** A kind of work that is done after the transaction that asked for it, and tried again when it fails. */
export type JobDefinition<Data extends JobData = never, D = Deps> = JobKind<Data> & {
  /** What it does, as admins read it: "Deliver messages". */
  readonly title: string;
  perform(deps: D, stored: unknown, attempt: Attempt): Promise<void>;
};

export type JobOptions = {
  /** Tries after the first one. Default 5. */
  retryLimit: number;
  /** Seconds before the second try; doubled for each one after, with some chance in it. Default 2. */
  retryDelay: number;
  /** Longest wait between two tries, in seconds. Default 600. */
  retryDelayMax: number;
  /** How many run at a time in one process. Default 1. */
  concurrency: number;
  /** Seconds between two looks at the queue; work of one's own process is seen at once. Minimum 0.5, default 5. */
  pollSeconds: number;
  /** Seconds after which a job counts as lost and is tried again. Default 900. */
  expireSeconds: number;
  /**
   * Fetched and settled many at a time, for jobs that mostly wait for somebody else. Then `attempt.signal` is aborted as
   * soon as the process begins to stop. Default false.
   */
  isBatched: boolean;
};

const DEFAULTS: JobOptions = {
  retryLimit: 5,
  retryDelay: 2,
  retryDelayMax: 600,
  concurrency: 1,
  pollSeconds: 5,
  expireSeconds: 900,
  isBatched: false,
};

/** Thrown by a job that would fail the same way each time: it is not tried again. */
export class PermanentFailure extends Error {
  override readonly name = "PermanentFailure";
}

/** A job's name and data without its work: for those who only put it in the queue. */
export function defineJobKind<Data extends JobData>(
  kind: { name: string; data: z.ZodType<Data> } & Partial<JobOptions>,
): JobKind<Data> {
  const { name, data, ...options } = kind;
  return {
    name,
    options: { ...DEFAULTS, ...options },
    store: (value) => data.parse(value),
  };
}

/**
 * Declares a job. `data` must be JSON: dates as text. The work must bear to be done twice, since a process may
 * stop between the work and the note that it is done.
 * @example defineJob({ name: "deals.refresh-cards", title: "Bring deal cards up to date", data: z.object({ workspaceId: z.string(), dealId: z.int() }), run: refreshCards })
 */
export function defineJob<Data extends JobData, D = Deps>(
  definition: {
    name: string;
    title: string;
    data: z.ZodType<Data>;
    run(deps: D, data: Data, attempt: Attempt): Promise<void>;
  } & Partial<JobOptions>,
): JobDefinition<Data, D> {
  const { run, title, ...kind } = definition;
  return {
    ...defineJobKind(kind),
    title,
    async perform(deps, stored, attempt) {
      const data = definition.data.safeParse(stored);
      if (!data.success)
        throw new PermanentFailure(
          `The data of ${definition.name} is wrong: ${data.error.message}`,
        );
      await run(deps, data.data, attempt);
    },
  };
}
