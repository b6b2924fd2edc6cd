import type { ProductId } from '../../kernel/ids.ts';
import type { ConfiguredIncentive, ConfiguredTarget, IncentiveConfiguration } from './configuration.ts';

/** A buyer and a cart, as far as an incentive asks about them. */
export interface IncentiveCart {
  /** What the customer's metafield holds; none for a guest and for a customer who was never written. */
  readonly segmentIds: readonly string[];
  /** The buyer buys for a company (B2B). */
  readonly isBusiness: boolean;
  /** Whether the subtotal reaches so much of the shop's currency, given as decimal text. */
  reaches(least: string): boolean;
  /** Null for a line without a product. */
  readonly productIds: readonly (ProductId | null)[];
}

/** What one of the Function's two runs may discount. */
export const LINE_TARGETS = ['order', 'products'] as const satisfies readonly ConfiguredTarget['kind'][];
export const DELIVERY_TARGETS = ['shipping'] as const satisfies readonly ConfiguredTarget['kind'][];

/**
 * The incentive a cart gets among those of some targets: the first that fits, or null. The Discount Function gives it and
 * checkout's message names it, both by this very code, so that no message promises what is not given. A buyer for a company gets none:
 * their prices are agreed on.
 */
export function chooseIncentive(
  { incentives }: IncentiveConfiguration,
  targets: readonly ConfiguredTarget['kind'][],
  cart: IncentiveCart,
): ConfiguredIncentive | null {
  if (cart.isBusiness) return null;
  const fitting = incentives.find(
    (incentive) => targets.includes(incentive.appliesTo.kind) && isFor(incentive, cart),
  );
  return fitting ?? null;
}

/**
 * The incentive a buyer gets of some targets with a cart that is not known yet: the first for them. Null where there is none, and where
 * it depends on the subtotal: then nothing can be said. One for certain products is given on those.
 */
export function chooseForNextOrder(
  { incentives }: IncentiveConfiguration,
  targets: readonly ConfiguredTarget['kind'][],
  { isBusiness, segmentIds }: Pick<IncentiveCart, 'isBusiness' | 'segmentIds'>,
): ConfiguredIncentive | null {
  if (isBusiness) return null;
  const first = incentives.find(
    (incentive) => targets.includes(incentive.appliesTo.kind) && isForBuyer(incentive, segmentIds),
  );
  return first === undefined || first.minimumSubtotal !== null ? null : first;
}

function isForBuyer({ audience, excluded }: ConfiguredIncentive, segmentIds: readonly string[]): boolean {
  const isIn = (id: string): boolean => segmentIds.includes(id);
  return (audience.length === 0 || audience.some(isIn)) && !excluded.some(isIn);
}

function isFor(incentive: ConfiguredIncentive, cart: IncentiveCart): boolean {
  const { minimumSubtotal, appliesTo } = incentive;
  if (!isForBuyer(incentive, cart.segmentIds)) return false;
  if (minimumSubtotal !== null && !cart.reaches(minimumSubtotal)) return false;
  return appliesTo.kind !== 'products' || cart.productIds.some((id) => isOneOf(id, appliesTo.productIds));
}

/** Whether a line's product is one of those an incentive is about. */
export function isOneOf(id: ProductId | null, productIds: readonly ProductId[]): boolean {
  return id !== null && productIds.includes(id);
}
