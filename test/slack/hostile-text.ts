import fc from "fast-check";
import { checkBlocks, checkView } from "../../src/sandbox/blocks/validate.ts";

/** What people paste: emoji, pings, entities, formatting, addresses and line breaks, up to far over every limit. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "<!channel>",
        "<!here|here>",
        "<!subteam^S123>",
        "<@U0ADA00001>",
        "<#C123|general>",
        "<https://evil.example|your bank>",
        "@channel",
        "@here",
        "&lt;!channel&gt;",
        "&",
        "<",
        ">",
        "*",
        "_",
        "~",
        "`",
        "```",
        "\n",
        "\n\n\n",
        " ",
        "\u00a0",
        "👩‍👩‍👧‍👦",
        "🇪🇺",
        "é",
        "漢字",
        "https://example.com/a_b*c",
        "x".repeat(40),
        "word ",
      ),
      fc.string({ maxLength: 20, unit: "grapheme" }),
    ),
    { maxLength: 40 },
  )
  .chain((parts) => fc.constantFrom(1, 1, 10, 60).map((times) => parts.join("").repeat(times)));

/** Why Slack would refuse the blocks of a message; empty when it takes them. */
export function refusals(blocks: readonly unknown[]): string[] {
  const checked = checkBlocks(JSON.parse(JSON.stringify(blocks)), "message", "/blocks");
  return checked.ok ? [] : checked.messages;
}

/** Why Slack would refuse the view. */
export function viewRefusals(view: unknown): string[] {
  const checked = checkView(JSON.parse(JSON.stringify(view)));
  return checked.ok ? [] : checked.messages;
}
