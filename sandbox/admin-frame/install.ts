import type { InstallationStore } from '#sandbox/access/installation.ts';
import { BadRequest } from '#sandbox/http/body.ts';
import type { SandboxSettings } from '#sandbox/settings.ts';
import type { Shop } from '#sandbox/shop/shop.ts';
import { shopPayload } from '#sandbox/webhooks/payloads/shop.ts';
import type { World } from '#sandbox/world.ts';
import { createAppAddress } from './app-address.ts';

/** Apps refuse bots, and Node's own name counts as one. */
const BROWSER =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';
const VISIT_TIMEOUT_MS = 30_000;

/** The merchant's first visit: the app's document with a fresh id_token. The app exchanges it for its access token. */
export async function visitApp(
  shop: Shop,
  settings: SandboxSettings,
  installation: InstallationStore,
): Promise<void> {
  const address = createAppAddress('', shop.identity, settings);
  const headers = { 'User-Agent': BROWSER, Accept: 'text/html' };
  const response = await fetch(address, { headers, signal: AbortSignal.timeout(VISIT_TIMEOUT_MS) }).catch(
    (error) => {
      throw new BadRequest(
        `Expected the app at ${settings.appUrl}, found no answer (${error.message}).`,
        502,
      );
    },
  );
  await response.arrayBuffer();
  if (!response.ok)
    throw new BadRequest(`Expected the app to show its page, found status ${response.status}.`, 502);
  if (installation.read().installedAt === null) {
    throw new BadRequest('Expected the app to exchange its id_token for an access token; it did not.', 502);
  }
}

/** Tokens die first, and the web pixel with them; then app/uninstalled is told, as on Shopify. */
export function uninstallApp({ shop, settings, installation, deliverer, adminContext }: World): void {
  if (installation.read().installedAt === null)
    throw new BadRequest('Expected the app to be installed.', 409);
  installation.change({ installedAt: null, tokens: [] });
  adminContext.pixel.delete();
  deliverer.send({ topic: 'app/uninstalled', payload: shopPayload(shop.identity, settings.now()) });
}
