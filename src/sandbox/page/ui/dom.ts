/// <reference lib="dom" />

/** What may stand in an element; text is always text, never markup. */
export type Child = Node | string | null | undefined | false;

/** Attributes; a function under `on…` listens, null and false leave the attribute out. */
export type Props = Record<
  string,
  string | number | boolean | null | undefined | ((event: Event) => void)
>;

/** Makes an element. There is no other way text gets into the page, so nothing the bot says is run. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  props: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...present(children));
  return element;
}

/** Makes a part of a drawing. */
export function svg(tag: string, props: Props = {}, ...children: Child[]): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false)
      element.setAttribute(name, String(value));
  }
  element.append(...present(children));
  return element;
}

function present(children: readonly Child[]): (Node | string)[] {
  return children.filter((each): each is Node | string => Boolean(each));
}

/** The element of that id, which index.html has. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}.`);
  return found;
}

/**
 * Makes `wanted` the children of an element and leaves alone those that are there already: what is taken out and put back
 * loses its focus, its open menu and where it was scrolled to.
 */
export function setChildren(parent: Element, wanted: readonly Child[]): void {
  const nodes = wanted.filter((each): each is Node => each instanceof Node);
  const staying = new Set(nodes);
  for (const child of [...parent.childNodes]) if (!staying.has(child)) child.remove();
  let at = parent.firstChild;
  for (const node of nodes) {
    if (node === at) at = at.nextSibling;
    else parent.insertBefore(node, at);
  }
}

/**
 * Puts a new drawing in place of an old one. Where the old one had the focus, the element with the same `data-key` gets it.
 */
export function swap(old: HTMLElement, next: HTMLElement): void {
  const active = document.activeElement;
  const key = old.contains(active) ? active?.getAttribute("data-key") : null;
  old.replaceWith(next);
  if (key) next.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus();
}

/** Draws again only when what is drawn changed; `key` tells. */
export function drawnOnce(): (key: unknown, draw: () => void) => void {
  let before: string | null = null;
  return (key, draw) => {
    const now = JSON.stringify(key);
    if (now === before) return;
    before = now;
    draw();
  };
}

/** A web address that is safe to follow; anything else is no link. */
export function safeUrl(url: string): string | null {
  return /^(https?:|mailto:)/i.test(url) ? url : null;
}
