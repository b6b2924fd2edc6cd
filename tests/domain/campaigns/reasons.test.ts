import { describe, expect, it } from 'vitest';
import { reasonFor } from '#app/domain/campaigns/reasons.ts';
import type { Candidate } from '#app/domain/recommendations/model.ts';
import { product } from '../builders.ts';
import { aCatalog, products } from './shop.ts';

const textOf = (because: Candidate['because']) =>
  reasonFor({ productId: product('b'), score: 1, because }, aCatalog(products)).text;

describe('reasonFor', () => {
  it.each<[Candidate['because'], string]>([
    [{ kind: 'bought-together', productId: product('a'), orders: 4 }, 'Often bought with Product A'],
    [
      { kind: 'bought-together', productId: product('z'), orders: 4 },
      'Often bought with what is in your cart',
    ],
    [{ kind: 'bought-before', productId: product('a'), orders: 4 }, 'Because you bought Product A'],
    [{ kind: 'bought-before', productId: product('z'), orders: 4 }, 'Because of what you bought before'],
    [{ kind: 'bought-before', productId: product('b'), orders: 2 }, 'You bought this before'],
    [{ kind: 'popular', orders: 3 }, 'Popular with other shoppers this month'],
    [{ kind: 'popular', orders: 2 }, 'Bought by other shoppers'],
  ])('says of %j: %s', (because, text) => expect(textOf(because)).toBe(text));
});
