import { z } from "zod";
import { type Engine, findChannel } from "./engine/engine.ts";
import { newFile } from "./engine/files.ts";
import { canRead } from "./engine/messages.ts";
import { act, suggest } from "./interactions/block-actions.ts";
import { runCommand } from "./interactions/command.ts";
import { openHome, say } from "./interactions/events.ts";
import { closeModal, submitModal } from "./interactions/modal.ts";
import { globalShortcut, messageShortcut } from "./interactions/shortcut.ts";

const at = z.union([
  z.object({ channel: z.string(), ts: z.string() }),
  z.object({ viewId: z.string() }),
]);
const raw = z.union([z.string(), z.number(), z.array(z.string()).readonly(), z.null()]);
const element = { at, blockId: z.string(), actionId: z.string() };
const as = z.string();

/** What a person does on the page. */
export const actSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("say"),
    as,
    channel: z.string(),
    text: z.string(),
    threadTs: z.string().nullish(),
    files: z.array(z.string()).optional(),
  }),
  z.object({ kind: z.literal("act"), as, ...element, raw }),
  z.object({ kind: z.literal("suggest"), as, ...element, query: z.string() }),
  z.object({
    kind: z.literal("submit"),
    as,
    viewId: z.string(),
    fills: z.array(z.object({ blockId: z.string(), actionId: z.string(), raw })),
  }),
  z.object({ kind: z.literal("close"), as, viewId: z.string(), all: z.boolean().optional() }),
  z.object({ kind: z.literal("shortcut"), as, callbackId: z.string() }),
  z.object({
    kind: z.literal("messageShortcut"),
    as,
    callbackId: z.string(),
    channel: z.string(),
    ts: z.string(),
  }),
  z.object({ kind: z.literal("home"), as }),
  z.object({ kind: z.literal("upload"), as, name: z.string().min(1), base64: z.string() }),
]);
/** One act, with the person who does it in `as`. */
export type PageAct = z.infer<typeof actSchema>;

/** Does it, and tells the page what it must show besides what changes anyway. */
export async function doAct(engine: Engine, doing: PageAct): Promise<unknown> {
  if (!engine.state.people.has(doing.as)) return { error: "There is no such person." };
  switch (doing.kind) {
    case "say": {
      const channel = findChannel(engine, doing.channel);
      if (!channel || !canRead(channel, doing.as)) return { error: "There is no such channel." };
      const of = { user: doing.as, channel, text: doing.text };
      if (doing.text.startsWith("/") && doing.threadTs)
        return { error: `${doing.text.split(/\s/)[0]} does not work in threads, as in Slack.` };
      if (doing.text.startsWith("/")) await runCommand(engine, of);
      else await say(engine, { ...of, threadTs: doing.threadTs, files: doing.files });
      return {};
    }
    case "act":
      return act(engine, doing.as, doing, doing.raw);
    case "suggest":
      return suggest(engine, doing.as, doing, doing.query);
    case "submit":
      return submitModal(engine, doing.as, doing.viewId, doing.fills);
    case "close":
      await closeModal(engine, doing.as, doing.viewId, doing.all);
      return {};
    case "shortcut":
      return globalShortcut(engine, doing.as, doing.callbackId);
    case "messageShortcut":
      return messageShortcut(engine, doing.as, doing.callbackId, doing);
    case "home":
      await openHome(engine, doing.as);
      return {};
    case "upload": {
      const content = Buffer.from(doing.base64, "base64");
      return { id: newFile(engine, { name: doing.name, user: doing.as, content }).id };
    }
  }
}
