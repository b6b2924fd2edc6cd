import { describe, expect, it } from 'vitest';
import { handPicked, reasonFor } from '#app/domain/campaigns/reasons.ts';
import { product } from '../builders.ts';

describe('reasonFor', () => {
  it('names the product of the evidence as a product of the shop', () => {
    const text = 'Often bought with Product A in this cart';
    const evidence = { sku: product('a'), orders: 4, ordersOfSku: 9 };
    expect(
      reasonFor({
        productId: product('b'),
        acceptances: 10,
        score: 0.5,
        reason: { code: 'bought-together', text, evidence },
      }),
    ).toEqual({
      code: 'bought-together',
      text,
      evidence: { productId: product('a'), orders: 4, ordersOfSku: 9 },
    });
  });

  it('leaves out what the evidence does not say', () => {
    const evidence = { orders: 2, days: null };
    const reason = { code: 'popular', text: 'Bought by other shoppers', evidence } as const;
    expect(reasonFor({ productId: product('b'), score: 0.5, acceptances: 10, reason }).evidence).toEqual({
      orders: 2,
    });
  });

  it('says of a product the merchant chose that the shop picked it', () =>
    expect(handPicked().text).toBe('Picked for you by the shop'));
});
