/// <reference lib="dom" />
import { h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import { menuButton } from "../ui/menu.ts";

type Theme = "system" | "light" | "dark";
const KEPT = "dealdesk.theme";
const NAMES: Record<Theme, string> = { system: "As the system", light: "Light", dark: "Dark" };

function isTheme(value: string | null): value is Theme {
  return value !== null && Object.hasOwn(NAMES, value);
}

function chosen(): Theme {
  const kept = localStorage.getItem(KEPT);
  return isTheme(kept) ? kept : "system";
}

/** Takes up what was chosen the last time. */
export function applyTheme(): void {
  document.documentElement.dataset.theme = chosen();
}

/** The menu that chooses between light and dark. */
export function themeButton(): HTMLElement {
  return menuButton({ label: "Theme", class: "icon-button", end: true }, [icon("sun")], () =>
    (["system", "light", "dark"] as const).map((each) => ({
      text: NAMES[each],
      lead: h("span", { class: "menu-mark" }, each === chosen() ? icon("check") : null),
      run() {
        localStorage.setItem(KEPT, each);
        applyTheme();
      },
    })),
  );
}
