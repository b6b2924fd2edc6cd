import { describe, expect, it } from 'vitest';
import { readWishlist } from '#app/domain/quality/connections/read-wishlist.ts';

const [MUG, LAMP] = ['gid://shopify/Product/1', 'gid://shopify/Product/2'];
const read = (value: unknown, type = 'list.product_reference') =>
  readWishlist({ type, value: typeof value === 'string' ? value : JSON.stringify(value) });
const unfit = { values: {}, claims: {}, unfit: ['wishlist'] };

describe('a metafield that lists products', () => {
  it('is a wishlist, with the number of products among the values', () => {
    const told = { values: { wishlist: 2 }, claims: {}, unfit: [], wishlist: [MUG, LAMP] };
    expect(read([MUG, LAMP])).toEqual(told);
  });

  it('takes a product once', () => {
    expect(read([MUG, MUG])).toMatchObject({ values: { wishlist: 1 }, wishlist: [MUG] });
  });

  it('is an empty wishlist where nothing is on it, not none', () => {
    expect(read([])).toMatchObject({ values: { wishlist: 0 }, unfit: [], wishlist: [] });
  });
});

describe('a metafield that lists no products', () => {
  it.each(['json', 'list.variant_reference', 'single_line_text_field'])('is unfit as %s', (type) => {
    expect(read([MUG], type)).toEqual(unfit);
  });

  it.each([
    ['handles', ['mug']],
    ['numbers', [1]],
    ['something among the products', [MUG, 'gid://shopify/ProductVariant/1']],
    ['no list', { id: MUG }],
    ['no JSON', MUG],
  ])('is unfit as a whole where it holds %s', (_, value) => {
    expect(read(value)).toEqual(unfit);
  });
});
