import { readFileSync } from 'node:fs';
import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { CART_LEFT_HANDLE, cartLeftPayload } from '#app/adapters/shopify/flow-trigger.ts';
import { gid } from '#app/domain/kernel/ids.ts';

interface Trigger {
  readonly extensions: readonly { readonly type: string; readonly handle: string; readonly name: string }[];
  readonly settings: { readonly fields: readonly { readonly type: string; readonly key?: string }[] };
}

const file = new URL('../../extensions/flow/shopify.extension.toml', import.meta.url);
const { extensions, settings } = parse(readFileSync(file, 'utf8')) as unknown as Trigger;

describe('the Flow trigger', () => {
  it('is the one that is fired, with a handle that Shopify takes', () => {
    expect(extensions).toMatchObject([{ type: 'flow_trigger', handle: CART_LEFT_HANDLE }]);
    expect(CART_LEFT_HANDLE).toMatch(/^[a-z0-9-]{1,30}$/);
  });

  it('has the fields that are sent, under names of letters and spaces', () => {
    const keys = settings.fields.flatMap(({ key }) => key ?? []);
    const payload = cartLeftPayload({
      customerId: gid('Customer', 7),
      cartUrl: 'https://shop.example/cart/1:1',
      products: ['A mug', 'A bowl'],
      value: { amountMinor: 1_250, currency: 'GBP' },
    });
    expect(Object.keys(payload)).toEqual(['customer_id', ...keys]);
    expect(payload).toMatchObject({ customer_id: 7, Products: 'A mug\nA bowl', 'Cart value': 12.5 });
    for (const key of keys) expect(key).toMatch(/^[A-Za-z ]+$/);
    expect(settings.fields[0]).toEqual({ type: 'customer_reference' });
  });
});
