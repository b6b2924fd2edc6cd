/**
 * Where the app is, compiled in. `shopify app dev` and extensions/build.ts define APP_URL; `shopify app build` and `deploy`
 * define what the .env file beside shopify.app.toml holds, that is SHOPIFY_APP_URL.
 *
 * @throws Error when the bundle was built without either.
 */
export function readAppUrl(): string {
  const url = definedOrNull(() => process.env.APP_URL) ?? definedOrNull(() => process.env.SHOPIFY_APP_URL);
  if (!url) throw new Error('Expected SHOPIFY_APP_URL in .env when this extension was built, found none.');
  return url.replace(/\/+$/, '');
}

/** A name the build did not define is left in the code, and `process` does not exist where it runs. */
function definedOrNull(read: () => string | undefined): string | null {
  try {
    return read() ?? null;
  } catch {
    return null;
  }
}
