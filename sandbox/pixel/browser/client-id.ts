/** The cookie by which Shopify knows a browser. */
const COOKIE = '_shopify_y';

/** The browser's id, made when there is none: call it only for a visitor who allows analytics. */
export function readClientId(): string {
  const known = document.cookie.match(/(?:^|; )_shopify_y=([^;]+)/)?.[1];
  if (known) return known;
  const made = crypto.randomUUID();
  document.cookie = `${COOKIE}=${made}; path=/; samesite=lax; max-age=31536000`;
  return made;
}

/** A visitor who refuses analytics is known by no id. */
export function forgetClientId(): void {
  document.cookie = `${COOKIE}=; path=/; max-age=0`;
}
