/** The sandbox's checkout: pages that host the really bundled extension in Web Workers. See README.md. */
import path from 'node:path';
import { ADMIN_API_VERSION } from '#app/contracts/api-versions.ts';
import type { MetafieldStore } from '#sandbox/admin-api/metafields.ts';
import type { Router } from '#sandbox/http/router.ts';
import type { PagePixelOf } from '#sandbox/pixel/page-pixel.ts';
import type { SandboxSettings } from '#sandbox/settings.ts';
import type { Shop } from '#sandbox/shop/shop.ts';
import { buildCheckoutPages } from './build.ts';
import { sendAsset } from './http/assets.ts';
import { DEFAULT_PAGES_DIR, mountPages } from './http/mount-pages.ts';
import { createCheckoutShop } from './shop-checkout.ts';

let built: Promise<string> | null = null;

/** Once a process, when the first page is asked for: about half a second. */
function buildPagesOnce(): Promise<string> {
  built ??= buildCheckoutPages({ outDir: DEFAULT_PAGES_DIR }).then(({ outDir }) => outDir);
  return built;
}

/**
 * Puts /checkouts/* and /checkout-assets/* on the router.
 * @param assetPort the port that mountAssets' router listens on, when it is only known later; else settings.assetPort.
 */
export function mountCheckout(
  router: Router,
  shop: Shop,
  settings: SandboxSettings,
  metafields: Pick<MetafieldStore, 'list'>,
  assetPort: () => number = () => settings.assetPort,
  pixelOf?: PagePixelOf,
): void {
  mountPages(router, createCheckoutShop(shop, settings, metafields), {
    extensionsDir: settings.extensionsDir,
    assetPort,
    apiVersion: ADMIN_API_VERSION,
    pagesDir: buildPagesOnce,
    pixelOf,
  });
}

/** Serves the bundles as /legacy/<handle>.js, /modern/<handle>.js and /pixel/<handle>.js, on a router of an origin of their own. */
export function mountAssets(router: Router, settings: SandboxSettings): void {
  for (const stack of ['legacy', 'modern']) {
    router.get(`/${stack}/:file`, (exchange) =>
      sendAsset(exchange, path.join(settings.extensionsDir, stack)),
    );
  }
  router.get('/pixel/:file', (exchange) => sendAsset(exchange, settings.extensionsDir));
}
