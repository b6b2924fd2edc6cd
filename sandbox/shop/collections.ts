import type { Product } from './shop.ts';

/** A collection whose products follow from a rule, as Shopify's automated ones do. */
export interface Collection {
  readonly type: 'Collection';
  readonly id: number;
  readonly title: string;
  readonly handle: string;
  has(product: Product): boolean;
}

const BASE = 290_000_000_001;

const RULES: readonly (readonly [title: string, has: (product: Product) => boolean])[] = [
  ['Christmas', ({ tags, productType }) => tags.includes('christmas') || productType === 'Christmas'],
  ['Easter', ({ tags }) => tags.includes('easter')],
  ['Tea time', ({ productType }) => ['Tea', 'Mug', 'Tin', 'Baking'].includes(productType)],
  ['Bags and purses', ({ productType }) => ['Bag', 'Purse', 'Lunch'].includes(productType)],
  ['Small treats under £2', ({ priceMinor }) => priceMinor < 200],
  ['Larger gifts from £10', ({ priceMinor }) => priceMinor >= 1_000],
];

/** By type, by price and by season. A change of price moves a product. */
export const COLLECTIONS: readonly Collection[] = RULES.map(([title, has], index) => ({
  type: 'Collection',
  id: BASE + index,
  title,
  handle: title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, ''),
  has,
}));

export function collectionsOf(product: Product): readonly Collection[] {
  return COLLECTIONS.filter((collection) => collection.has(product));
}
