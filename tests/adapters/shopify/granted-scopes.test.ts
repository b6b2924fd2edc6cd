import { describe, expect, it } from 'vitest';
import { grantedScopes } from '#app/adapters/shopify/granted-scopes.ts';
import { parseDelivery } from '#app/adapters/shopify/webhooks/parse-delivery.ts';

describe('grantedScopes', () => {
  it('lets who may write read too, where the scope to read is not named', () => {
    expect(grantedScopes(['read_orders', 'write_customers'])).toEqual([
      'read_orders',
      'write_customers',
      'read_customers',
    ]);
    expect(grantedScopes(['unauthenticated_write_checkouts'])).toContain('unauthenticated_read_checkouts');
  });

  it('names each once, and makes nothing of one that only sounds like it', () => {
    expect(grantedScopes(['read_products', 'write_products'])).toEqual(['read_products', 'write_products']);
    expect(grantedScopes(['read_all_orders'])).toEqual(['read_all_orders']);
  });
});

it('a change of scopes that names the one to write alone keeps the one to read', () => {
  const body = JSON.stringify({ id: 1, previous: ['read_customers'], current: ['write_customers'] });
  const times = { receivedAt: new Date(0), triggeredAt: null };
  const news = parseDelivery({ topic: 'app/scopes_update', body, ...times });
  expect(news).toEqual({
    ok: true,
    value: { kind: 'scopes-changed', scopes: ['write_customers', 'read_customers'] },
  });
});
