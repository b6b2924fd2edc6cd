import type { FactName } from '../../facts/catalogue.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { ConnectedScalar } from '../../profiles/connected.ts';
import type { LifetimeEstimate } from '../../profiles/estimates.ts';
import type { Activity, Profile } from '../../profiles/profile.ts';
import type { Filter, Window } from '../ast.ts';
import type { ProductTraits, RuleContext } from '../segment.ts';
import { readTier } from './loyalty-tier.ts';
import {
  accountCreated,
  firstOf,
  lastOf,
  oldestOpenCart,
  openCartValue,
  type MomentReader,
} from './moment.ts';
import type { FactValue } from './run.ts';
import {
  ABANDONMENTS,
  CART_CHANGES,
  CART_FALLS,
  CART_RISES,
  CHECKOUTS,
  ENGAGEMENT,
  GROSS_PURCHASES,
  PURCHASES,
  REFUNDS,
  SEARCHES,
  UNITS,
  VIEWS,
  type Series,
} from './series.ts';
import { measure, type Aggregate, type Measure } from './series-window.ts';
import { hourOf, HOURS, WEEKDAYS, weekdayOf } from './shop-clock.ts';

/** Where a fact's value comes from; it decides how the fact depends on time. */
export type FactSource =
  | {
      readonly kind: 'series';
      readonly measure: (filter: Filter | null) => Measure;
      /** A window of the fact's own; else the one of the rule. */
      readonly window?: Window;
    }
  | {
      readonly kind: 'moment';
      readonly read: (filter: Filter | null) => MomentReader;
      /** Where the moment is one end of a series. */
      readonly end?: {
        readonly side: 'last' | 'first';
        readonly measure: (filter: Filter | null) => Measure;
      };
    }
  | { readonly kind: 'age'; readonly read: MomentReader }
  /** Follows the clock on the shop's wall: the value, and an instant before which it stays. */
  | {
      readonly kind: 'clock';
      readonly read: (context: RuleContext) => ClockReading;
      /** Everything it can show. */
      readonly faces: readonly FactValue[];
    }
  /** A value that stays until an instant of its own, and is missing from then on. */
  | { readonly kind: 'lasting'; readonly read: (filter: Filter | null) => LastingReader }
  /** A value that may become another at an instant that it tells. */
  | {
      readonly kind: 'turning';
      readonly read: (profile: Profile, context: RuleContext) => TurningReading;
    }
  /** The moment asked about. */
  | { readonly kind: 'now' }
  /** Does not change by time alone. */
  | { readonly kind: 'still'; readonly read: (profile: Profile, context: RuleContext) => FactValue };

/** What is told of a shopper: the value, since when, and until when it holds. Null where nothing is told. */
export type LastingReader = (profile: Profile) => {
  readonly value: FactValue;
  readonly at: Instant;
  readonly until: Instant;
} | null;

/** By time alone the value stays until that instant; Infinity = for ever. */
export interface TurningReading {
  readonly value: FactValue;
  readonly validUntil: number;
}

export interface ClockReading {
  readonly value: number | string | boolean;
  readonly validUntil: number;
}

function series<Item extends Activity>(all: Series<Item>, aggregate: Aggregate) {
  const whole = measure(all, aggregate);
  return {
    kind: 'series' as const,
    measure: (filter: Filter | null): Measure =>
      filter === null ? whole : measure(all.narrow(filter), aggregate),
  };
}

function moment<Item extends Activity>(all: Series<Item>, side: 'last' | 'first'): FactSource {
  const pick: (series: Series<Item>) => MomentReader = side === 'last' ? lastOf : firstOf;
  const whole = pick(all);
  return {
    kind: 'moment',
    read: (filter) => (filter === null ? whole : pick(all.narrow(filter))),
    end: { side, measure: series(all, 'count').measure },
  };
}

export const LAST_30_DAYS: Window = {
  kind: 'duration',
  amount: 30,
  unit: 'days',
  span: { start: 0, end: 0 },
};

/** The source of every fact of the catalogue. */
export const FACT_SOURCES: Readonly<Record<FactName, FactSource>> = {
  'purchases.count': series(PURCHASES, 'count'),
  'purchases.spend': series(PURCHASES, 'spend'),
  'purchases.gross_spend': series(GROSS_PURCHASES, 'spend'),
  'purchases.quantity': series(UNITS, 'spend'),
  'purchases.average': series(PURCHASES, 'average'),
  'purchases.max': series(PURCHASES, 'max'),
  'purchases.min': series(PURCHASES, 'min'),
  'purchases.last': moment(PURCHASES, 'last'),
  'purchases.first': moment(PURCHASES, 'first'),
  'purchases.distinct_products': series(PURCHASES, 'distinct'),
  'refunds.count': series(REFUNDS, 'count'),
  'refunds.spend': series(REFUNDS, 'spend'),
  'refunds.last': moment(REFUNDS, 'last'),
  'views.count': series(VIEWS, 'count'),
  'views.distinct_products': series(VIEWS, 'distinct'),
  'views.last': moment(VIEWS, 'last'),
  'views.time': series(VIEWS, 'spend'),
  'searches.count': series(SEARCHES, 'count'),
  'searches.last': moment(SEARCHES, 'last'),
  'carts.count': series(CART_CHANGES, 'count'),
  'carts.last': moment(CART_CHANGES, 'last'),
  'carts.added_value': series(CART_RISES, 'spend'),
  'carts.removed_value': series(CART_FALLS, 'spend'),
  'carts.abandoned_count': series(ABANDONMENTS, 'count'),
  'carts.last_abandoned': moment(ABANDONMENTS, 'last'),
  'cart.open_for': { kind: 'age', read: oldestOpenCart },
  'cart.open_value': { kind: 'still', read: openCartValue },
  'checkouts.count': series(CHECKOUTS, 'count'),
  'checkouts.last': moment(CHECKOUTS, 'last'),
  'loyalty.engagement': { ...series(ENGAGEMENT, 'score'), window: LAST_30_DAYS },
  'customer.country': { kind: 'still', read: ({ attributes }) => attributes.country },
  'customer.market': {
    kind: 'still',
    read: ({ attributes }, context) => marketOf(attributes.country, context),
  },
  'customer.language': { kind: 'still', read: ({ attributes }) => attributes.language },
  'customer.tags': { kind: 'still', read: ({ attributes }) => attributes.tags },
  'customer.shopify_segments': { kind: 'still', read: ({ attributes }) => attributes.shopifySegments ?? [] },
  'customer.email_marketing': { kind: 'still', read: ({ attributes }) => attributes.emailMarketing },
  'customer.created_at': { kind: 'moment', read: () => accountCreated },
  'customer.account_age': { kind: 'age', read: accountCreated },
  'loyalty.tier': { kind: 'turning', read: readTier },
  'device.class': { kind: 'still', read: deviceClass },
  'wishlist.count': { kind: 'still', read: ({ attributes }) => attributes.wishlist?.length ?? null },
  'wishlist.product_ids': { kind: 'still', read: ({ attributes }) => attributes.wishlist ?? null },
  'lifetime.value': ofLifetime(({ valueMinor }) => valueMinor),
  'lifetime.returns': ofLifetime(({ returns }) => returns),
  'lifetime.alive': ofLifetime(({ alive }) => alive),
  'lifetime.purchases_90_days': ofLifetime(({ purchases90Days }) => purchases90Days),
  'lifetime.purchases_12_months': ofLifetime(({ purchases365Days }) => purchases365Days),
  'lifetime.group': ofLifetime(({ group }) => group),
  'connected.text': connected('string'),
  'connected.number': connected('number'),
  'connected.flag': connected('boolean'),
  'cart.subtotal': { kind: 'still', read: (_, { cart }) => cart?.subtotalMinor ?? null },
  'cart.quantity': { kind: 'still', read: (_, { cart }) => cart?.quantity ?? null },
  'cart.lines': { kind: 'still', read: (_, { cart }) => cart && new Set(cart.productIds).size },
  'cart.product_ids': { kind: 'still', read: (_, { cart }) => cart?.productIds ?? null },
  'cart.product_types': inCart(({ type }) => [type]),
  'cart.product_vendors': inCart(({ vendor }) => [vendor]),
  'cart.product_tags': inCart(({ tags }) => tags),
  'cart.product_collections': inCart(({ collections }) => collections),
  'checkout.country': { kind: 'still', read: (_, { country }) => country },
  'checkout.market': { kind: 'still', read: (_, context) => marketOf(context.country, context) },
  'time.now': { kind: 'now' },
  'time.hour': { kind: 'clock', read: hourOf, faces: HOURS },
  'time.weekday': { kind: 'clock', read: weekdayOf, faces: WEEKDAYS },
};

/** Changes when the shop is fitted again, never by time. */
function ofLifetime(pick: (estimate: LifetimeEstimate) => FactValue): FactSource {
  return { kind: 'still', read: ({ estimates }) => (estimates?.lifetime ? pick(estimates.lifetime) : null) };
}

/** The first of the fields named that was told, where it is of this type. */
function connected(type: 'string' | 'number' | 'boolean'): FactSource {
  const fits = (value: ConnectedScalar): boolean => typeof value === type;
  return {
    kind: 'lasting',
    read:
      (filter) =>
      ({ attributes }) => {
        const told = filter?.values.map((field) => attributes.connected?.[field]);
        return told?.find((each) => each !== undefined && fits(each.value)) ?? null;
      },
  };
}

function deviceClass({ attributes, isActivityBlocked }: Profile): string | null {
  return isActivityBlocked ? null : (attributes.deviceClass ?? null);
}

function marketOf(country: string | null, { markets }: RuleContext): string | null {
  if (country === null) return null;
  return markets.find(({ countries }) => countries.includes(country))?.name ?? null;
}

/** Something of every product in the cart, each once, in the order of the cart. */
function inCart(pick: (traits: ProductTraits) => readonly string[]): FactSource {
  return {
    kind: 'still',
    read: (_, { cart, findProduct }) => {
      if (cart === null) return null;
      const found = cart.productIds.flatMap((id) => {
        const traits = findProduct(id);
        return traits === null ? [] : pick(traits).filter((text) => text !== '');
      });
      return [...new Set(found)];
    },
  };
}
