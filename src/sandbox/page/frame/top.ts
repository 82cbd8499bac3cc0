/// <reference lib="dom" />
import type { PageState } from "../../page-state.ts";
import { clockButton, drawClock } from "../tools/clock.ts";
import { troubleButton } from "../tools/trouble.ts";
import { toggleInspector } from "../traffic/inspector.ts";
import { byId, h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { openSwitcher } from "./switcher.ts";
import { themeButton } from "./theme.ts";

/** Fills the bar above all else; it is made once and then only its words change. */
export function topBar(stateNow: () => PageState): { draw(state: PageState): void; jump(): void } {
  const team = h("strong", { class: "team" });
  const link = h("span", { class: "link-state", role: "status" });
  const jump = h(
    "button",
    {
      type: "button",
      class: "jump",
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      onclick: () => openSwitcher(jump, stateNow()),
    },
    icon("search"),
    h("span", { class: "grow" }, "Jump to a person or channel"),
    h("kbd", {}, "Ctrl K"),
  );
  const burger = h(
    "button",
    {
      type: "button",
      class: "icon-button burger",
      "aria-label": "People and channels",
      onclick: () => document.body.classList.toggle("side-open"),
    },
    icon("menu"),
  );
  byId("top").append(
    burger,
    team,
    jump,
    clockButton(stateNow),
    link,
    troubleButton(),
    h(
      "button",
      {
        type: "button",
        class: "tool",
        id: "traffic-button",
        "aria-expanded": "false",
        title: "What passes between the bot and Slack",
        onclick: () => toggleInspector(),
      },
      icon("pulse"),
      h("span", {}, "Traffic"),
    ),
    themeButton(),
  );
  return {
    jump: () => jump.click(),
    draw(state) {
      team.textContent = state.team;
      link.textContent = state.isConnected ? "App connected" : "No app connected";
      link.classList.toggle("off", !state.isConnected);
      drawClock(state);
    },
  };
}
