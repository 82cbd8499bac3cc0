/// <reference lib="dom" />
import { upload } from "../api.ts";
import { h } from "../ui/dom.ts";
import { icon } from "../ui/icons.ts";
import type { Control } from "./element.ts";

/** A place for files: chosen, or dropped on it. */
export function fileInput({ element, named, put }: Control<"file_input">): HTMLElement {
  const most = element.max_files ?? 10;
  const names = h(
    "span",
    {},
    most > 1 ? "Choose files or drop them here" : "Choose a file or drop it here",
  );
  const take = async (files: readonly File[]) => {
    names.textContent = files.map((each) => each.name).join(", ") || "Nothing chosen";
    await put(await Promise.all(files.slice(0, most).map(upload)));
  };
  const input = h("input", {
    ...named,
    type: "file",
    multiple: most > 1,
    accept: element.filetypes?.map((each) => `.${each}`).join(","),
    onchange: () => void take([...(input.files ?? [])]),
  });
  return h(
    "label",
    {
      class: "drop",
      ondragover: (event) => event.preventDefault(),
      ondrop: (event) => {
        event.preventDefault();
        void take([...((event as DragEvent).dataTransfer?.files ?? [])]);
      },
    },
    icon("clip"),
    names,
    input,
    element.filetypes ? h("small", {}, element.filetypes.join(", ")) : null,
  );
}
