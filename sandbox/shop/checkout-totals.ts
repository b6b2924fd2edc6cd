import { deliveriesFor, marketOf, priceFor } from './markets.ts';
import { getVariantProduct, type ShopState } from './shop-state.ts';
import type { Cart, Checkout, CheckoutDiscount, CheckoutTotals, PricedLine } from './shop.ts';

/** What discount functions give a checkout, from its totals without any discount. */
export type DiscountsFor = (checkout: Checkout, totals: CheckoutTotals) => readonly CheckoutDiscount[];

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
export function checkoutTotals(
  state: ShopState,
  checkout: Checkout,
  discounts: readonly CheckoutDiscount[] = [],
): CheckoutTotals {
  const market = marketOf(checkout.countryCode);
  const lines = pricedLines(state, checkout);
  const subtotalMinor = lines.reduce((sum, line) => sum + line.totalMinor, 0);
  const deliveries = deliveriesFor(market, subtotalMinor);
  const chosen = deliveries.find((delivery) => delivery.handle === checkout.shippingHandle) ?? deliveries[0];
  const shippingMinor = lines.length === 0 ? 0 : chosen.priceMinor;
  const discountMinor = discounts.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return {
    currency: market.currency,
    lines,
    subtotalMinor,
    shippingMinor,
    discounts,
    totalMinor: subtotalMinor + shippingMinor - discountMinor,
  };
}

/** The totals with what functions give; of a checkout that became an order, with what they gave then. */
export function discountedTotals(
  state: ShopState,
  checkout: Checkout,
  discountsFor: DiscountsFor,
): CheckoutTotals {
  const order = checkout.orderId === null ? undefined : state.orderById.get(checkout.orderId);
  const discounts = order ? (order.discounts ?? []) : discountsFor(checkout, checkoutTotals(state, checkout));
  return checkoutTotals(state, checkout, discounts);
}
