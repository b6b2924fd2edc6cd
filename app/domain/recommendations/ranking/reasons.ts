/** Why a product is offered. `text` is for the shopper; `evidence` holds the counts behind it, for the admin. */
export type OfferReason =
  | Reason<'pinned' | 'hand-set-pair', { readonly sku?: string }>
  | Reason<'bought-together', { readonly sku: string; readonly orders: number; readonly ordersOfSku: number }>
  | Reason<'because-you-bought', { readonly sku: string; readonly orders: number; readonly daysAgo: number }>
  | Reason<
      'time-to-refill',
      { readonly timesBought: number; readonly everyDays: number; readonly daysAgo: number }
    >
  | Reason<'bought-before', { readonly timesBought: number; readonly daysAgo: number }>
  | Reason<'viewed', { readonly views: number; readonly seconds?: number }>
  | Reason<'on-wishlist', { readonly timesAsLikely: number }>
  | Reason<'similar', { readonly sku: string; readonly similarity: number }>
  | Reason<'popular-in-country', { readonly country: string; readonly orders: number; readonly days: number }>
  | Reason<'popular', { readonly orders: number; readonly days: number | null }>;

interface Reason<Code, Evidence> {
  readonly code: Code;
  readonly text: string;
  readonly evidence: Evidence;
}

/** Two orders may be chance; of three one may say "often". */
const OFTEN = 3;
export const isOften = (orders: number): boolean => orders >= OFTEN;
export const POPULAR_DAYS = 7;

type Facts<Code> = Extract<OfferReason, { code: Code }>['evidence'];

export function boughtTogether(title: string | null, evidence: Facts<'bought-together'>): OfferReason {
  const often = isOften(evidence.orders) ? 'Often bought' : 'Bought';
  return {
    code: 'bought-together',
    text: title === null ? `${often} with what is in this cart` : `${often} with ${title} in this cart`,
    evidence,
  };
}

export function becauseYouBought(title: string | null, evidence: Facts<'because-you-bought'>): OfferReason {
  return {
    code: 'because-you-bought',
    text: title === null ? 'Because of what you bought before' : `Because you bought ${title}`,
    evidence,
  };
}

export function timeToRefill(evidence: Facts<'time-to-refill'>): OfferReason {
  return {
    code: 'time-to-refill',
    text: `Time to refill: you buy it every ${interval(evidence.everyDays)}`,
    evidence,
  };
}

export function boughtBefore(evidence: Facts<'bought-before'>): OfferReason {
  const times = evidence.timesBought;
  const text = times === 1 ? 'You bought this before' : `You bought this ${times} times`;
  return { code: 'bought-before', text, evidence };
}

export function viewedBefore(evidence: Facts<'viewed'>): OfferReason {
  return { code: 'viewed', text: 'You looked at this lately', evidence };
}

export function onWishlist(evidence: Facts<'on-wishlist'>): OfferReason {
  return { code: 'on-wishlist', text: 'On your wishlist', evidence };
}

export function similarTo(title: string | null, evidence: Facts<'similar'>): OfferReason {
  return { code: 'similar', text: `Similar to ${title ?? 'what is'} in this cart`, evidence };
}

export function popularInCountry(evidence: Facts<'popular-in-country'>): OfferReason {
  return { code: 'popular-in-country', text: 'Popular in your country this week', evidence };
}

export function popular(orders: number, days: number | null): OfferReason {
  const isPopular = isOften(orders);
  const text =
    days !== null && isPopular
      ? 'Popular with other shoppers this week'
      : isPopular
        ? 'Popular with other shoppers'
        : orders > 0
          ? 'Bought by other shoppers'
          : 'New in the shop';
  return { code: 'popular', text, evidence: { orders, days } };
}

export function handSetPair(title: string | null, sku: string): OfferReason {
  return {
    code: 'hand-set-pair',
    text: `The shop suggests it with ${title ?? 'what is in this cart'}`,
    evidence: { sku },
  };
}

export function pinned(): OfferReason {
  return { code: 'pinned', text: 'Picked by the shop', evidence: {} };
}

export interface Interval {
  readonly count: number;
  readonly unit: 'day' | 'week' | 'month';
}

/** 42 days are 6 weeks, 9 days are 9 days, 75 days are 11 weeks, 150 days are 5 months. */
export function intervalOf(days: number): Interval {
  const whole = Math.max(1, Math.round(days));
  if (whole < 14) return { count: whole, unit: 'day' };
  return whole < 91
    ? { count: Math.round(whole / 7), unit: 'week' }
    : { count: Math.round(whole / 30.4), unit: 'month' };
}

export function interval(days: number): string {
  const { count, unit } = intervalOf(days);
  return count === 1 ? unit : `${count} ${unit}s`;
}
