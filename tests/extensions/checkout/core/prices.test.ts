import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { Host } from '#extensions/checkout/src/core/host.ts';
import { checkPrices } from '#extensions/checkout/src/core/prices.ts';
import { MESSAGE, OFFER, onSale, SECOND_OFFER } from '#tests/extensions/support/answers.ts';

const schema = buildSchema(
  readFileSync(new URL('../../../../sandbox/storefront-api/schema.graphql', import.meta.url), 'utf8'),
);

describe('checkPrices', () => {
  it.each([
    ['with the country of the buyer', { isoCode: 'GB' }],
    ['before the country is known', undefined],
  ])('sends a valid Storefront query %s', async (_when, country) => {
    const sent: string[] = [];
    await checkPrices(
      hostWith(country, async (query) => {
        sent.push(query);
        return { data: { nodes: [] } };
      }),
      [OFFER],
    );
    expect(sent.map((query) => validate(schema, parse(query)))).toEqual([[]]);
    expect(sent[0]?.includes('@inContext')).toBe(country !== undefined);
  });

  it('asks once for all offers and leaves other items alone', async () => {
    const asked: unknown[] = [];
    const host = hostWith({ isoCode: 'GB' }, async (_query, options) => {
      asked.push(options?.variables);
      return { data: { nodes: [onSale(OFFER), null] } };
    });
    const checked = await checkPrices(host, [MESSAGE, OFFER, SECOND_OFFER]);
    expect(asked).toEqual([{ ids: [OFFER.variantId, SECOND_OFFER.variantId], country: 'GB' }]);
    expect(checked.map(({ item }) => item.key)).toEqual([MESSAGE.key, OFFER.key]);
  });

  it('asks nothing when there is no offer', async () => {
    const refuse = () => Promise.reject(new Error('Expected no query.'));
    const checked = await checkPrices(hostWith(undefined, refuse), [MESSAGE]);
    expect(checked).toEqual([{ item: MESSAGE, productUrl: null }]);
  });

  it.each([
    ['errors instead of data', { errors: [{ message: 'x' }] }],
    ['data of another shape', { data: { nodes: 'none' } }],
  ])('lets the price of the server stand after %s', async (_what, answer) => {
    const checked = await checkPrices(
      hostWith({ isoCode: 'GB' }, async () => answer),
      [OFFER],
    );
    expect(checked).toEqual([{ item: OFFER, productUrl: null }]);
  });
});

function hostWith(country: { isoCode: string } | undefined, query: Host['query']): Host {
  const live = <Value>(current: Value) => ({ current, subscribe: () => undefined });
  const host: Pick<Host, 'query' | 'localization'> = {
    query,
    localization: {
      country: live(country),
      currency: live({ isoCode: 'GBP' }),
      language: live({ isoCode: 'en' }),
    },
  };
  return host as Host;
}
