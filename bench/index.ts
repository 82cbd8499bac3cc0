import { argv, exit, stderr } from "node:process";

type Benchmark = {
  about: string;
  load: () => Promise<{ run(args: readonly string[]): Promise<void> }>;
};

/** What `npm run bench -- <name>` can measure. Loaded when asked for: none of them pays for the others. */
const benchmarks: Readonly<Record<string, Benchmark>> = {
  classify: {
    about:
      "requirements and objections sorted by words, by the model, and by what a team taught it",
    load: () => import("./classify.ts"),
  },
  commands: {
    about: "reply time of /deal show, list and move beside a bare Bolt that runs the same SQL",
    load: () => import("./commands.ts"),
  },
  delivery: {
    about: "10,000 waiting messages to 2,000 channels: messages a second, and memory",
    load: () => import("./delivery.ts"),
  },
  forecast: {
    about: "time-series forecasts on the M3 competition: errors, interval coverage, time a series",
    load: () => import("./forecast.ts"),
  },
  import: {
    about: "rows a second of a CRM export read into an empty workspace",
    load: () => import("./import.ts"),
  },
  backtest: {
    about: "how far each forecast method was off in the last 12 months of the demo company",
    load: () => import("./backtest.ts"),
  },
  properties: {
    about: "the property tests on cases nobody has seen, round after round: which seeds fail",
    load: () => import("./properties.ts"),
  },
  win: {
    about: "win probabilities on deals not seen: AUC, Brier, calibration, seconds and memory",
    load: () => import("./win.ts"),
  },
  digest: {
    about:
      "a year of digests in 40 zones with killed processes: how many came twice, never, early, late",
    load: () => import("./digest.ts"),
  },
  pipeline: {
    about: "each report of /pipeline beside the same aggregate in SQL written by hand",
    load: () => import("./pipeline.ts"),
  },
};

const [name = "", ...args] = argv.slice(2);
const chosen = Object.hasOwn(benchmarks, name) ? benchmarks[name] : undefined;
if (!chosen) {
  const list = Object.entries(benchmarks).map(([each, { about }]) => `  ${each}: ${about}`);
  stderr.write(
    `${name ? `There is no benchmark “${name}”. There` : "npm run bench -- <name>. There"} are:\n${list.join("\n")}\n`,
  );
  exit(1);
}
const { run } = await chosen.load();
await run(args);
