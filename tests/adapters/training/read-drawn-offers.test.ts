import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { decisionsInto } from '#tests/support/write-decisions.ts';
import { silentLog } from '#app/adapters/system/log.ts';
import { readDrawnOffers } from '#app/adapters/training/read-drawn-offers.ts';
import { gid, type ShopId } from '#app/domain/kernel/ids.ts';
import type { LedgerEntry } from '#app/ports/ledger.ts';
import { cloneDatabase, type ClonedDatabase } from '#tests/support/database.ts';
import { insertRows } from '#tests/support/rows.ts';
import { product } from '../../domain/builders.ts';

let database: ClonedDatabase;
let pool: pg.Pool;
let shopId: ShopId;
const start = Math.floor(Date.now() / 1000) - 3_600;
const customer = gid('Customer', 7);
const itemKey = `k:${product('b')}`;
const alternatives = ['b', 'c'].map((letter) => ({ productId: product(letter), propensity: 0.5 }));

beforeAll(async () => {
  database = await cloneDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  const { rows } = await pool.query<{ id: ShopId }>(
    `INSERT INTO shop (domain, name, currency, timezone, scopes, installed_at)
     VALUES ('a.myshopify.com', 'A', 'GBP', 'Europe/London', '{}', now()) RETURNING id`,
  );
  shopId = Number(rows[0]?.id) as ShopId;
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

let decisions = 0;

/** A decision with an offer that was drawn, `seconds` after the start, and what became of it; minutes say when. */
async function decided(
  checkoutToken: string,
  seconds: number,
  events: Readonly<Record<string, number>>,
  parts: Partial<LedgerEntry> = {},
): Promise<void> {
  const decisionId = `00000000-0000-7000-8000-${String(decisions++).padStart(12, '0')}`;
  const item = {
    itemKey,
    campaignId: 'k',
    placement: 'checkout.block',
    kind: 'offer',
    productId: product('b'),
  };
  const write = decisionsInto({
    pool,
    sealAddress: () => '',
    log: silentLog,
    nowMs: () => start * 1000,
  });
  await write([
    {
      decisionId,
      shopId,
      shopperId: null,
      checkoutToken,
      decidedAtMs: (start + seconds) * 1000,
      channel: 'checkout',
      placements: ['checkout.block'],
      items: [{ ...item, alternatives }],
      refusals: [],
      basis: {
        modelVersion: 1,
        configVersion: 1,
        catalogVersion: 1,
        profileUpdatedAt: null,
        segmentIds: [],
        asked: { cart: [product('a')], country: 'GB' },
        codeVersion: '0',
      },
      failure: null,
      durationMicros: 1,
      ...parts,
    },
  ]);
  await insertRows(
    pool,
    'item_event',
    Object.entries(events).map(([kind, minutes]) => ({
      shop_id: shopId,
      decision_id: decisionId,
      item_key: itemKey,
      kind,
      campaign_id: 'k',
      at: new Date((start + seconds + minutes * 60) * 1000),
    })),
  );
}

it('reads offers that were drawn and shown, once a checkout, with what became of them', async () => {
  const choice = {
    customer: null,
    country: 'GB',
    cart: [product('a')],
    alternatives: ['b', 'c'].map((letter) => ({ sku: product(letter), propensity: 0.5 })),
    drawn: product('b'),
  };
  await decided('never shown', 1, {});
  await decided('ignored', 2, { exposure: 1 }, { shopperId: customer });
  await decided('accepted on a later render', 3, { exposure: 1 });
  await decided('accepted on a later render', 4, { exposure: 1, acceptance: 2 });
  await decided('undone', 5, { exposure: 1, acceptance: 2, undo: 3 });
  await decided('not drawn', 6, { exposure: 1 }, { items: [] });
  expect(await readDrawnOffers(pool, shopId)).toEqual([
    { ...choice, at: start + 5, accepted: false },
    { ...choice, at: start + 3, accepted: true },
    { ...choice, at: start + 2, accepted: false, customer },
  ]);
});
