import { describe, expect, it } from 'vitest';
import { PAYLOAD_VERSION } from '#app/domain/campaigns/local/payload.ts';
import type { Host, HostMetafield } from '#extensions/checkout/src/core/host.ts';
import { readPayloads } from '#extensions/checkout/src/core/local/read-payloads.ts';

const NOW = 1_795_348_800;
const PRODUCT = 'gid://shopify/Product/1';
const BUYER = 'gid://shopify/Customer/42';

const field = (type: string, id: string, key: string, value: object): HostMetafield => ({
  target: { type, id },
  metafield: { namespace: '$app:attune', key, value: JSON.stringify(value) },
});
const payload = (named: string, until = NOW + 60) => ({ v: PAYLOAD_VERSION, until, named });

/** As far as payloads are read from it. */
const hostWith = (fields: readonly HostMetafield[], isSignedIn = true): Host =>
  ({
    lines: { current: [{ merchandise: { product: { id: PRODUCT } } }] },
    appMetafields: { current: fields },
    buyerIdentity: { customer: { current: isSignedIn ? { id: BUYER } : undefined } },
  }) as unknown as Host;

const OWN = field('shop', '1', 'local', payload('shop'));
const RANKER = field('shop', '1', 'ranker', payload('ranker'));
const OF_PRODUCT = field('product', '1', 'local', payload('product'));
const OF_BUYER = field('customer', '42', 'local', payload('customer'));
const SEGMENTS = field('customer', '42', 'segments', ['gold']);

describe('readPayloads', () => {
  it('finds what the app wrote of shop, ranking, product and buyer, and what the Discount Function reads of the buyer', () => {
    const read = readPayloads(hostWith([RANKER, OWN, OF_PRODUCT, OF_BUYER, SEGMENTS]), NOW);
    expect(read).toMatchObject({
      shop: { named: 'shop' },
      ranker: { named: 'ranker' },
      customer: { named: 'customer' },
      syncedSegments: ['gold'],
    });
    expect([...(read?.products ?? [])]).toMatchObject([[PRODUCT, { named: 'product' }]]);
  });

  it('gives a guest no segments, and goes without a ranking that has run out', () => {
    const old = field('shop', '1', 'ranker', payload('ranker', NOW));
    const read = readPayloads(hostWith([OWN, old, OF_PRODUCT, OF_BUYER, SEGMENTS], false), NOW);
    expect(read).toMatchObject({ ranker: null, customer: null, syncedSegments: [] });
  });

  it('is nothing where the shop, a product of the cart or a buyer who is signed in has none', () => {
    for (const fields of [
      [OF_PRODUCT, OF_BUYER],
      [OWN, OF_BUYER],
      [OWN, OF_PRODUCT],
    ])
      expect(readPayloads(hostWith(fields), NOW)).toBeNull();
  });
});
