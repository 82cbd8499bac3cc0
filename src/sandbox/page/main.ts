/// <reference lib="dom" />
import type { PageState } from "../page-state.ts";
import { act, loadState, place } from "./api.ts";
import { drawBlocks } from "./blocks.ts";
import { drawComposer } from "./composer.ts";
import { byId, h } from "./dom.ts";
import { drawInspector, toggleInspector } from "./inspector.ts";
import { drawMessages } from "./messages.ts";
import { drawModal } from "./modal.ts";

const HOME = "home";
let last: PageState | null = null;
let frame = "";
const read = new Map<string, string>();

/** Asks for the state and draws it; calls in between wait for the one under way. */
let drawing: Promise<void> | null = null;
let isAgain = false;
function refresh(): Promise<void> {
  if (drawing !== null) {
    isAgain = true;
    return drawing;
  }
  drawing = once().finally(() => {
    drawing = null;
    if (isAgain) {
      isAgain = false;
      void refresh();
    }
  });
  return drawing;
}

async function once(): Promise<void> {
  const state = await loadState();
  last = state;
  if (place.as !== state.me.id) place.as = state.me.id;
  if (!state.channel && place.channel !== HOME) {
    place.channel = state.channels.find((each) => each.isIm)?.id ?? "";
    return once();
  }
  for (const each of state.channels)
    if (each.id === state.channel || !read.has(`${state.me.id}${each.id}`))
      read.set(`${state.me.id}${each.id}`, each.last);
  draw(state);
  await drawInspector();
}

function go(to: { as?: string; channel?: string; thread?: string | null }): void {
  const changesPlace = to.as !== undefined || to.channel !== undefined;
  if (to.as !== undefined) {
    place.as = to.as;
    localStorage.setItem("as", to.as);
    place.channel = "";
  }
  if (to.channel !== undefined) place.channel = to.channel;
  place.thread = to.thread ?? null;
  document.body.classList.remove("side-open");
  if (place.channel === HOME && changesPlace) void act({ kind: "home" });
  void refresh().then(() => {
    if (changesPlace) byId("list").scrollTop = byId("list").scrollHeight;
    document.querySelector<HTMLElement>("#composer textarea")?.focus();
  });
}

function draw(state: PageState): void {
  drawTop(state);
  drawSide(state);
  drawHead(state);
  const isHome = place.channel === HOME;
  byId("composer").hidden = isHome;
  if (isHome) drawHome(state);
  else {
    drawMessages(state, (thread) => go({ thread }));
    drawComposer(state, () => go({ thread: null }));
  }
  drawModal(state);
}

function drawTop(state: PageState): void {
  const key = `${state.me.id} ${state.connections}`;
  if (key === frame) return;
  frame = key;
  const people = state.people.map((each) =>
    h(
      "button",
      {
        type: "button",
        class: "person",
        title: `${each.name}, ${each.title}`,
        "aria-pressed": String(each.id === state.me.id),
        onclick: () => go({ as: each.id }),
      },
      each.name.split(" ")[0] ?? each.handle,
    ),
  );
  byId("top").replaceChildren(
    h(
      "button",
      {
        type: "button",
        class: "plain burger",
        "aria-label": "Channels",
        onclick: () => document.body.classList.toggle("side-open"),
      },
      "☰",
    ),
    h("strong", { class: "team" }, state.team),
    h("div", { class: "people", role: "group", "aria-label": "Act as" }, ...people),
    h(
      "span",
      { class: state.connections ? "link on" : "link off" },
      state.connections ? "app connected" : "no app connected",
    ),
    h("button", { type: "button", class: "plain", onclick: toggleInspector }, "Traffic"),
  );
}

function drawSide(state: PageState): void {
  const entry = (id: string, name: string, isNew: boolean) =>
    h(
      "button",
      {
        type: "button",
        class: isNew ? "channel new" : "channel",
        "aria-current": place.channel === id ? "page" : null,
        onclick: () => go({ channel: id }),
      },
      name,
      isNew ? h("span", { class: "dot", title: "New" }) : null,
    );
  const entries = state.channels.map((each) => {
    const isNew = read.get(`${state.me.id}${each.id}`) !== each.last;
    const sign = each.isIm ? "" : each.isPrivate ? "🔒 " : "# ";
    return { isIm: each.isIm, node: entry(each.id, `${sign}${each.name}`, isNew) };
  });
  byId("side").replaceChildren(
    h("h2", {}, "Channels"),
    ...entries.filter((each) => !each.isIm).map((each) => each.node),
    h("h2", {}, "Apps"),
    ...entries.filter((each) => each.isIm).map((each) => each.node),
    entry(HOME, `${state.bot.name}: Home`, false),
  );
}

function drawHead(state: PageState): void {
  const channel = state.channels.find((each) => each.id === state.channel);
  const name = channel ? `${channel.isIm ? "" : "#"}${channel.name}` : `${state.bot.name}, home`;
  byId("head").replaceChildren(h("h1", {}, name), h("span", {}, state.topic));
}

let homeShown = "";
function drawHome(state: PageState): void {
  const view = state.home;
  const key = `${state.me.id} ${view?.hash ?? ""} home`;
  const list = byId("list");
  if (key === homeShown && list.querySelector(".home")) return;
  homeShown = key;
  list.replaceChildren(
    h(
      "div",
      { class: "home" },
      ...(view
        ? drawBlocks(view.blocks, {
            at: { viewId: view.id },
            state,
            values: view.values,
            errors: {},
            put: () => {},
          })
        : [h("p", { class: "empty" }, "The app has not published a home tab yet.")]),
    ),
  );
}

const stream = new EventSource("/sandbox/stream");
stream.onmessage = () => void refresh();
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && place.thread && !last?.modal) go({ thread: null });
});
