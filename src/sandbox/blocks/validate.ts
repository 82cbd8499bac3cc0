import { z } from "zod";
import { LIMIT } from "../limits.ts";
import { type Block, block, REFUSED_BLOCKS, type Surface } from "./schema.ts";
import { plainText } from "./text.ts";
import { elementsIn, placedElements, withChildren } from "./walk.ts";

/** Either the value as Slack keeps it, or why Slack refuses it, each line ending in a json-pointer. */
export type Checked<T> = { ok: true; value: T } | { ok: false; messages: string[] };

/** Checks a message's or view's blocks; `at` is where they stand in the request, like "/blocks". */
export function checkBlocks(input: unknown, surface: Surface, at: string): Checked<Block[]> {
  const max = surface === "message" ? LIMIT.blocksPerMessage : LIMIT.blocksPerView;
  const parsed = z.array(block).max(max).safeParse(input);
  if (!parsed.success) return refused(parsed.error, input, at);
  const messages = [...surfaceRefusals(parsed.data, surface, at), ...idRefusals(parsed.data, at)];
  return messages.length > 0 ? { ok: false, messages } : { ok: true, value: parsed.data };
}

const base = {
  blocks: z.array(z.unknown()),
  private_metadata: z.string().max(LIMIT.privateMetadata).optional(),
  callback_id: z.string().max(LIMIT.callbackId).optional(),
  external_id: z.string().max(LIMIT.externalId).optional(),
};
const viewShape = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("modal"),
    ...base,
    title: plainText(LIMIT.viewTitle),
    submit: plainText(LIMIT.viewButton).optional(),
    close: plainText(LIMIT.viewButton).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal("home"), ...base }),
]);

/** A view as a program sends it, with its blocks checked. */
export type ViewInput = z.infer<typeof viewShape> & { blocks: Block[] };

/** Checks a whole view. */
export function checkView(input: unknown): Checked<ViewInput> {
  const parsed = viewShape.safeParse(input);
  const shape = parsed.success ? [] : refused(parsed.error, input, "/view").messages;
  const surface = parsed.success ? parsed.data.type : "modal";
  const blocks =
    typeof input === "object" && input !== null && "blocks" in input
      ? checkBlocks(input.blocks, surface, "/view/blocks")
      : { ok: false as const, messages: [] };
  const messages = [...shape, ...(blocks.ok ? [] : blocks.messages)];
  if (!parsed.success || !blocks.ok) return { ok: false, messages };
  if (parsed.data.type === "modal") {
    const hasInput = withChildren(blocks.value).some((each) => each.type === "input");
    if (hasInput && !parsed.data.submit)
      return {
        ok: false,
        messages: ["[ERROR] missing required field: submit [json-pointer:/view]"],
      };
  }
  return { ok: true, value: { ...parsed.data, blocks: blocks.value } };
}

function surfaceRefusals(blocks: readonly Block[], surface: Surface, at: string): string[] {
  const messages: string[] = [];
  const refuse = (index: number, text: string) =>
    messages.push(`[ERROR] ${text} [json-pointer:${at}/${index}]`);
  blocks.forEach((each, index) => {
    if (REFUSED_BLOCKS[surface].includes(each.type))
      refuse(index, `${each.type} blocks are not allowed in a ${surface}`);
    for (const element of withChildren([each]).flatMap(elementsIn))
      if (element.type === "file_input" && surface !== "modal")
        refuse(index, "file_input is only allowed in a modal");
  });
  // What stands in a container counts like what stands beside it.
  const all = blocks.flatMap((outer, index) =>
    withChildren([outer]).map((each) => ({ each, index })),
  );
  const most: [Block["type"], number][] = [
    ["data_visualization", LIMIT.chartsPerMessage],
    ["table", LIMIT.tablesPerMessage],
  ];
  for (const [type, max] of most) {
    const over = all.filter(({ each }) => each.type === type)[max];
    if (over) refuse(over.index, `no more than ${max} ${type} blocks allowed`);
  }
  const markdown = blocks.reduce(
    (sum, each) => sum + (each.type === "markdown" ? each.text.length : 0),
    0,
  );
  if (markdown > LIMIT.markdownText)
    messages.push(
      `[ERROR] all markdown blocks together must have no more than ${LIMIT.markdownText} characters [json-pointer:${at}]`,
    );
  return messages;
}

function idRefusals(blocks: readonly Block[], at: string): string[] {
  const messages: string[] = [];
  const seen = new Set<string>();
  for (const [index, outer] of blocks.entries())
    for (const each of withChildren([outer])) {
      const pointer = `[json-pointer:${at}/${index}`;
      if (each.block_id !== undefined && seen.has(each.block_id))
        messages.push(`[ERROR] block_id "${each.block_id}" already exists ${pointer}/block_id]`);
      if (each.block_id !== undefined) seen.add(each.block_id);
      const actions = elementsIn(each).flatMap((element) => element.action_id ?? []);
      for (const id of actions.filter((id, place) => actions.indexOf(id) !== place))
        messages.push(`[ERROR] action_id "${id}" already exists in this block ${pointer}]`);
    }
  const focused = placedElements(blocks).filter(
    ({ element }) => "focus_on_load" in element && element.focus_on_load,
  );
  if (focused.length > 1)
    messages.push(`[ERROR] only one element can have focus_on_load [json-pointer:${at}]`);
  for (const [index, outer] of blocks.entries())
    for (const { element } of placedElements([outer])) {
      const message = strayInitial(element) ?? crossedBounds(element);
      if (message) messages.push(`[ERROR] ${message} [json-pointer:${at}/${index}]`);
    }
  return messages;
}

/** An initial choice that is not among the choices, which Slack refuses. */
function strayInitial(element: ReturnType<typeof elementsIn>[number]): string | null {
  if (!("options" in element) || element.type === "overflow") return null;
  const groups = "option_groups" in element ? (element.option_groups ?? []) : [];
  const values = [...(element.options ?? []), ...groups.flatMap((group) => group.options)].map(
    (each) => each.value,
  );
  const initial = [
    ...("initial_option" in element && element.initial_option ? [element.initial_option] : []),
    ...("initial_options" in element ? (element.initial_options ?? []) : []),
  ];
  const stray = initial.find((each) => !values.includes(each.value));
  return stray ? `initial option "${stray.value}" is not among the options` : null;
}

/** A field nobody could fill in. */
function crossedBounds(element: ReturnType<typeof elementsIn>[number]): string | null {
  if (element.type === "plain_text_input") {
    const { min_length = 0, max_length = LIMIT.inputValue } = element;
    return min_length > max_length ? "min_length must be less than or equal to max_length" : null;
  }
  if (element.type !== "number_input") return null;
  const { min_value, max_value, initial_value } = element;
  const numbers = [min_value, max_value, initial_value].filter((each) => each !== undefined);
  if (numbers.some((each) => each.trim() === "" || !Number.isFinite(Number(each))))
    return "min_value, max_value and initial_value must be numbers";
  const isCrossed = Number(min_value ?? -Infinity) > Number(max_value ?? Infinity);
  return isCrossed ? "min_value must be less than or equal to max_value" : null;
}

function refused(error: z.ZodError, input: unknown, at: string): { ok: false; messages: string[] } {
  return {
    ok: false,
    messages: [...new Set(error.issues.flatMap((each) => explain(each, input, at)))],
  };
}

/** One zod issue in Slack's words. */
function explain(issue: z.core.$ZodIssue, input: unknown, at: string): string[] {
  const line = (text: string, path: readonly PropertyKey[] = issue.path) =>
    `[ERROR] ${text} [json-pointer:${[at, ...path.map(String)].join("/")}]`;
  switch (issue.code) {
    case "too_big":
      return [
        line(
          issue.origin === "string"
            ? `must be less than ${Number(issue.maximum) + 1} characters`
            : issue.origin === "array"
              ? `no more than ${issue.maximum} items allowed`
              : `must be at most ${issue.maximum}`,
        ),
      ];
    case "too_small":
      return [
        line(
          issue.origin === "string"
            ? `must be more than ${Number(issue.minimum) - 1} characters`
            : issue.origin === "array"
              ? `no fewer than ${issue.minimum} items allowed`
              : `must be ${issue.inclusive === false ? "more than" : "at least"} ${issue.minimum}`,
        ),
      ];
    case "unrecognized_keys":
      return issue.keys.map((key) => line(`invalid additional property: ${key}`));
    case "invalid_union":
      return [unsupported(valueAt(input, issue.path), issue.path, line)];
    case "invalid_value":
      return issue.path.at(-1) === "type"
        ? [unsupported(valueAt(input, issue.path), issue.path, line)]
        : [line(`must be one of: ${issue.values.map(String).join(", ")}`)];
    case "invalid_type":
      return valueAt(input, issue.path) === undefined
        ? [
            line(
              `missing required field: ${String(issue.path.at(-1) ?? "")}`,
              issue.path.slice(0, -1),
            ),
          ]
        : [line(`must provide ${issue.expected === "array" ? "an array" : `a ${issue.expected}`}`)];
    default:
      return [line(issue.message)];
  }
}

function unsupported(
  value: unknown,
  path: readonly PropertyKey[],
  line: (text: string, path?: readonly PropertyKey[]) => string,
): string {
  return value === undefined
    ? line("missing required field: type", path.slice(0, -1))
    : line(`unsupported type: ${String(value)}`, path);
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined,
    input,
  );
}
