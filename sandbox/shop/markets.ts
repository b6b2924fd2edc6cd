import { EUROZONE, INTERNATIONAL } from './countries.ts';
import type { Market, Price, Product } from './shop.ts';

/** Four markets. Rates are fixed on purpose: a demo must not change by the day. */
export const MARKETS: readonly Market[] = [
  {
    id: 50_000_000_001,
    name: 'United Kingdom',
    handle: 'uk',
    currency: 'GBP',
    countries: ['GB'],
    primary: true,
    rate: 1,
  },
  {
    id: 50_000_000_002,
    name: 'Europe',
    handle: 'europe',
    currency: 'EUR',
    countries: EUROZONE,
    primary: false,
    rate: 1.17,
  },
  {
    id: 50_000_000_003,
    name: 'United States',
    handle: 'us',
    currency: 'USD',
    countries: ['US'],
    primary: false,
    rate: 1.31,
  },
  {
    id: 50_000_000_004,
    name: 'International',
    handle: 'international',
    currency: 'GBP',
    countries: INTERNATIONAL,
    primary: false,
    rate: 1,
  },
];

const BY_COUNTRY = new Map(
  MARKETS.flatMap((market) => market.countries.map((country) => [country, market] as const)),
);
const [HOME] = MARKETS;
const INTERNATIONAL_MARKET = MARKETS[3];

export function marketOf(countryCode: string): Market {
  const market = BY_COUNTRY.get(countryCode.toUpperCase()) ?? INTERNATIONAL_MARKET ?? HOME;
  if (!market) throw new Error('Expected at least one market.');
  return market;
}

/** Units of a currency for one of the shop's. */
export function rateOf(currency: string): number {
  return MARKETS.find((market) => market.currency === currency)?.rate ?? 1;
}

/**
 * Minor units in a market's currency for minor units in the shop's. A foreign currency is rounded up to the next amount that
 * ends in 9 (2.98 becomes 2.99, 3.00 becomes 3.09), as Shopify's price rounding does; at rate 1 nothing changes.
 */
export function convertPrice(amountMinor: number, market: Market): number {
  if (market.rate === 1) return amountMinor;
  const converted = Math.round(amountMinor * market.rate);
  return converted === 0 ? 0 : Math.ceil((converted - 9) / 10) * 10 + 9;
}

export function priceFor(product: Product, countryCode: string): Price {
  const market = marketOf(countryCode);
  return { amountMinor: convertPrice(product.priceMinor, market), currency: market.currency };
}

/** Flat delivery by market, in the market's currency; free from the amount given. */
const DELIVERY: Readonly<
  Record<string, { standardMinor: number; expressMinor: number; freeFromMinor: number }>
> = {
  uk: { standardMinor: 395, expressMinor: 695, freeFromMinor: 5_000 },
  europe: { standardMinor: 790, expressMinor: 1_490, freeFromMinor: 12_000 },
  us: { standardMinor: 990, expressMinor: 2_490, freeFromMinor: 15_000 },
  international: { standardMinor: 1_250, expressMinor: 2_950, freeFromMinor: 25_000 },
};

export interface Delivery {
  readonly handle: 'standard' | 'express';
  readonly title: string;
  readonly priceMinor: number;
}

/** What delivery costs for a cart of that worth, cheapest first. */
export function deliveriesFor(market: Market, subtotalMinor: number): readonly [Delivery, Delivery] {
  const rate = DELIVERY[market.handle];
  if (!rate) throw new Error(`Expected delivery rates for the market ${market.handle}.`);
  const isFree = subtotalMinor >= rate.freeFromMinor;
  return [
    { handle: 'standard', title: 'Standard delivery', priceMinor: isFree ? 0 : rate.standardMinor },
    { handle: 'express', title: 'Express delivery', priceMinor: rate.expressMinor },
  ];
}
