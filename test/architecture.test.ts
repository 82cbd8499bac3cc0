import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { describe, expect, test } from "vitest";

const files = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => join("src", file));

const source = new Map(files.map((file) => [file, readFileSync(file, "utf8")]));

/** What a file imports: ours as a path from the root, others by their name. */
const imports = (file: string): string[] =>
  // A word list may hold "from" too: in code a space follows it.
  [
    ...(source.get(file) ?? "").matchAll(/(?:\bfrom |\bimport (?=")|\bimport\(\s*)"([^"\n]+)"/g),
  ].map(([, name = ""]) =>
    name.startsWith(".") ? relative(".", normalize(join(dirname(file), name))) : name,
  );

type Rule = { promise: string; of: RegExp; not: RegExp; but?: RegExp };
const RULES: readonly Rule[] = [
  {
    promise: "the kernel is pure: it imports only zod, date-fns and itself",
    of: /^src\/kernel\//,
    not: /./,
    but: /^(src\/kernel\/|zod$|date-fns\/|@date-fns\/)/,
  },
  {
    promise: "the platform knows no feature",
    of: /^src\/(slack|db|jobs|notify|events|pdf|categorise|webhooks|deps\.ts|config\.ts)/,
    not: /^src\/(features|sandbox|app|main|import|processes)/,
  },
  {
    promise: "the platform's arrows point down: database, jobs, notify, slack",
    of: /^src\/(db|jobs)\//,
    not: /^src\/(slack|notify)\//,
  },
  {
    promise: "features don't know the app, the process or the sandbox",
    of: /^src\/features\//,
    not: /^src\/(app|main|import|processes|config|sandbox)/,
  },
  {
    promise: "the sandbox knows the product only where it tells the demo's story",
    of: /^src\/sandbox\/(?!demo-)/,
    not: /^src\/(?!sandbox\/|kernel\/)/,
  },
  {
    promise: "only the Slack toolkit touches Bolt",
    of: /^src\/(?!slack\/|app\.ts|main\.ts)/,
    not: /^@slack\/bolt$/,
  },
  {
    promise: "domain rules import only the kernel and each other",
    of: /^src\/features\/[^/]+\/domain/,
    not: /./,
    but: /^(src\/kernel\/|src\/categorise\/(?!labels|schema|team-)|src\/features\/[^/]+\/domain|zod$|date-fns\/)/,
  },
  {
    promise: "views take data: they never reach for the database",
    of: /^src\/features\/[^/]+\/views/,
    not: /^(drizzle-orm|postgres|src\/db\/)/,
  },
  {
    promise: "queries hold no rules and change nothing of other slices",
    of: /^src\/features\/[^/]+\/queries/,
    not: /^src\/features\/[^/]+\/(operations|commands|interactions|modals|views)/,
  },
];

test("there is something to check", () => expect(files.length).toBeGreaterThan(80));

describe("who may import whom", () => {
  test.each(RULES)("$promise", ({ of, not, but }) => {
    const checked = files.filter((file) => of.test(file));
    expect(checked).not.toEqual([]);
    const wrong = checked.flatMap((file) =>
      imports(file)
        .filter((name) => not.test(name) && !but?.test(name))
        .map((name) => `${file} → ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  test("a slice is entered through its index; only queries and schemas may join another's tables", () => {
    const wrong = files.flatMap((file) => {
      const own = /^src\/features\/([^/]+)\//.exec(file)?.[1];
      return imports(file)
        .filter((name) => {
          const [, slice, inside] = /^src\/features\/([^/]+)\/(.+)$/.exec(name) ?? [];
          if (!slice || !inside || slice === own || inside === "index.ts") return false;
          return !/^schema(\.ts|\/)/.test(inside);
        })
        .map((name) => `${file} → ${name}`);
    });
    expect(wrong).toEqual([]);
  });

  test("slices import only towards earlier entries of the table of contents", () => {
    const order = [
      "audit",
      "people",
      "settings",
      "deals",
      "leads",
      "discovery",
      "demos",
      "pocs",
      "objections",
      "approvals",
      "quotes",
      "contracts",
      "pipeline",
      "forecast",
      "preferences",
      "digest",
    ];
    const slices = readdirSync("src/features").filter((name) => !name.endsWith(".ts"));
    expect(slices.toSorted()).toEqual(order.toSorted());
    const wrong = files.flatMap((file) => {
      const own = /^src\/features\/([^/]+)\//.exec(file)?.[1];
      if (!own) return [];
      return imports(file)
        .filter((name) => {
          const slice = /^src\/features\/([^/]+)\/index\.ts$/.exec(name)?.[1];
          return slice && slice !== own && order.indexOf(slice) > order.indexOf(own);
        })
        .map((name) => `${file} → ${name}`);
    });
    expect(wrong).toEqual([]);
  });
});

describe("what only one place may do", () => {
  const lines = (pattern: RegExp, allowed: RegExp) =>
    files
      .filter((file) => !allowed.test(file))
      .flatMap((file) =>
        (source.get(file) ?? "")
          .split("\n")
          .flatMap((line, i) => (pattern.test(line) ? [`${file}:${i + 1}`] : [])),
      );

  test("the time is read in the clock, and in the sandbox", () => {
    expect(lines(/new Date\(\)|Date\.now\(/, /^src\/(kernel\/clock|sandbox\/)/)).toEqual([]);
  });

  test("the database is never asked what time it is", () => {
    expect(
      lines(
        /\b(now\(\)|current_timestamp|defaultNow)\b/i,
        /^src\/(kernel\/|sandbox\/|jobs\/)/,
      ).filter((at) => isSql(at)),
    ).toEqual([]);
  });

  test("the environment is read in config", () => {
    expect(lines(/process\.env/, /^src\/config\.ts/)).toEqual([]);
  });

  test("no file grows beyond 300 lines", () => {
    const long = files.filter((file) => (source.get(file) ?? "").split("\n").length > 301);
    expect(long).toEqual([]);
  });
});

function isSql(at: string): boolean {
  const [file = "", line = ""] = at.split(":");
  const text = (source.get(file) ?? "").split("\n")[Number(line) - 1] ?? "";
  return !/\.now\(\)/.test(text);
}
