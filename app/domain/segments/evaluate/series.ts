import type {
  Activity,
  CartChangeFact,
  Profile,
  Purchase,
  RefundFact,
  SearchFact,
  ViewFact,
} from '../../profiles/profile.ts';
import type { Filter } from '../ast.ts';
import type { RuleContext } from '../segment.ts';
import { productTest } from './product-filter.ts';

/** Things that happened, sorted by time, and what each of them weighs. */
export interface Series<Item extends Activity> {
  /** Tells it from every other; a narrowed one has the filter in it. */
  readonly name: string;
  items(profile: Profile, context: RuleContext): readonly Item[];
  /** What `spend`, `average`, `max` and `min` look at; 0 where the series has no such thing. */
  amount(item: Item): number;
  /** What `distinct` tells apart. */
  keys(item: Item): readonly string[];
  /** The part of the series that a filter leaves. */
  narrow(filter: Filter): Series<Item>;
}

const NONE: readonly never[] = [];

function series<Item extends Activity>(
  parts: Partial<Series<Item>> & Pick<Series<Item>, 'name' | 'items'>,
): Series<Item> {
  const whole: Series<Item> = { amount: () => 0, keys: () => NONE, narrow: () => whole, ...parts };
  return whole;
}

const orders = (profile: Profile): readonly Purchase[] => profile.purchases;
/** Without consent to analytics what was seen of the shopper reads as nothing. */
const allowed = <Item>(profile: Profile, items: readonly Item[] | undefined): readonly Item[] =>
  profile.isActivityBlocked ? NONE : (items ?? NONE);

/** What a filter leaves of a series is another series. */
const narrowed = (name: string, { dimension, values }: Filter): string =>
  `${name} of ${JSON.stringify([dimension, ...values])}`;

function purchases(
  name: string,
  items: Series<Purchase>['items'],
  amount: (purchase: Purchase) => number,
): Series<Purchase> {
  return series({
    name,
    items,
    amount,
    keys: ({ lines }) => lines.map(({ productId }) => productId),
    narrow: (filter) => purchases(narrowed(name, filter), ofProducts(items, filter), amount),
  });
}

/** Only the lines of these products, and what those cost that were kept. */
function ofProducts(items: Series<Purchase>['items'], filter: Filter): Series<Purchase>['items'] {
  return (profile, context) => {
    const isWanted = productTest(filter, context);
    return items(profile, context).flatMap((purchase) => {
      const lines = purchase.lines.filter(({ productId }) => isWanted(productId));
      if (lines.length === 0) return [];
      const netMinor = lines.reduce(
        (sum, { quantity, unitPriceMinor }) => sum + quantity * unitPriceMinor,
        0,
      );
      return [{ ...purchase, lines, netMinor }];
    });
  };
}

export const PURCHASES = purchases('purchases', orders, ({ netMinor }) => netMinor);
export const GROSS_PURCHASES = purchases('gross purchases', orders, ({ grossMinor }) => grossMinor);
export const UNITS = purchases('units', orders, ({ lines }) =>
  lines.reduce((sum, { quantity }) => sum + quantity, 0),
);

export const REFUNDS: Series<RefundFact> = series({
  name: 'refunds',
  items: ({ refunds }) => refunds ?? NONE,
  amount: ({ amountMinor }) => amountMinor,
});

export const VIEWS: Series<ViewFact> = views('views', (profile) => allowed(profile, profile.views));
function views(name: string, items: Series<ViewFact>['items']): Series<ViewFact> {
  return series({
    name,
    items,
    amount: ({ lastedSeconds = 0 }) => lastedSeconds,
    keys: ({ productId }) => (productId === null ? NONE : [productId]),
    narrow: (filter) =>
      views(narrowed(name, filter), (profile, context) => {
        const isWanted = productTest(filter, context);
        return items(profile, context).filter(({ productId }) => productId !== null && isWanted(productId));
      }),
  });
}

export const SEARCHES: Series<SearchFact> = series({
  name: 'searches',
  items: (profile) => allowed(profile, profile.searches),
  narrow: (filter) =>
    series({
      name: narrowed('searches', filter),
      items: (profile) =>
        allowed(profile, profile.searches).filter(({ query }) => filter.values.includes(query)),
    }),
});

const cartChanges = (profile: Profile): readonly CartChangeFact[] => allowed(profile, profile.cartChanges);
export const CART_CHANGES: Series<CartChangeFact> = series({ name: 'cart changes', items: cartChanges });
export const CART_RISES: Series<CartChangeFact> = series({
  name: 'cart rises',
  items: cartChanges,
  amount: ({ changeMinor }) => Math.max(0, changeMinor),
});
export const CART_FALLS: Series<CartChangeFact> = series({
  name: 'cart falls',
  items: cartChanges,
  amount: ({ changeMinor }) => Math.max(0, -changeMinor),
});
export const ABANDONMENTS: Series<Activity> = series({
  name: 'abandonments',
  items: (profile) => allowed(profile, profile.abandonments),
});
export const CHECKOUTS: Series<Activity> = series({
  name: 'checkouts',
  items: ({ checkouts }) => checkouts ?? NONE,
});

/** Everything that counts as engagement, with its points. */
export const ENGAGEMENT: Series<Activity & { readonly points: number }> = series({
  name: 'engagement',
  items: (profile) =>
    [
      ...points(profile.purchases, 20),
      ...points(cartChanges(profile), 3),
      ...points(allowed(profile, profile.searches), 2),
      ...points(allowed(profile, profile.views), 1),
    ].sort((left, right) => left.at - right.at),
  amount: ({ points: worth }) => worth,
});

function points(items: readonly Activity[], worth: number): readonly { at: number; points: number }[] {
  return items.map(({ at }) => ({ at, points: worth }));
}
