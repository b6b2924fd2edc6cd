import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCustomer } from '#app/domain/campaigns/local/compile-customer.ts';
import { compileProduct } from '#app/domain/campaigns/local/compile-product.ts';
import { compileShop } from '#app/domain/campaigns/local/compile-shop.ts';
import { MAX_PAYLOAD_BYTES } from '#app/domain/campaigns/local/payload.ts';
import { gid, type CustomerId } from '#app/domain/kernel/ids.ts';
import { propertyRuns } from '#tests/support/property-runs.ts';
import { aProfile, NOW, product } from '../../builders.ts';
import { aCatalog, aMessage, anUpsell, aProduct, aSnapshot, aVariant, bought } from '../shop.ts';

const LETTERS = 'abcdefgh'.split('');
const CUSTOMER: CustomerId = gid('Customer', 1);

/** Words of a merchant in any script, short or far too long. */
const words = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.nat(300).map((length) => '言🕯'.repeat(length)),
);

const aWorld = fc.record({
  title: words,
  headlines: fc.array(words, { maxLength: 30 }),
  languages: fc.nat(12),
  bodies: fc.array(words, { maxLength: 10 }),
  markets: fc.nat(60),
  dismissed: fc.nat(800),
  orders: fc.nat(400),
});
type Drawn = typeof aWorld extends fc.Arbitrary<infer Value> ? Value : never;

function shopOf({ title, headlines, languages, bodies, markets }: Drawn) {
  const ids = Array.from({ length: markets }, (_, place) => gid('Market', 10 + place));
  const prices = new Map(ids.map((id, place) => [id, { amountMinor: 100 + place, currency: 'EUR' }]));
  const products = LETTERS.map((letter) =>
    aProduct(letter, { title: `${letter} ${title}`, variants: [aVariant(letter, { prices })] }),
  );
  const catalog = aCatalog(products);
  const tags = ['de', 'fr', 'es', 'ja', 'it', 'nl', 'sv', 'da', 'fi', 'nb', 'pl', 'cs'].slice(0, languages);
  const campaigns = [
    ...bodies.map((body, place) =>
      aMessage({ title: 'Because of {{bought}}', body }, { id: `message-${place}` }),
    ),
    ...headlines.map((headline, place) =>
      anUpsell({
        id: `upsell-${place}`,
        source: { kind: 'collection', title: headline },
        translations: Object.fromEntries(tags.map((tag) => [tag, { headline }])),
      }),
    ),
    anUpsell(),
  ];
  const shop = aSnapshot({ campaigns, products });
  const far = ids.map((id) => ({ id, name: 'Far', countries: ['DE', 'FR', 'US'], currency: 'EUR' }));
  return { ...shop, catalog: { ...catalog, markets: [...catalog.markets, ...far] } };
}

const bytesOf = (payload: object | null): number => Buffer.byteLength(JSON.stringify(payload));

describe('the payloads that checkouts decide by', () => {
  it('have at most 10,000 bytes each, whatever a merchant writes and however much a customer did', () => {
    const made = { shop: 0, product: 0, customer: 0 };
    fc.assert(
      fc.property(aWorld, (drawn) => {
        const snapshot = shopOf(drawn);
        const shop = compileShop(snapshot, NOW);
        const ofProduct = compileProduct(snapshot, product('a'), NOW);
        const pastItems = Array.from({ length: drawn.dismissed }, (_, place) => ({
          key: `upsell:${gid('Product', `a${place}`)}`,
          checkout: 'before',
          outcome: 'dismissed' as const,
          at: NOW - 60,
        }));
        const wishes = {
          wishlist: Array.from({ length: 250 }, (_, place) => product(LETTERS[place % 8] ?? 'a')),
        };
        const told = {
          value: 250,
          at: NOW - 60,
          until: NOW + 60,
          needs: 'none',
          source: 'wishlist',
        } as const;
        const profile = aProfile({
          purchases: Array.from({ length: drawn.orders }, (_, at) =>
            bought(2 * (drawn.orders - at), ...LETTERS.slice(at % 6)),
          ),
          attributes: { ...wishes, connected: { wishlist: told } },
        });
        const known = { customerId: CUSTOMER, profile, pastItems, returned: new Set<never>() };
        const ofCustomer = shop && compileCustomer(snapshot, shop, known, NOW);
        for (const payload of [shop, ofProduct, ofCustomer])
          expect(bytesOf(payload)).toBeLessThanOrEqual(MAX_PAYLOAD_BYTES);
        made.shop += shop ? 1 : 0;
        made.product += ofProduct ? 1 : 0;
        made.customer += ofCustomer ? 1 : 0;
      }),
      { seed: 28, numRuns: propertyRuns(60) },
    );
    expect(Math.min(...Object.values(made))).toBeGreaterThan(10);
  });
});
