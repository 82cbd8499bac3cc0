/** "okta" is what "Okta" and "Okta SSO" ask for: equal, or one named by whole words in the other. */
export function isSameSkill(a: string, b: string): boolean {
  const [left, right] = [words(a), words(b)];
  return left !== "  " && right !== "  " && (left.includes(right) || right.includes(left));
}

/** Whether the text names the skill; punctuation ends a word: "SSO (Okta)" names okta. */
export function namesSkill(text: string, skill: string): boolean {
  const plain = text.replace(/[^\p{L}\p{N}+#.-]+/gu, " ").replace(/\.+(?=\s|$)/g, " ");
  return words(skill) !== "  " && words(plain).includes(words(skill));
}

function words(text: string): string {
  return ` ${text
    .toLowerCase()
    .split(/[\s/,-]+/)
    .filter(Boolean)
    .join(" ")} `;
}
