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
  import: {
    about: "rows a second of a CRM export read into an empty workspace",
    load: () => import("./import.ts"),
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
