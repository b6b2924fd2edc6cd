import type { Instant } from '#app/domain/kernel/instant.ts';
import type { Parts } from '#app/domain/segments/plan/parts.ts';

/** Something that a shopper did, as an arena takes it in without the profile. */
export type News =
  | {
      readonly kind: 'purchase';
      readonly at: Instant;
      readonly netMinor: number;
      readonly grossMinor: number;
      readonly units: number;
    }
  | { readonly kind: 'view'; readonly at: Instant }
  | {
      readonly kind: 'cart';
      readonly at: Instant;
      readonly changeMinor: number;
      /** Since when the oldest cart is open after this; null when none is. */
      readonly openSince: Instant | null;
    };

/** A column that news goes into. */
export interface Route {
  readonly column: number;
  amount(news: News): number;
}

/** The series that each kind of news adds to, with the amount it adds; null: more than the news has to be known. */
const SERIES: Readonly<Record<News['kind'], Readonly<Record<string, Route['amount'] | null>>>> = {
  purchase: {
    purchases: (news) => (news.kind === 'purchase' ? news.netMinor : 0),
    'gross purchases': (news) => (news.kind === 'purchase' ? news.grossMinor : 0),
    units: (news) => (news.kind === 'purchase' ? news.units : 0),
    engagement: () => 20,
  },
  view: { views: () => 0, engagement: () => 1 },
  cart: {
    'cart changes': () => 0,
    'cart rises': (news) => (news.kind === 'cart' ? Math.max(0, news.changeMinor) : 0),
    'cart falls': (news) => (news.kind === 'cart' ? Math.max(0, -news.changeMinor) : 0),
    engagement: () => 3,
    abandonments: null,
  },
};

/** Facts that each kind of news may change. */
const FACTS: Readonly<Record<News['kind'], RegExp>> = {
  purchase: /^(purchases\.|loyalty\.engagement)/,
  view: /^(views\.|device\.|loyalty\.engagement)/,
  cart: /^(carts?\.|loyalty\.engagement)/,
};

/**
 * The columns of a plan that a kind of news goes into; null where its rules look at more than such news holds (products, averages,
 * abandonments): then the shopper's profile has to be read again.
 */
export function routesOf(kind: News['kind'], { columns, stills }: Parts): readonly Route[] | null {
  if (stills.all.some(({ fact }) => FACTS[kind].test(fact))) return null;
  const routes: Route[] = [];
  for (const [column, { measure, isOfKeys }] of columns.all.entries()) {
    const [series = ''] = measure.of.split(' of ');
    const amount = Object.hasOwn(SERIES[kind], series) ? SERIES[kind][series] : undefined;
    if (amount === undefined) continue;
    if (amount === null || isOfKeys || series !== measure.of) return null;
    routes.push({ column, amount });
  }
  return routes;
}
