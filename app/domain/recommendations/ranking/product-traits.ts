import type { Knowledge } from './knowledge.ts';
import { quickLog } from './quick-log.ts';

/** What the ranker looks at of a product, whoever asks: the places in its row. */
export const TRAITS = {
  popularity: 0,
  month: 1,
  week: 2,
  neverSold: 3,
  price: 4,
  repeatRate: 5,
  lift: 6,
} as const;

/** Rows are of 8 numbers: half a line of the processor's cache, where the models' own arrays would be a line each. */
const ROW = 8;

/** Rows are worked out when they are first asked for, and again once an order was learned. */
export interface ProductTraits {
  readonly values: Float32Array;
  /** By product: orders learned when its row was worked out, plus 1; 0 for never. */
  readonly workedOutAt: Uint32Array;
  /** By product: the country its lift was worked out for, plus 1; 0 for none. */
  readonly liftedIn: Float64Array;
}

export function createProductTraits(products: number): ProductTraits {
  return {
    values: new Float32Array(products * ROW),
    workedOutAt: new Uint32Array(products),
    liftedIn: new Float64Array(products),
  };
}

/** Place of the product's row in `values`. `monthWorth` and `weekWorth` are what an order of the newest instant counts. */
export function traitsOf(
  knowledge: Knowledge,
  product: number,
  monthWorth: number,
  weekWorth: number,
): number {
  const { traits, popularity } = knowledge;
  const at = product * ROW;
  if (traits.workedOutAt[product] === popularity.orders + 1) return at;
  traits.workedOutAt[product] = popularity.orders + 1;
  traits.liftedIn[product] = 0;
  const { values } = traits;
  const orders = popularity.counts[product] ?? 0;
  const logPrice = knowledge.logPrices[product] ?? Number.NaN;
  values[at + TRAITS.popularity] = quickLog((orders + 0.5) / (popularity.orders + 1));
  values[at + TRAITS.month] = quickLog((popularity.month[product] ?? 0) / monthWorth + 0.001);
  values[at + TRAITS.week] = quickLog((popularity.week[product] ?? 0) / weekWorth + 0.001);
  values[at + TRAITS.neverSold] = orders === 0 ? 1 : 0;
  values[at + TRAITS.price] = Number.isNaN(logPrice) ? 0 : logPrice;
  values[at + TRAITS.repeatRate] = knowledge.repetition.rate[product] ?? 0;
  return at;
}

/** How much more it is bought in the country, kept for the country asked last. Call after `traitsOf`. */
export function liftOf(knowledge: Knowledge, product: number, country: number): number {
  const { values, liftedIn } = knowledge.traits;
  const at = product * ROW + TRAITS.lift;
  if (liftedIn[product] !== country + 1) {
    liftedIn[product] = country + 1;
    values[at] = countryLift(knowledge, country, product);
  }
  return values[at] ?? 0;
}

/** Log of how much more the product is bought in the country than everywhere, with doubt worth 2 % of all orders. */
function countryLift({ popularity }: Knowledge, country: number, product: number): number {
  const inCountry = popularity.countries.get(country);
  if (inCountry === undefined) return 0;
  const everywhere = (popularity.month[product] ?? 0) / popularity.monthTotal;
  const doubt = 0.02 * popularity.monthTotal;
  const total = popularity.countryTotals.get(country) ?? 0;
  const share = ((inCountry.get(product) ?? 0) + doubt * everywhere) / (total + doubt);
  return quickLog((share + 1e-6) / (everywhere + 1e-6));
}
