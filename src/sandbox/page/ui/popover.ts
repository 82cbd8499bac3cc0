/// <reference lib="dom" />

/** Something that floats beside an element: above all else, closed by Escape and by a press elsewhere. */
export type Popover = { close(): void };

const GAP = 4;
const EDGE = 8;

/**
 * Shows `content` beside `anchor`, under it where there is room. It stands inside the dialog of its anchor, since nothing
 * outside an open dialog can be used.
 */
export function openPopover(
  anchor: HTMLElement,
  content: HTMLElement,
  options: { above?: boolean; end?: boolean; onclose?: () => void } = {},
): Popover {
  content.setAttribute("popover", "auto");
  content.classList.add("popover");
  (anchor.closest("dialog") ?? document.body).append(content);
  const follow = () => stand(anchor, content, options);
  content.addEventListener("toggle", (event) => {
    if ((event as ToggleEvent).newState !== "closed") return;
    window.removeEventListener("resize", follow);
    content.remove();
    options.onclose?.();
  });
  content.showPopover();
  follow();
  window.addEventListener("resize", follow);
  return {
    close() {
      if (content.isConnected) content.hidePopover();
    },
  };
}

/** Puts a floating element beside its anchor, wholly on the screen. Through the style object: the page allows no style attributes. */
export function stand(
  anchor: HTMLElement,
  content: HTMLElement,
  { above = false, end = false }: { above?: boolean; end?: boolean } = {},
): void {
  const at = anchor.getBoundingClientRect();
  const { width, height } = content.getBoundingClientRect();
  const under = at.bottom + GAP;
  const over = at.top - GAP - height;
  const fitsUnder = under + height <= window.innerHeight - EDGE;
  const top = above ? (over >= EDGE ? over : under) : fitsUnder || over < EDGE ? under : over;
  const left = end ? at.right - width : at.left;
  const within = (value: number, size: number, room: number) =>
    Math.max(EDGE, Math.min(value, room - EDGE - size));
  content.style.top = `${within(top, height, window.innerHeight)}px`;
  content.style.left = `${within(left, width, window.innerWidth)}px`;
}
