import type { Bot } from "../../support/bot.ts";

/** Asks for a demo of a deal in the form, as somebody would, and answers its id. */
export async function demoOf(
  bot: Bot,
  handle: string,
  deal: string,
  title: string,
): Promise<string> {
  const person = bot.sandbox.as(handle);
  const form = await person.command(`/demo request ${deal}`);
  const seen = await person.submit(form, { Title: title });
  const id = /demo_\d+/.exec(seen.text)?.[0];
  if (!id) throw new Error(`No demo was asked for: ${seen.text}`);
  return id;
}
