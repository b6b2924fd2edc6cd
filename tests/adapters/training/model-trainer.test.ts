import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSnapshotStore } from '#app/adapters/prisma/catalog/snapshot-store.ts';
import { createModelTrainer } from '#app/adapters/training/model-trainer.ts';
import type { ShopId } from '#app/domain/kernel/ids.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import type { CandidateQuery } from '#app/domain/recommendations/model.ts';
import { cloneDatabase, type ClonedDatabase } from '#tests/support/database.ts';
import { insertRows } from '#tests/support/rows.ts';
import { NOW, product } from '../../domain/builders.ts';

let database: ClonedDatabase;
let pool: pg.Pool;
let shopId: ShopId;

beforeAll(async () => {
  database = await cloneDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 4 });
  const { rows } = await pool.query<{ id: ShopId }>(
    `INSERT INTO shop (domain, name, currency, timezone, scopes, installed_at)
     VALUES ('a.myshopify.com', 'A', 'GBP', 'Europe/London', '{}', now()) RETURNING id`,
  );
  shopId = Number(rows[0]?.id) as ShopId;
  await insertRows(
    pool,
    'product',
    [...'abcd'].map((letter) => ({
      shop_id: shopId,
      id: product(letter),
      title: `Product ${letter}`,
      handle: letter,
      vendor: 'V',
      type: 'T',
      tags: ['x'],
      status: 'ACTIVE',
      updated_at: new Date(),
    })),
  );
  await placeOrders(0, 120, (at) => (at % 2 === 0 ? 'ab' : 'cd'));
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

async function placeOrders(from: number, to: number, letters: (at: number) => string): Promise<void> {
  await insertRows(
    pool,
    'orders',
    Array.from({ length: to - from }, (_, index) => index + from).map((at) => ({
      shop_id: shopId,
      id: gid('Order', at),
      customer_id: gid('Customer', at % 9),
      processed_at: new Date((NOW - (500 - at) * 3_600) * 1000),
      updated_at: new Date(),
      country: 'GB',
      currency: 'GBP',
      subtotal_minor: 100,
      total_minor: 100,
      lines: [...letters(at)].map((letter, line) => ({
        id: `${at}-${line}`,
        productId: product(letter),
        quantity: 1,
        currentQuantity: 1,
        unitPriceMinor: 50,
      })),
    })),
  );
}

const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const trainer = () => createModelTrainer(pool, database.url);
const served = (known = null as Parameters<ReturnType<typeof createSnapshotStore>['readModel']>[1]) =>
  createSnapshotStore(pool, log).readModel(shopId, known);
const best = async (model: Awaited<ReturnType<typeof served>>, letter: string) =>
  model?.candidates(aQuery(letter, 1))[0]?.productId;
const aQuery = (letter: string, limit: number): CandidateQuery => ({
  cart: [product(letter)],
  history: [],
  views: [],
  now: NOW,
  country: 'GB',
  titleOf: () => null,
  limit,
});

describe('createModelTrainer', () => {
  it('keeps nothing of a training that was killed half-way; then a quick one and a full one are whole', async () => {
    const killing = new AbortController();
    const steps: string[] = [];
    const training = trainer().train(shopId, {
      signal: killing.signal,
      onProgress: (step) => {
        steps.push(step);
        killing.abort();
      },
    });
    await expect(training).rejects.toThrow(/^The training thread ended half-way, with code/);
    expect(steps[0]).toBe('orders');
    expect(await served()).toBeNull();

    const told: string[] = [];
    const quick = await trainer().train(shopId, { isQuick: true, onProgress: (step) => told.push(step) });
    expect(quick).toMatchObject({ orders: 120, products: 4, objection: null });
    expect(told.splice(0)).toEqual(['orders', 'models']);
    expect(await best(await served(), 'a')).toBe(product('b'));

    const model = await trainer().train(shopId, { onProgress: (step) => told.push(step) });
    expect(model).toMatchObject({ orders: 120, products: 4, objection: null });
    expect(told).toEqual(['orders', 'models of the past', 'examples', 'ranker', 'models']);
    expect(await best(await served(), 'a')).toBe(product('b'));
  });

  it('serves what was bought since, without a training, in the model that already serves', async () => {
    const before = await served();
    expect(await best(before, 'c')).toBe(product('d'));
    await placeOrders(120, 220, () => 'ca');
    const after = await served(before);
    expect(after).toBe(before);
    const offers = after?.candidates(aQuery('c', 4));
    expect(offers?.find(({ productId }) => productId === product('a'))?.reason).toMatchObject({
      code: 'bought-together',
      evidence: { orders: 100, ordersOfSku: 160 },
    });
  });

  it('lets an offer sink that was shown in vain, when the next order is learned', async () => {
    await pool.query(
      `INSERT INTO campaign (shop_id, id, name, kind, status, audience, excluded, placements, content)
       VALUES ($1, 'k', 'K', 'upsell', 'running', '{}', '{}', '{}', '{}')`,
      [shopId],
    );
    const [before] = (await served())?.candidates(aQuery('c', 1)) ?? [];
    await insertRows(
      pool,
      'item_event',
      Array.from({ length: 5_000 }, (_, at) => ({
        shop_id: shopId,
        decision_id: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
        item_key: `k:${before?.productId}`,
        kind: 'exposure',
        campaign_id: 'k',
        at: new Date(),
      })),
    );
    const model = await served();
    const offers = model?.candidates(aQuery('c', 4)) ?? [];
    const after = offers.find(({ productId }) => productId === before?.productId);
    expect(after?.score).toBeLessThan(before?.score ?? 0);
  });

  it('stores a model that lost orders, with the objection, and goes on serving the other', async () => {
    const running = await served();
    await pool.query(`DELETE FROM orders WHERE shop_id = $1 AND id <> ALL ($2)`, [
      shopId,
      Array.from({ length: 60 }, (_, at) => gid('Order', at)),
    ]);
    const model = await trainer().train(shopId);
    expect(model.objection).toBe(
      'It learned from 60 orders, the running model from 120: orders are missing.',
    );
    expect((await served())?.version).toBe(running?.version);
    expect(model.version).toBeGreaterThan(running?.version ?? 0);
  });
});
