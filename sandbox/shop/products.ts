import type { ProductRow } from './online-retail.ts';
import { productTypeOf, tagsOf } from './product-type.ts';
import { between, pick, randomOf } from './random.ts';
import { saleTermsOf } from './sale-terms.ts';
import type { Product } from './shop.ts';
import { secondsOfLondon } from './time.ts';

const PRODUCT_BASE = 8_100_000_000_000;
const VARIANT_BASE = 44_100_000_000_000;
const INVENTORY_ITEM_BASE = 46_100_000_000_000;

const SMALL_WORDS = new Set([
  'of',
  'and',
  'with',
  'in',
  'the',
  'for',
  'on',
  'a',
  'an',
  'or',
  'to',
  'at',
  'by',
]);
const VENDORS = [
  'Lark & Lane',
  'Mill Street Makers',
  'Pantry & Co',
  'Harbour Home',
  'Little Fern',
  'Attune House',
  'North Quay',
];

/** `SET OF 3 CAKE TINS` becomes `Set of 3 Cake Tins`; letters after a digit or an apostrophe stay small. */
export function titleCase(title: string): string {
  const words = title.toLowerCase().split(' ');
  return words
    .map((word, index) =>
      index > 0 && SMALL_WORDS.has(word)
        ? word
        : word.replace(/(^|[-/(".,&+])([a-z])/g, (_, before, letter) => before + letter.toUpperCase()),
    )
    .join(' ');
}

function handleOf(title: string, sku: string): string {
  const slug = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `${slug}-${sku.toLowerCase()}`;
}

/** Stock from the seed: six in a hundred are sold out, six more nearly so, the rest grows with how often they sell. */
function stockOf(row: ProductRow, seed: number): number {
  const random = randomOf(seed, 'stock', row.sku);
  const draw = random();
  if (draw < 0.06) return 0;
  if (draw < 0.12) return between(random, 1, 4);
  return between(random, 12, 40 + Math.min(row.lines, 600));
}

/** The product of one row. Its ids come from its place in the file, so they stay. `shift` moves times of the data to now. */
function createProduct(row: ProductRow, index: number, seed: number, shift: number): Product {
  const title = titleCase(row.title);
  const createdAt = secondsOfLondon(`${row.firstSold}T06:00:00`) + shift;
  const productType = productTypeOf(row.title);
  return {
    id: PRODUCT_BASE + index + 1,
    variantId: VARIANT_BASE + index + 1,
    inventoryItemId: INVENTORY_ITEM_BASE + index + 1,
    sku: row.sku,
    title,
    handle: handleOf(title, row.sku),
    productType,
    vendor: pick(randomOf(seed, 'vendor', productType, row.sku.slice(0, 3)), VENDORS),
    tags: tagsOf(row.title),
    terms: saleTermsOf(row, seed),
    createdAt,
    priceMinor: row.priceMinor,
    inventory: stockOf(row, seed),
    updatedAt: createdAt,
  };
}

export function createProducts(rows: readonly ProductRow[], seed: number, shift: number): Product[] {
  return rows.map((row, index) => createProduct(row, index, seed, shift));
}
