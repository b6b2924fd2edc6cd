import { deliveriesFor, marketOf, priceFor } from './markets.ts';
import { getVariantProduct, type ShopState } from './shop-state.ts';
import type { Checkout, CheckoutTotals, PricedLine } from './shop.ts';

/** What a checkout costs in the currency of its country. */
export function checkoutTotals(state: ShopState, checkout: Checkout): CheckoutTotals {
  const market = marketOf(checkout.countryCode);
  const lines = checkout.lines.map((line): PricedLine => {
    const product = getVariantProduct(state, line.variantId);
    const unitPriceMinor = priceFor(product, checkout.countryCode).amountMinor;
    return { ...line, product, unitPriceMinor, totalMinor: unitPriceMinor * line.quantity };
  });
  const subtotalMinor = lines.reduce((sum, line) => sum + line.totalMinor, 0);
  const deliveries = deliveriesFor(market, subtotalMinor);
  const chosen = deliveries.find((delivery) => delivery.handle === checkout.shippingHandle) ?? deliveries[0];
  const shippingMinor = lines.length === 0 ? 0 : chosen.priceMinor;
  return {
    currency: market.currency,
    lines,
    subtotalMinor,
    shippingMinor,
    totalMinor: subtotalMinor + shippingMinor,
  };
}
