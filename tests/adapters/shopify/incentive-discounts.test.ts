import { expect, it } from 'vitest';
import { createIncentiveDiscounts } from '#app/adapters/shopify/incentive-discounts.ts';

const AT = new Date('2026-11-29T16:00:00Z');

/** Shopify, with discounts of these titles; a title it has is refused. */
function shopWith(titles: readonly string[]) {
  const has = new Set(titles);
  const query = async (_text: string, variables: Readonly<Record<string, unknown>> = {}) => {
    const { title } = variables['discount'] as { readonly title: string };
    const isTaken = has.has(title);
    has.add(title);
    const error = {
      field: ['automaticAppDiscount', 'title'],
      message: 'Title must be unique for automatic discount.',
    };
    const made = isTaken
      ? { automaticAppDiscount: null, userErrors: [error] }
      : { automaticAppDiscount: { discountId: title }, userErrors: [] };
    return { discountAutomaticAppCreate: made };
  };
  return createIncentiveDiscounts(() => ({ query }));
}

it('names its discount after the app, and by the time too where the shop has one of that title', async () => {
  expect(await shopWith([]).make('shop.example', AT)).toBe('Attune incentives');
  const second = await shopWith(['Attune incentives']).make('shop.example', AT);
  expect(second).toBe('Attune incentives 2026-11-29T16:00:00.000Z');
});

it('rejects where that title is taken too', async () => {
  const titles = ['Attune incentives', 'Attune incentives 2026-11-29T16:00:00.000Z'];
  await expect(shopWith(titles).make('shop.example', AT)).rejects.toThrow('Title must be unique');
});
