/** What a field holds, read from the shapes of `view.state.values`: text, a number, an option, or a list of them. */
export function heldText(held: unknown): string {
  if (typeof held === "string" || typeof held === "number") return String(held);
  if (isRecord(held) && held.type === "rich_text") return richWords(held);
  return isRecord(held) && typeof held.value === "string" ? held.value : "";
}

/** The values of all that is chosen, with the words of options. */
export function heldTexts(held: unknown): { value: string; text: string }[] {
  const list: unknown[] = Array.isArray(held) ? held : held ? [held] : [];
  return list.flatMap((each) => {
    const value = heldText(each);
    const text = isRecord(each) && isRecord(each.text) ? each.text.text : value;
    return value ? [{ value, text: String(text) }] : [];
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function richWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(richWords).join("");
  if (!isRecord(value)) return "";
  return typeof value.text === "string" ? value.text : richWords(value.elements);
}
