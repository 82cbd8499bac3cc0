/// <reference lib="dom" />
import type { PageState } from "../page-state.ts";
import { act, actAs, loadState } from "./api.ts";

/** Where the page is. It stands in the address (`#bea/sales-emea`), so that a reload and the back button know it. */
export type Place = {
  /** A handle. */
  as: string;
  /** A channel's name, "dm" or "home". */
  channel: string;
  thread: string | null;
  /** The most messages shown. */
  most: number;
};

/** The home tab's name in addresses. */
export const HOME = "home";
const PAGE = 100;
const LAST = "dealdesk.place";

export const here: Place = { as: "", channel: "", thread: null, most: PAGE };
/** A message somebody linked to: shown once, then forgotten. */
export const linked: { ts: string | null } = { ts: null };

let draw: (state: PageState, arrived: boolean) => void = () => {};
let hasArrived = false;
let isFirst = true;

/** Takes the place from the address, and tells `drawState` of each new state from now on. */
export async function start(drawState: typeof draw): Promise<void> {
  draw = drawState;
  readAddress();
  window.addEventListener("hashchange", () => {
    readAddress();
    hasArrived = true;
    void refresh();
  });
  document.addEventListener("visibilitychange", () => void refresh());
  hasArrived = true;
  await refresh();
}

function readAddress(): void {
  const permalink = /^\/archives\/(\w+)\/p(\d{10})(\d{6})$/.exec(location.pathname);
  const [as = "", channel = "", thread = ""] = decodeURIComponent(location.hash.slice(1)).split(
    "/",
  );
  here.as = as || (localStorage.getItem(LAST) ?? "");
  here.channel = channel;
  here.thread = thread || null;
  here.most = PAGE;
  if (permalink && !location.hash) {
    here.channel = permalink[1] ?? "";
    linked.ts = `${permalink[2]}.${permalink[3]}`;
  }
}

function writeAddress(how: "push" | "replace"): void {
  const hash = `#${[here.as, here.channel, ...(here.thread ? [here.thread] : [])].join("/")}`;
  if (location.hash === hash) return;
  if (how === "push") history.pushState(null, "", hash);
  else history.replaceState(null, "", hash);
}

/** Goes somewhere else; what is not named stays. */
export function go(to: Partial<Place>): void {
  const leaves = to.as !== undefined || to.channel !== undefined;
  Object.assign(here, leaves ? { thread: null, most: PAGE } : {}, to);
  if (leaves) hasArrived = true;
  document.body.classList.remove("side-open");
  writeAddress("push");
  void refresh();
}

let running: Promise<void> | null = null;
let isAgain = false;

/** Asks for the state and draws it; calls in between wait for the one under way. */
export function refresh(): Promise<void> {
  if (running !== null) {
    isAgain = true;
    return running;
  }
  running = once().finally(() => {
    running = null;
    if (!isAgain) return;
    isAgain = false;
    void refresh();
  });
  return running;
}

async function once(): Promise<void> {
  const asked = JSON.stringify(here);
  const arrived = hasArrived;
  const state = await loadState({
    as: here.as,
    channel: here.channel,
    thread: here.thread ?? "",
    most: String(here.most),
    seen: document.hidden ? "0" : "1",
  });
  // Somebody went elsewhere meanwhile: that state comes next.
  if (asked !== JSON.stringify(here)) {
    isAgain = true;
    return;
  }
  if (arrived) hasArrived = false;
  here.as = state.me.handle;
  here.channel = state.channel?.slug ?? HOME;
  if (state.thread.length === 0) here.thread = null;
  localStorage.setItem(LAST, here.as);
  writeAddress("replace");
  actAs(state.me.id);
  draw(state, arrived);
  if (arrived && here.channel === HOME) void act({ kind: "home" });
  if (isFirst) performance.mark("page-ready");
  isFirst = false;
}
