/// <reference lib="dom" />
import type { PageState } from "../../page-state.ts";
import { openChooser } from "../elements/chooser.ts";
import { go, HOME } from "../place.ts";
import { avatar } from "../ui/avatar.ts";
import { icon } from "../ui/icons.ts";
import type { Choice } from "../ui/listbox.ts";

/** Jumps to a person or a channel by a few letters, as Slack's Ctrl+K does. */
export function openSwitcher(trigger: HTMLElement, state: PageState): void {
  const people: Choice[] = state.people.map((each) => ({
    value: `person/${each.handle}`,
    text: each.name,
    note: each.title,
    group: "Act as",
    lead: avatar(each),
  }));
  const channels: Choice[] = state.channels.map((each) => ({
    value: `channel/${each.slug}`,
    text: each.name,
    note: each.topic,
    group: "Go to",
    lead: each.isIm ? icon("reply") : icon(each.isPrivate ? "lock" : "hash"),
  }));
  const home: Choice = {
    value: `channel/${HOME}`,
    text: `${state.bot.name} Home`,
    group: "Go to",
    lead: icon("home"),
  };
  openChooser(trigger, {
    label: "Jump to a person or a channel",
    isMany: false,
    isSearched: true,
    isHeld: () => false,
    async find(query) {
      const words = query.toLowerCase();
      return {
        choices: [...people, ...channels, home].filter((each) =>
          `${each.text} ${each.note ?? ""}`.toLowerCase().includes(words),
        ),
      };
    },
    pick({ value }) {
      const [kind, name = ""] = value.split("/");
      go(kind === "person" ? { as: name } : { channel: name });
    },
  });
}
