import { AppError } from "../../../kernel/errors.ts";
import { type Settings, settingsSchema } from "../../../kernel/settings.ts";
import { nearest } from "../../../kernel/text.ts";

/** A setting by its place: `quote.validDays` is ["quote", "validDays"]. */
export type SettingPath = readonly [string, ...string[]];

type Tree = Readonly<Record<string, unknown>>;

/** The settings as they are when nobody has changed any. */
export const DEFAULTS: Settings = settingsSchema.parse({});

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Every setting with its value, `quote.validDays` first to last as they stand in the schema. */
export function listSettings(settings: Settings): { path: string; value: unknown }[] {
  const walk = (tree: Tree, before: string): { path: string; value: unknown }[] =>
    Object.entries(tree).flatMap(([key, value]) =>
      isTree(value) && Object.keys(value).length > 0
        ? walk(value, `${before}${key}.`)
        : [{ path: `${before}${key}`, value }],
    );
  return walk(settings, "");
}

/**
 * Reads a written path, whatever its case.
 * @throws AppError not_found with the nearest there is
 */
export function readPath(written: string, settings: Settings): SettingPath {
  const [first, ...rest] = written.trim().split(".");
  const wanted = written.trim().toLowerCase();
  const known = listSettings(settings).map(({ path }) => path);
  const exact = known.find((path) => path.toLowerCase() === wanted);
  if (exact) return split(exact);
  // A table of one's own keys, like exchangeRates, takes keys that are not there yet; its values are checked when they are set.
  const section = Object.keys(DEFAULTS).find((key) => key.toLowerCase() === first?.toLowerCase());
  if (section && rest.every((key) => key !== "")) return [section, ...rest];
  const near = nearest(written, known);
  throw new AppError(
    "not_found",
    `There is no setting “${written}”.`,
    near ? `Did you mean \`${near}\`?` : "`/deal settings` lists them.",
  );
}

function split(path: string): SettingPath {
  const [first = "", ...rest] = path.split(".");
  return [first, ...rest];
}

/** What stands at a path; undefined when nothing does. */
export function valueAt(tree: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, key) => (isTree(at) ? at[key] : undefined), tree);
}

/** The tree with that value at the path; undefined takes it out. The tree itself stays as it is. */
export function withValue(tree: unknown, [key, ...rest]: SettingPath, value: unknown): Tree {
  const from = isTree(tree) ? tree : {};
  const [next, ...after] = rest;
  const inner = next === undefined ? value : withValue(from[key], [next, ...after], value);
  const { [key]: _, ...others } = from;
  return inner === undefined ? others : { ...others, [key]: inner };
}

/** The value as the setting takes it: where it wants a list, words with commas between are one. */
export function asTaken(stored: unknown, path: SettingPath, value: unknown): unknown {
  if (typeof value !== "string") return value;
  const { error } = settingsSchema.safeParse(withValue(stored, path, value));
  const wantsList = error?.issues.some(
    (issue) =>
      issue.code === "invalid_type" &&
      issue.expected === "array" &&
      issue.path.join(".") === path.join("."),
  );
  return wantsList ? value.split(",").map((word) => word.trim()) : value;
}

/**
 * The whole settings of what a workspace has stored.
 * @throws AppError bad_input that says which setting does not take its value, and why
 */
export function checkSettings(stored: unknown, path: SettingPath): Settings {
  const parsed = settingsSchema.safeParse(stored);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new AppError(
      "bad_input",
      `\`${[...(issue?.path ?? path)].map(String).join(".")}\` does not take that: ${issue?.message ?? "it is not understood"}.`,
      "Nothing was changed.",
    );
  }
  if (valueAt(stored, path) !== undefined && valueAt(parsed.data, path) === undefined) {
    const known = listSettings(parsed.data).map((one) => one.path);
    const near = nearest(path.join("."), known);
    throw new AppError(
      "not_found",
      `There is no setting “${path.join(".")}”.`,
      near ? `Did you mean \`${near}\`?` : "`/deal settings` lists them.",
    );
  }
  return parsed.data;
}
