import type { Popularity } from '../models/popularity.ts';

/** What each country bought, as flat arrays: sums of country c stand at `offsets[c]` up to `offsets[c + 1]`. */
export interface CountrySums {
  readonly offsets: Uint32Array;
  readonly products: Uint32Array;
  readonly sums: Float64Array;
  readonly totals: Float64Array;
}

export function flattenCountries(
  { countries, countryTotals }: Popularity,
  countryCount: number,
): CountrySums {
  const lists = Array.from({ length: countryCount }, (_, country) => [...(countries.get(country) ?? [])]);
  const offsets = new Uint32Array(countryCount + 1);
  lists.forEach((list, country) => (offsets[country + 1] = (offsets[country] ?? 0) + list.length));
  return {
    offsets,
    products: Uint32Array.from(lists.flatMap((list) => list.map(([product]) => product))),
    sums: Float64Array.from(lists.flatMap((list) => list.map(([, sum]) => sum))),
    totals: Float64Array.from({ length: countryCount }, (_, country) => countryTotals.get(country) ?? 0),
  };
}

export function restoreCountries({
  offsets,
  products,
  sums,
  totals,
}: CountrySums): Pick<Popularity, 'countries' | 'countryTotals'> {
  const countries = new Map<number, Map<number, number>>();
  const countryTotals = new Map<number, number>();
  totals.forEach((total, country) => {
    if (total === 0) return;
    countryTotals.set(country, total);
    const own = new Map<number, number>();
    for (let at = offsets[country] ?? 0; at < (offsets[country + 1] ?? 0); at++)
      own.set(products[at] ?? 0, sums[at] ?? 0);
    countries.set(country, own);
  });
  return { countries, countryTotals };
}
