import { describe, expect, it } from 'vitest';
import { nameIds } from '#app/ui/segments/name-ids.ts';

describe('nameIds', () => {
  const known = { products: [{ text: 'gid://shopify/Product/1', label: 'A "big" mug' }] };

  it('names what is known', () => {
    expect(nameIds('of the product "gid://shopify/Product/1".', known)).toBe(
      'of the product "A \\"big\\" mug".',
    );
  });

  it('leaves what is not known as it is', () => {
    const sentence = 'of the product "gid://shopify/Product/2", and tagged "gift".';
    expect(nameIds(sentence, known)).toBe(sentence);
  });
});
