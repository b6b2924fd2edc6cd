/**
 * JSON as Shopify's webhooks send it: REST-shaped payloads carry ids as bare numbers, also above 2^53, where a JSON number
 * loses digits. Every integer of 16 digits and more is therefore read as text.
 */
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const LONG_INTEGER = /^-?\d{16,}$/;
/** The NUL character, which no PostgreSQL text holds. */
const NUL_ESCAPE = /(?<!\\)((?:\\\\)*)\\u0000/g;

/** Parses JSON with long integers as text. Throws SyntaxError for text that is no JSON. */
export function parseWebhookJson(text: string): unknown {
  const clean = text.includes('\\u0000') ? text.replace(NUL_ESCAPE, '$1') : text;
  if (!/\d{16}/.test(clean)) return JSON.parse(clean);
  return JSON.parse(
    clean.replace(STRING_OR_NUMBER, (token) => (LONG_INTEGER.test(token) ? `"${token}"` : token)),
  );
}
