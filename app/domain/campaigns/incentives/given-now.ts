import { chooseIncentive, DELIVERY_TARGETS, LINE_TARGETS, type IncentiveCart } from './choose.ts';
import type { ConfiguredIncentive, IncentiveConfiguration } from './configuration.ts';

/** A checkout, as far as it says whether an incentive is given in it. */
export interface IncentiveCheckout extends IncentiveCart {
  readonly currency: string;
  readonly shopCurrency: string;
  /** Something in the cart is shipped. */
  readonly isShipped: boolean;
}

/**
 * Whether the Discount Function gives this incentive in a checkout, by its own code. An amount in another currency than the shop's is given
 * and not told of, because the rate is Shopify's.
 */
export function isGivenNow(
  id: string,
  configuration: IncentiveConfiguration,
  checkout: IncentiveCheckout,
): boolean {
  const own = configuration.incentives.find((incentive) => incentive.id === id);
  const isForeign = checkout.currency !== checkout.shopCurrency;
  if (own === undefined || (isForeign && asksRate(own, configuration.incentives))) return false;
  const isShipping = own.appliesTo.kind === 'shipping';
  if (isShipping && !checkout.isShipped) return false;
  const targets = isShipping ? DELIVERY_TARGETS : LINE_TARGETS;
  return chooseIncentive(configuration, targets, checkout)?.id === id;
}

/** Whether only Shopify can tell: it converts amounts at a rate that is not known here. */
function asksRate({ value }: ConfiguredIncentive, all: readonly ConfiguredIncentive[]): boolean {
  return value.kind === 'amount' || all.some(({ minimumSubtotal }) => minimumSubtotal !== null);
}
