import { plural } from "../kernel/text.ts";
import { context, section } from "../slack/blocks.ts";
import { Mrkdwn, md } from "../slack/mrkdwn.ts";
import type { Message, NotificationDefinition, Reader } from "./define-notification.ts";
import { asLine, newestLines } from "./lines.ts";
import type { Shape } from "./schema.ts";

/** One piece of news as it is stored. */
export type News = { kind: string; payload: unknown };
export type Kinds = ReadonlyMap<string, NotificationDefinition>;

const MOST_BLOCKS = 50;

/**
 * One message of all the news, oldest first.
 * @throws when a kind is unknown: another version of the bot may know it
 */
export function compose(
  kinds: Kinds,
  news: readonly News[],
  shape: Shape,
  reader: Reader,
): Message {
  const known = news.map(({ kind, payload }) => {
    const definition = kinds.get(kind);
    if (!definition) throw new Error(`There is no notification of the kind ${kind}.`);
    return { definition, payload };
  });
  const [first] = known;
  if (!first) throw new Error("A message of no news.");
  const { definition, payload } = first;
  if (known.length === 1) return definition.render(payload, reader);
  const line = (each: typeof first) => asLine(each.definition.line(each.payload, reader));
  // Beside news of other things its line must say what it is about, as the text of its own message does.
  const whole = (each: typeof first) => asLine(each.definition.render(each.payload, reader).text);
  if (definition.gathers) {
    const gathered = definition.gather(payload, known.slice(1).map(whole), reader);
    if (gathered) return gathered;
  }
  if (shape === "summary") {
    const heading = md`${plural(known.length, "message")} in one:`;
    const text = newestLines(known.map(whole), 20);
    return {
      text: `${heading} ${text}`,
      blocks: [section(md`${heading}\n${text}`), context(md`\`/notify\` sets what comes when.`)],
    };
  }
  if (known.every((each) => each.definition.kind === definition.kind)) {
    const merged = definition.merge(
      known.map((each) => each.payload),
      reader,
    );
    if (merged) return merged;
  }
  const rest = newestLines(known.slice(1).map(line));
  const { text, blocks } = definition.render(payload, reader);
  return {
    text: `${text}\n${rest}`,
    blocks: [...(blocks ?? [section(new Mrkdwn(text))]), section(rest)].slice(-MOST_BLOCKS),
  };
}
