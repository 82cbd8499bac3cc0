/// <reference lib="dom" />
import { h, safeUrl } from "../ui/dom.ts";

/** An image, or its words where it cannot be shown. */
export function picture(
  image: {
    image_url?: string | undefined;
    slack_file?: { id?: string | undefined } | undefined;
    alt_text: string;
  },
  size: "mini" | "thumb" | "wide",
): HTMLElement {
  const own = image.slack_file?.id ? `/sandbox/files/${image.slack_file.id}` : null;
  const src = own ?? (image.image_url ? safeUrl(image.image_url) : null);
  const element = h("img", { class: size, src, alt: image.alt_text, loading: "lazy" });
  element.addEventListener("error", () => {
    element.replaceWith(h("span", { class: "no-image" }, image.alt_text));
  });
  return element;
}
