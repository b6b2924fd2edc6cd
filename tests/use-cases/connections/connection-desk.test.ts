import { afterEach, expect, it, vi } from 'vitest';
import { createConnectionBook } from '#app/adapters/prisma/shoppers/connection-book.ts';
import { createProfileStore } from '#app/adapters/prisma/shoppers/profile-store.ts';
import { createShopperReader } from '#app/adapters/prisma/shoppers/shopper-reader.ts';
import { createCipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import { gid, type ShopId } from '#app/domain/kernel/ids.ts';
import { createConnectionDesk } from '#app/use-cases/connections/connection-desk.ts';
import { openIngestion } from '#tests/support/ingestion.ts';
import { SHOP_DOMAIN } from '#tests/support/shopify-webhook.ts';

afterEach(() => vi.restoreAllMocks());

it('tells a person who tries a connection whose server says nothing that no answer came in time', async () => {
  const world = await openIngestion();
  const wait = AbortSignal.timeout.bind(AbortSignal);
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => wait(ms / 100));
  const { pool } = world.database;
  const connections = createConnectionBook(pool, createCipherBox(Buffer.alloc(32, 7)));
  const shop = { id: world.shopId as ShopId, domain: SHOP_DOMAIN };
  const settings = { source: { kind: 'places' }, needs: 'none', refreshDays: 7, keepDays: 30 } as const;
  await connections.save(shop.id, { id: 'crm', name: 'CRM', isOn: true, settings }, '', world.clock.now());
  await world.send({ topic: 'customers/create', body: { id: 1, updated_at: '2026-11-01T00:00:00Z' } });
  await world.fold();
  const desk = createConnectionDesk({
    connections,
    connector: {
      pull: (_settings, _secret, _subject, signal) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    },
    profiles: createProfileStore(
      pool,
      createShopperReader(() => ({})),
    ),
    source: { read: () => Promise.reject(new Error('Nobody asks for an address.')) },
    customerMetafields: { read: () => Promise.reject(new Error('Nobody asks for a metafield.')) },
    clock: world.clock,
  });
  expect(await desk.testConnection(shop, 'crm', gid('Customer', 1))).toEqual({
    outcome: 'failed',
    problem: 'Expected an answer within 15 seconds, found none.',
    values: {},
    unfit: [],
    knownUntil: null,
  });
  await world.close();
});
