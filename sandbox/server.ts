/** The sandbox: a Shopify for one machine. `npm exec -- node sandbox/server.ts`; settings in settings.ts. */
import { join } from 'node:path';
import { mountAdminApi } from './admin-api/routes.ts';
import { mountAdminFrame } from './admin-frame/routes.ts';
import { mountAssets, mountCheckout } from './checkout/index.ts';
import { mountControl } from './control/routes.ts';
import { send } from './http/body.ts';
import { loadCertificates } from './http/certificates.ts';
import { listenHttp, listenTls } from './http/listen.ts';
import { createRouter, type Router } from './http/router.ts';
import { mountLoyalty } from './loyalty/routes.ts';
import { openMailbox, type Mailbox } from './mail/mailbox.ts';
import { mountWorkflows } from './flow/routes.ts';
import { mountMailbox } from './mail/routes.ts';
import { createPagePixels } from './pixel/page-pixel.ts';
import { drawTile } from './pictures/tile.ts';
import { readSandboxSettings, type SandboxSettings } from './settings.ts';
import { mountStorefrontApi } from './storefront-api/routes.ts';
import { buildStorefrontOnce } from './storefront/build.ts';
import { mountAppProxy } from './storefront/app-proxy.ts';
import { mountStorefront } from './storefront/routes.ts';
import { createWorld, forgetWorld, type World } from './world.ts';

export interface Sandbox {
  /** `http://127.0.0.1:3100` */
  readonly url: string;
  readonly assetUrl: string;
  readonly tlsPort: number;
  readonly assetPort: number;
  readonly mailPort: number;
  /** PEM of the CA that signed the TLS port's certificate. */
  readonly caPath: string;
  /** The running world, for tests in the same process. */
  world(): World;
  close(): Promise<void>;
}

function mountPictures(router: Router, { shop }: World): void {
  router.get('/cdn/products/:file', ({ params, response }) => {
    const product = shop.product(Number((params['file'] ?? '').replace(/\.svg$/, '')));
    if (!product) return send(response, 404, 'text/plain', 'No such product.');
    response.setHeader('Cache-Control', 'public, max-age=86400');
    response.setHeader('Access-Control-Allow-Origin', '*');
    send(response, 200, 'image/svg+xml; charset=utf-8', drawTile(product));
  });
}

function createRoutes(
  world: World,
  mailbox: Mailbox,
  assetPort: () => number,
  reset: () => Promise<void>,
): Router {
  const { shop, settings, installation, throttle, adminContext, origin } = world;
  const router = createRouter();
  mountAdminApi(router, { identity: shop.identity, settings, installation }, adminContext, throttle);
  mountStorefrontApi(router, shop, origin);
  mountPictures(router, world);
  const { extensionsDir } = settings;
  const pixelOf = createPagePixels({ extensionsDir, assetPort, pixel: adminContext.pixel, shop });
  mountStorefront(router, shop, {
    scriptsDir: buildStorefrontOnce,
    themeScriptDir: join(extensionsDir, 'theme'),
    pixelOf,
  });
  mountAppProxy(router, shop, settings);
  mountAdminFrame(router, shop, settings, installation, origin);
  mountCheckout(router, shop, settings, adminContext.metafields, assetPort, pixelOf);
  mountMailbox(router, mailbox);
  mountWorkflows(router, adminContext.flowTriggers);
  mountLoyalty(router, shop);
  mountControl(router, world, reset);
  return router;
}

/** Starts all four ports. Resolves when they answer. */
export async function startSandbox(settings: SandboxSettings): Promise<Sandbox> {
  const mailbox = await openMailbox(settings.host, settings.mailPort);
  const certificates = await loadCertificates(settings.dir);
  let port = settings.port;
  let assetPort = settings.assetPort;
  const origin = (): string => `http://${settings.host}:${port}`;
  let world = createWorld(settings, origin);
  const reset = async (): Promise<void> => {
    await world.close();
    forgetWorld(settings.dir);
    world = createWorld(settings, origin);
    router = createRoutes(world, mailbox, () => assetPort, reset);
  };
  let router = createRoutes(world, mailbox, () => assetPort, reset);
  const assets = createRouter();
  mountAssets(assets, settings);
  const servers = [
    await listenHttp(() => router, settings.port, settings.host),
    await listenTls(() => router, certificates, settings.tlsPort, settings.host),
    await listenHttp(() => assets, settings.assetPort, settings.host),
  ] as const;
  const [plain, tls, second] = servers;
  port = plain.port;
  assetPort = second.port;
  return {
    url: origin(),
    assetUrl: `http://${settings.host}:${assetPort}`,
    tlsPort: tls.port,
    assetPort,
    mailPort: mailbox.port,
    caPath: certificates.caPath,
    world: () => world,
    close: async () => {
      await world.close();
      await mailbox.close();
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

async function main(): Promise<void> {
  const started = performance.now();
  const sandbox = await startSandbox(readSandboxSettings(process.env));
  const { shop, buildMs } = sandbox.world();
  const { lines, refunded, partlyRefunded, leftOut } = shop.returns;
  console.log(
    `Sandbox shop ${shop.identity.domain} at ${sandbox.url} in ${Math.round(performance.now() - started)} ms (shop built in ${buildMs} ms).`,
  );
  console.log(
    `${shop.products.length} products, ${shop.customers.length} customers, ${shop.orders.length} orders, ${shop.heldBack().length} orders and refunds held back.`,
  );
  console.log(
    `${lines} return lines: ${refunded} refunded, ${partlyRefunded} in part, ${leftOut} left out (nothing bought before).`,
  );
  const stop = (): void => void sandbox.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

if (import.meta.main) await main();
