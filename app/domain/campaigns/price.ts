import type { Money } from '../kernel/money.ts';
import type { Catalog, CatalogVariant, Market } from './catalog.ts';

/**
 * What this buyer pays for a variant, in the cart's currency; null when that is not known. A market that holds the country and
 * has its own price for the variant decides alone; without one, the shop's price holds where the cart is in its currency.
 * Nothing is ever converted.
 */
export function priceFor(
  variant: CatalogVariant,
  catalog: Catalog,
  country: string | null,
  currency: string,
): Money | null {
  const market = marketOf(catalog, country);
  const price = (market && variant.prices.get(market.id)) ?? variant.price;
  return price.currency === currency ? price : null;
}

/** The first market that holds the country. */
export function marketOf(catalog: Catalog, country: string | null): Market | null {
  if (country === null) return null;
  return catalog.markets.find((market) => market.countries.includes(country)) ?? null;
}
