/** A metafield as Shopify gives it: its value as text. */
export interface TypedText {
  readonly type: string;
  readonly value: string;
}

/** What a text of JSON says; null where it is none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
