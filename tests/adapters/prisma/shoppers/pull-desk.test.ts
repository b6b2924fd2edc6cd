import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createConnectionBook } from '#app/adapters/prisma/shoppers/connection-book.ts';
import { createMetafieldCalls, createPullDesk } from '#app/adapters/prisma/shoppers/pull-desk.ts';
import { createCipherBox } from '#app/adapters/prisma/shops/token-cipher.ts';
import { toDate } from '#app/domain/kernel/instant.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import { emptyProfile } from '#app/domain/profiles/empty-profile.ts';
import { eventually } from '#tests/support/eventually.ts';
import { openCheckoutShop, type OpenCheckoutShop } from '#tests/support/open-checkout-shop.ts';
import { profileColumns } from '#tests/support/profile-rows.ts';
import { insertRows } from '#tests/support/rows.ts';
import { ENCRYPTION_KEY } from '#tests/support/running-server.ts';

const NOW = 1_795_348_800;
const [FIRST, SECOND] = [gid('Customer', 1), gid('Customer', 2)];
const source = { kind: 'wishlist', namespace: 'custom', key: 'wishlist' } as const;
const cipher = createCipherBox(ENCRYPTION_KEY);
let opened: OpenCheckoutShop;
/** More connections at once than the shop's own pool has. */
let pool: pg.Pool;

beforeAll(async () => {
  opened = await openCheckoutShop('one.myshopify.com');
  pool = new pg.Pool({ connectionString: opened.databaseUrl, max: 6 });
  await saveConnection();
  const base = { shop_id: opened.shopId, attribute_log: {}, config_version: 1, updated_at: toDate(NOW) };
  const customers = [FIRST, SECOND].map((id) => ({ ...base, ...profileColumns(emptyProfile(id)) }));
  await insertRows(pool, 'profile', customers);
});
afterAll(async () => {
  await pool.end();
  await opened.close();
});

async function saveConnection(): Promise<void> {
  const settings = { source, needs: 'none', refreshDays: 7, keepDays: 30 } as const;
  const connection = { id: 'wishes', name: 'Wishlist', isOn: true, settings };
  await createConnectionBook(pool, cipher).save(opened.shopId, connection, undefined, NOW);
}

const pullOf = (shopperId: typeof FIRST) =>
  ({ shopperId, at: NOW, dueAt: NOW + 60, outcome: 'unknown', problem: null }) as const;
const record = (...customers: readonly (typeof FIRST)[]) =>
  createPullDesk(pool, cipher).record(opened.shopId, 'wishes', customers.map(pullOf), NOW);
async function callFor(...customers: readonly (typeof FIRST)[]): Promise<void> {
  const client = await pool.connect();
  try {
    await createMetafieldCalls(client, opened.shopId).callFor(customers, NOW);
  } finally {
    client.release();
  }
}

/** The second row was written before the first, so that the order in which they lie is not the one they are taken in. */
beforeEach(async () => {
  await pool.query('DELETE FROM connection_pull');
  await record(SECOND);
  await record(FIRST);
});

/** Customers whose row nobody has in hand while somebody else has the first one's and `work` waits for it. */
async function freeWhile(work: () => Promise<void>): Promise<readonly string[]> {
  const holder = await pool.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT FROM connection_pull WHERE shopper_id = $1 FOR UPDATE', [FIRST]);
  const working = work();
  try {
    await eventually(async () => {
      const { rows } = await pool.query('SELECT FROM pg_locks WHERE NOT granted');
      expect(rows).toHaveLength(1);
    });
    const free = 'SELECT shopper_id FROM connection_pull FOR UPDATE SKIP LOCKED';
    return (await pool.query<{ shopper_id: string }>(free)).rows.map(({ shopper_id }) => shopper_id);
  } finally {
    await holder.query('ROLLBACK');
    holder.release();
    await working;
  }
}

describe('rows of pulls', () => {
  it.each([
    ['what came of asking', () => record(SECOND, FIRST)],
    ['a call to ask again', () => callFor(SECOND, FIRST)],
    ['a saved connection, which has everybody asked again', saveConnection],
  ])('are taken in one order by %s, so that no two wait for each other', async (_, work) => {
    expect(await freeWhile(work)).toEqual([SECOND]);
  });
});

describe('a claim', () => {
  it('of two at once is given to one', async () => {
    await pool.query('UPDATE connection_pull SET due_at = $1', [toDate(NOW)]);
    const claim = () => createPullDesk(pool, cipher).claim(NOW, 600, () => 20);
    const claimed = await Promise.all([claim(), claim(), claim()]);
    const due = claimed.flatMap((each) => each?.customers ?? []);
    expect(due.toSorted()).toEqual([FIRST, SECOND, gid('Customer', 42)]);
  });
});
