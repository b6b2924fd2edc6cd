import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { InstallationStore } from '#sandbox/access/installation.ts';
import { mintAdminToken } from '#sandbox/access/session-token.ts';
import { send, sendHtml, sendJson } from '#sandbox/http/body.ts';
import type { Router } from '#sandbox/http/router.ts';
import { productImageUrl } from '#sandbox/pictures/image-url.ts';
import type { SandboxSettings } from '#sandbox/settings.ts';
import { gid } from '#sandbox/shop/gid.ts';
import { decimal } from '#sandbox/shop/money.ts';
import type { Product, Shop } from '#sandbox/shop/shop.ts';
import { createAppAddress } from './app-address.ts';
import { renderFrame } from './page.ts';

const scripts = new Map<string, string>();

/** A browser script of this folder with all it imports, as one plain script. Bundled on first use. */
async function browserScript(name: 'app-bridge' | 'frame'): Promise<string> {
  const known = scripts.get(name);
  if (known !== undefined) return known;
  const entry = fileURLToPath(new URL(`browser/${name}.ts`, import.meta.url));
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    write: false,
  });
  const script = outputFiles.map(({ text }) => text).join('');
  scripts.set(name, script);
  return script;
}

const SCRIPT_TYPE = 'text/javascript; charset=utf-8';

/** A product as the resource picker answers it. */
const pickedProduct = (product: Product, origin: string) => ({
  id: gid('Product', product.id),
  title: product.title,
  handle: product.handle,
  image: productImageUrl(origin, product),
  images: [{ originalSrc: productImageUrl(origin, product), altText: product.title }],
  variants: [
    {
      id: gid('ProductVariant', product.variantId),
      title: 'Default Title',
      price: decimal(product.priceMinor),
      sku: product.sku,
    },
  ],
});

const MOST_PICKED = 50;

/** The admin frame, the App Bridge stand-in, and the data both ask for. */
export function mountAdminFrame(
  router: Router,
  shop: Shop,
  settings: SandboxSettings,
  installation: InstallationStore,
  originOf: () => string,
): void {
  const { handle, name } = shop.identity;
  const base = `/store/${handle}/apps/attune`;

  router.get(`${base}/*path`, ({ params, url, response }) => {
    const appAddress = createAppAddress(params['path'] ?? '', shop.identity, settings, url.searchParams);
    sendHtml(response, renderFrame({ shopName: name, appAddress, base }));
  });
  router.get('/app-bridge.js', async ({ response }) =>
    send(response, 200, SCRIPT_TYPE, await browserScript('app-bridge')),
  );
  router.get('/admin-frame.js', async ({ response }) =>
    send(response, 200, SCRIPT_TYPE, await browserScript('frame')),
  );

  router.get('/store-data/session-token', ({ response }) =>
    sendJson(response, 200, { token: mintAdminToken(shop.identity, settings) }),
  );
  router.get('/store-data/scopes', ({ response }) => {
    const granted = installation.read().scopes;
    sendJson(response, 200, { granted, required: granted, optional: [] });
  });
  router.get('/store-data/products', ({ url, response }) => {
    const words = (url.searchParams.get('query') ?? '').toLowerCase().split(/\s+/);
    const found = shop.products.filter(({ title }) =>
      words.every((word) => title.toLowerCase().includes(word)),
    );
    sendJson(response, 200, {
      products: found.slice(0, MOST_PICKED).map((product) => pickedProduct(product, originOf())),
    });
  });
}
