import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { openInstallation, type InstallationStore } from './access/installation.ts';
import type { AdminContext } from './admin-api/context.ts';
import { createThrottle, type Throttle } from './admin-api/cost.ts';
import { createMetafieldStore } from './admin-api/metafields.ts';
import { createBulkOperations, type BulkOperations } from './bulk/bulk-operations.ts';
import { createDiscountCheckouts } from './functions/discount-checkouts.ts';
import { createDiscountStore } from './functions/discount-store.ts';
import { createReplay, type Replay } from './control/replay.ts';
import { createPixelStore } from './pixel/pixel-store.ts';
import type { SandboxSettings } from './settings.ts';
import { createShop, IDENTITY } from './shop/create-shop.ts';
import { openJsonLines } from './shop/json-lines.ts';
import { buildShopData } from './shop/shop-data.ts';
import type { Shop } from './shop/shop.ts';
import { announceEvents } from './webhooks/announce.ts';
import { createDeliverer, type Deliverer } from './webhooks/deliver.ts';
import { bulkFinishPayload } from './webhooks/payloads/shop.ts';

/** Everything behind the sandbox's ports. */
export interface World {
  readonly settings: SandboxSettings;
  readonly shop: Shop;
  readonly installation: InstallationStore;
  readonly deliverer: Deliverer;
  readonly replay: Replay;
  readonly throttle: Throttle;
  readonly bulk: BulkOperations;
  readonly adminContext: AdminContext;
  /** How long the shop took to build. */
  readonly buildMs: number;
  readonly origin: () => string;
  close(): Promise<void>;
}

/** Forgets what happened in the sandbox; certificates stay. */
export function forgetWorld(dir: string): void {
  for (const name of [
    'journal.jsonl',
    'metafields.jsonl',
    'discounts.jsonl',
    'pixel.jsonl',
    'installation.json',
    'bulk',
  ])
    rmSync(join(dir, name), { force: true, recursive: true });
}

/** What the app wrote through the Admin API. */
function openWritten(dir: string): Pick<AdminContext, 'metafields' | 'discounts' | 'pixel'> {
  return {
    metafields: createMetafieldStore(openJsonLines(join(dir, 'metafields.jsonl'))),
    discounts: createDiscountStore(openJsonLines(join(dir, 'discounts.jsonl'))),
    pixel: createPixelStore(openJsonLines(join(dir, 'pixel.jsonl'))),
  };
}

/** Builds the shop from the data and the journal, and all that acts on it. `origin` answers the address of the plain port. */
export function createWorld(settings: SandboxSettings, origin: () => string): World {
  const started = performance.now();
  const installation = openInstallation(
    join(settings.dir, 'installation.json'),
    settings.now(),
    settings.scopes,
  );
  const written = openWritten(settings.dir);
  const data = buildShopData({ ...settings, anchor: installation.read().anchor });
  const shop = createShop(
    data,
    openJsonLines(join(settings.dir, 'journal.jsonl')),
    settings.now,
    createDiscountCheckouts({ ...written, extensionsDir: settings.extensionsDir }),
  );
  const buildMs = Math.round(performance.now() - started);
  const deliverer = createDeliverer(settings, IDENTITY.domain);
  const replay = createReplay(shop, deliverer);
  const bulk = createBulkOperations(
    join(settings.dir, 'bulk'),
    () => adminContext,
    (operation) => {
      if (installation.read().installedAt === null) return;
      const completedAt = operation.completedAt ?? settings.now();
      deliverer.send({
        topic: 'bulk_operations/finish',
        payload: bulkFinishPayload({ ...operation, completedAt }),
      });
    },
  );
  const adminContext: AdminContext = {
    shop,
    settings,
    installation: installation.read,
    origin,
    bulk,
    ...written,
    flowTriggers: [],
  };
  const stopAnnouncing = announceEvents(shop, deliverer, installation, origin);
  return {
    settings,
    shop,
    installation,
    deliverer,
    replay,
    throttle: createThrottle(() => Date.now()),
    bulk,
    adminContext,
    buildMs,
    origin,
    close: async () => {
      stopAnnouncing();
      replay.stop();
      await bulk.idle();
      await deliverer.close();
    },
  };
}
