import { readdirSync, readFileSync, statSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { stripTypeScriptTypes } from "node:module";
import { fileURLToPath } from "node:url";

/** What the page may do: run and show what this server sends, and nothing that was made of text. */
export const SECURITY = {
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' https: data:",
    "connect-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    // No script of the page can turn text into markup, not even by mistake.
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; "),
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
};

const ROOT = new URL("./page/", import.meta.url);
const TYPES: Record<string, string> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  ts: "text/javascript; charset=utf-8",
};
const kept = new Map<string, { changed: number; text: string }>();

/** Serves the page's own files; false when the address is none of them. */
export function sendAsset(path: string, response: ServerResponse): boolean {
  const isPage = path === "/" || path.startsWith("/archives/");
  // The version in the address lets a browser keep a file for good: a changed one has another address.
  const name = isPage
    ? "index.html"
    : /^\/page\/v[0-9a-z]+\/((?:[a-z-]+\/)?[a-z-]+\.(?:ts|css))$/.exec(path)?.[1];
  const text = name ? contentOf(name) : null;
  if (text === null || !name) return false;
  response
    .writeHead(200, {
      ...SECURITY,
      "content-type": TYPES[name.split(".").at(-1) ?? ""] ?? "text/plain",
      ...(isPage ? {} : { "cache-control": "max-age=31536000, immutable" }),
    })
    .end(isPage ? index(text) : text);
  return true;
}

/** What the browser gets of a file, made anew only when the file changed. */
function contentOf(name: string): string | null {
  const file = new URL(name, ROOT);
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat) return null;
  const before = kept.get(name);
  if (before?.changed === stat.mtimeMs) return before.text;
  const source = readFileSync(file, "utf8");
  const text = name.endsWith(".ts") ? quietlyStripped(source) : source;
  kept.set(name, { changed: stat.mtimeMs, text });
  return text;
}

/** The page with the version in every address, and all modules named up front, so that they come at once and not one import after the other. */
function index(html: string): string {
  const names = readdirSync(fileURLToPath(ROOT), { recursive: true, encoding: "utf8" }).toSorted();
  const changed = names.map((name) => statSync(new URL(name, ROOT)).mtimeMs);
  const version = `v${Math.round(Math.max(...changed)).toString(36)}`;
  const preloads = names
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `<link rel="modulepreload" href="/page/${name}">`)
    .join("\n");
  return html.replace("<!-- modules -->", preloads).replaceAll('="/page/', `="/page/${version}/`);
}

/** Node says once that type stripping may change; people who open the page cannot do anything about that. */
function quietlyStripped(text: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(text);
  } finally {
    process.emitWarning = emitWarning;
  }
}
