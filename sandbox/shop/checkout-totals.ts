import { deliveriesFor, marketOf, priceFor } from './markets.ts';
import { getVariantProduct, type ShopState } from './shop-state.ts';
import type { Cart, Checkout, CheckoutTotals, PricedLine } from './shop.ts';

/** Lines at the prices of a country, in its market's currency. */
export function pricedLines(
  state: ShopState,
  { countryCode, lines }: Pick<Cart, 'countryCode' | 'lines'>,
): readonly PricedLine[] {
  return lines.map((line) => {
    const product = getVariantProduct(state, line.variantId);
    const unitPriceMinor = priceFor(product, countryCode).amountMinor;
    return { ...line, product, unitPriceMinor, totalMinor: unitPriceMinor * line.quantity };
  });
}

/** What a checkout costs in the currency of its country. */
export function checkoutTotals(state: ShopState, checkout: Checkout): CheckoutTotals {
  const market = marketOf(checkout.countryCode);
  const lines = pricedLines(state, checkout);
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
