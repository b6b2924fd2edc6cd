const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** The text with its placeholders' values in their places; null when one has none. */
export function fillText(text: string, valueOf: (name: string) => string | null): string | null {
  let isComplete = true;
  const filled = text.replace(PLACEHOLDER, (_, name: string) => {
    const value = valueOf(name);
    if (value === null) isComplete = false;
    return value ?? '';
  });
  return isComplete ? filled : null;
}

/** Names of a text's placeholders, each once, in the order in which they stand there. */
export function placeholdersOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].flatMap(([, name]) => name ?? []))];
}
