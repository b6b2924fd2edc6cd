import type { ProductRow } from './online-retail.ts';
import { between, randomOf } from './random.ts';
import type { SaleTerms } from './shop.ts';

/** Bundles by sku: the tea set of eleven pieces holds the teapot that is also sold alone. */
const BUNDLES: Readonly<Record<string, readonly string[]>> = { 22139: ['21527'] };

/** The terms of one row. Matches may not go abroad by post; vouchers are e-mailed; four products in five have a known cost. */
export function saleTermsOf({ sku, title, priceMinor }: ProductRow, seed: number): SaleTerms {
  const isGiftCard = /GIFT VOUCHER/i.test(title);
  const random = randomOf(seed, 'cost', sku);
  const isCostKnown = !isGiftCard && random() < 0.8;
  return {
    isGiftCard,
    requiresShipping: !isGiftCard,
    unitCostMinor: isCostKnown ? Math.round((priceMinor * between(random, 30, 70)) / 100) : null,
    componentSkus: BUNDLES[sku] ?? [],
    isHomeOnly: /\bMATCHES\b/.test(title),
  };
}
