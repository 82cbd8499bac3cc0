/// <reference lib="dom" />
import type { PageState } from "../page-state.ts";
import { loadCompletions } from "./api.ts";
import { composer } from "./composer/composer.ts";
import { drawModal } from "./dialogs/modal.ts";
import { drawChannels, stepChannel } from "./frame/channels.ts";
import { drawHead } from "./frame/head.ts";
import { drawHome } from "./frame/home.ts";
import { drawPeople, stepPerson } from "./frame/people.ts";
import { applyTheme } from "./frame/theme.ts";
import { threadPane } from "./frame/thread.ts";
import { topBar } from "./frame/top.ts";
import { messageList } from "./messages/list.ts";
import { go, HOME, here, linked, refresh, start } from "./place.ts";
import { drawInspector, startInspector } from "./traffic/inspector.ts";
import { byId, h } from "./ui/dom.ts";

let last: PageState;
/** Where the unread part began when this channel was entered; it stays marked for the visit. */
let firstUnread: string | null = null;

applyTheme();
startInspector();
const top = topBar(() => last);
const messages = messageList(byId("list"));
const thread = threadPane();
const main = composer(byId("composer") as HTMLFormElement, false);

function draw(state: PageState, arrived: boolean): void {
  last = state;
  if (arrived) firstUnread = state.firstUnread;
  top.draw(state);
  drawPeople(state);
  drawChannels(state);
  drawHead(state);
  const isHome = here.channel === HOME;
  byId("composer").hidden = isHome;
  if (isHome) drawHome(state, arrived);
  else {
    messages.draw({
      place: `${state.me.id} ${state.channel?.id}`,
      messages: state.messages,
      state,
      inThread: false,
      firstUnread,
      before: beforeFirst(state),
    });
    main.draw(state);
    showLinked();
  }
  thread.draw(state);
  drawModal(state);
  if (arrived && !state.modal && !isHome && !here.thread && !isTouch()) main.focus();
}

/** A keyboard that jumps up covers half of a phone. */
function isTouch(): boolean {
  return window.matchMedia("(pointer: coarse)").matches;
}

const earlier = h(
  "button",
  { type: "button", class: "button earlier", onclick: () => go({ most: here.most + 100 }) },
  "Show earlier messages",
);
const examples = h("div", { class: "row examples" });
const empty = h(
  "div",
  { class: "empty" },
  h("p", {}, "Nothing here yet. Type a message, or / to see what the app can do."),
  examples,
);
void loadCompletions().then((completions) => {
  const lines = completions.examples ?? [];
  examples.append(
    ...lines.map((text) =>
      h("button", { type: "button", class: "chip", onclick: () => main.offer(text) }, text),
    ),
  );
});

function beforeFirst(state: PageState): HTMLElement | null {
  if (state.messages.length === 0) return empty;
  return state.hasEarlier ? earlier : null;
}

function showLinked(): void {
  const node = linked.ts ? messages.find(linked.ts) : null;
  if (!node) return;
  linked.ts = null;
  node.classList.add("linked");
  node.scrollIntoView({ block: "center" });
}

document.addEventListener("keydown", (event) => {
  const isCommand = event.ctrlKey || event.metaKey;
  if (isCommand && event.key.toLowerCase() === "k") top.jump();
  else if (event.altKey && event.key === "ArrowDown") step(1, event.shiftKey);
  else if (event.altKey && event.key === "ArrowUp") step(-1, event.shiftKey);
  // By the key and not by what it types: with Option, a Mac types π.
  else if (event.altKey && event.code === "KeyP") stepPerson(last, event.shiftKey ? -1 : 1);
  else if (event.key === "Escape" && !last.modal && here.thread) {
    go({ thread: null });
    main.focus();
  } else return;
  event.preventDefault();
});

function step(by: number, unread: boolean): void {
  stepChannel(last, by, unread);
}

byId("shade").addEventListener("click", () => document.body.classList.remove("side-open"));
byId("skip").addEventListener("click", () => main.focus());

await start(draw);
const stream = new EventSource("/sandbox/stream");
stream.onmessage = (event) => {
  if (event.data === "state") void refresh();
  void drawInspector();
};
