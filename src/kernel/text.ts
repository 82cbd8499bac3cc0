/** The door to `text/`: words as people type them and as Slack wants them. */
export { cut } from "./text/cut.ts";
export {
  asMarkdown,
  escapeMarkdown,
  type Inline,
  Markdown,
  markdown,
  markdownBold,
  markdownLink,
} from "./text/markdown.ts";
export {
  type MarkdownDocument,
  type MarkdownTable,
  markdownDocument,
} from "./text/markdown-document.ts";
export { escapeMrkdwn, unescapeSlack } from "./text/mrkdwn.ts";
export { nameKey, slug } from "./text/names.ts";
export { nearest } from "./text/nearest.ts";
export { type Token, tokenize } from "./text/tokenize.ts";
export { capitalize, joinWords, plural } from "./text/words.ts";
