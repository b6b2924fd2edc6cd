import type { Condition, FactReference, Filter, Rule, Value } from '#app/domain/segments/ast.ts';
import type { LoyaltyTier, ProductTraits, ShopMarket } from '#app/domain/segments/segment.ts';
import { hourAt, isInside, weekdayAt } from './oracle-calendar.ts';

/** A product in an order or a cart, with ids as their source writes them. */
export interface KnownLine {
  readonly product: string;
  readonly quantity: number;
  readonly priceMinor: number;
}

/** One thing that happened; a field that its kind does not have is left out. */
export interface KnownItem {
  readonly at: number;
  readonly netMinor?: number;
  readonly grossMinor?: number;
  readonly lines?: readonly KnownLine[];
  readonly query?: string;
  readonly changeMinor?: number;
  readonly seconds?: number;
}

export type Family = 'purchases' | 'refunds' | 'views' | 'searches' | 'carts' | 'abandonments' | 'checkouts';

/** What a connection told, until it expires. */
interface Told {
  readonly value: string | number | boolean;
  readonly until: number;
}

/** Everything a rule may ask about, for one shopper at one instant; undefined = missing. */
export interface Known {
  readonly now: number;
  readonly timezone: string;
  items(family: Family): readonly KnownItem[];
  readonly attributes: {
    readonly country?: string | undefined;
    readonly language?: string | undefined;
    readonly tags: readonly string[];
    readonly shopifySegments: readonly string[];
    readonly emailMarketing?: boolean | undefined;
    readonly createdAt?: number | undefined;
    readonly deviceClass?: string | undefined;
    readonly wishlist?: readonly string[] | undefined;
    /** By field. */
    readonly connected?: Readonly<Record<string, Told | undefined>> | undefined;
    /** Null when a source said that there is none; undefined when none said anything. */
    readonly loyaltyTier?: string | null | undefined;
  };
  readonly openCart?: { readonly since: number; readonly valueMinor?: number | undefined } | undefined;
  /** What models say, by the name of the fact. */
  readonly estimated: Readonly<Record<string, number | string | undefined>>;
  /** What models infer, by the name of the fact. */
  readonly inferred: Readonly<
    Record<string, { readonly value: string; readonly percent: number } | undefined>
  >;
  traits(product: string): ProductTraits | null;
  readonly tiers: readonly LoyaltyTier[];
  readonly markets: readonly ShopMarket[];
  readonly checkout: {
    readonly cart: {
      readonly subtotalMinor: number;
      readonly quantity: number;
      readonly productIds: readonly string[];
    } | null;
    readonly country: string | null;
  };
}

type Seen = number | string | boolean | readonly string[] | undefined;

/**
 * The meaning of a rule, recomputed from scratch at one instant: everything is looked at, nothing is remembered, no boundary is
 * known. Slow and plain on purpose; it shares no code with the evaluator.
 */
export function ruleOracle(rule: Rule, known: Known): boolean {
  switch (rule.kind) {
    case 'and':
      return rule.operands.every((each) => ruleOracle(each, known));
    case 'or':
      return rule.operands.some((each) => ruleOracle(each, known));
    case 'not':
      return !ruleOracle(rule.operand, known);
    default:
      return holds(rule, valueOf(rule.fact, known), known);
  }
}

function valueOf(fact: FactReference, known: Known): Seen {
  const { attributes, openCart, checkout, now, timezone } = known;
  if (fact.name.startsWith('lifetime.')) return known.estimated[fact.name];
  if (fact.inferredFrom !== undefined) {
    const { inferredFrom, ...told } = fact;
    return valueOf(told, known) ?? guessed(fact.name, inferredFrom, known);
  }
  const { cart } = checkout;
  switch (fact.name) {
    case 'customer.country':
      return attributes.country;
    case 'customer.market':
      return marketOf(attributes.country, known);
    case 'customer.language':
      return attributes.language;
    case 'customer.tags':
      return attributes.tags;
    case 'customer.shopify_segments':
      return attributes.shopifySegments;
    case 'customer.email_marketing':
      return attributes.emailMarketing;
    case 'customer.created_at':
      return past(attributes.createdAt, now);
    case 'customer.account_age':
      return age(attributes.createdAt, now);
    case 'device.class':
      return attributes.deviceClass;
    case 'wishlist.count':
      return attributes.wishlist?.length;
    case 'wishlist.product_ids':
      return attributes.wishlist;
    case 'connected.text':
      return toldAs('string', fact, known);
    case 'connected.number':
      return toldAs('number', fact, known);
    case 'connected.flag':
      return toldAs('boolean', fact, known);
    case 'loyalty.tier':
      return tierOf(known);
    case 'loyalty.engagement':
      return engagement(known);
    case 'cart.open_for':
      return age(openCart?.since, now);
    case 'cart.open_value':
      return openCart?.valueMinor;
    case 'cart.subtotal':
      return cart?.subtotalMinor;
    case 'cart.quantity':
      return cart?.quantity;
    case 'cart.lines':
      return cart ? new Set(cart.productIds).size : undefined;
    case 'cart.product_ids':
      return cart?.productIds;
    case 'cart.product_types':
      return inCart(known, ({ type }) => [type]);
    case 'cart.product_vendors':
      return inCart(known, ({ vendor }) => [vendor]);
    case 'cart.product_tags':
      return inCart(known, ({ tags }) => tags);
    case 'cart.product_collections':
      return inCart(known, ({ collections }) => collections);
    case 'checkout.country':
      return checkout.country ?? undefined;
    case 'checkout.market':
      return marketOf(checkout.country, known);
    case 'time.now':
      return now;
    case 'time.hour':
      return hourAt(now, timezone);
    case 'time.weekday':
      return weekdayAt(now, timezone);
    default:
      return happenedValue(fact, known);
  }
}

function guessed(name: string, least: number, { inferred }: Known): string | undefined {
  const guess = inferred[name];
  return guess !== undefined && guess.percent >= least ? guess.value : undefined;
}

function toldAs(type: string, { filter }: FactReference, { attributes, now }: Known): Seen {
  const told = (filter?.values ?? [])
    .map((field) => attributes.connected?.[field])
    .filter((each) => typeof each?.value === type)[0];
  return told === undefined || now >= told.until ? undefined : told.value;
}

function past(at: number | undefined, now: number): number | undefined {
  return at !== undefined && at <= now ? at : undefined;
}

function age(since: number | undefined, now: number): number | undefined {
  return since !== undefined && since <= now ? now - since : undefined;
}

function marketOf(country: string | null | undefined, { markets }: Known): string | undefined {
  return markets.filter(({ countries }) => countries.some((each) => each === country))[0]?.name;
}

function tierOf({
  attributes: { loyaltyTier, connected, tags },
  tiers,
  items,
  now,
}: Known): string | undefined {
  if (loyaltyTier !== undefined) return loyaltyTier ?? undefined;
  const told = connected?.['loyalty_tier'];
  if (told && typeof told.value === 'string' && now < told.until) return told.value;
  const isIn = ({ tag, spend, orders }: LoyaltyTier): boolean => {
    if (tag !== undefined) return tags.some((each) => each.toLowerCase() === tag.toLowerCase());
    const days = spend?.days ?? orders?.days ?? Infinity;
    const counted = items('purchases').filter(({ at }) => at <= now && at > now - days * 86_400);
    if (orders) return counted.length >= orders.count;
    const spent = counted.reduce((sum, { netMinor = 0 }) => sum + netMinor, 0);
    return spend !== undefined && spent >= spend.amountMinor;
  };
  return tiers.filter(isIn)[0]?.name;
}

function engagement({ items, now }: Known): number {
  const recent = (family: Family) =>
    items(family).filter(({ at }) => at <= now && at > now - 30 * 86_400).length;
  const points = 20 * recent('purchases') + 3 * recent('carts') + 2 * recent('searches') + recent('views');
  return points > 100 ? 100 : points;
}

function inCart({ checkout, traits }: Known, pick: (product: ProductTraits) => readonly string[]): Seen {
  if (checkout.cart === null) return undefined;
  const all = checkout.cart.productIds.map(traits).flatMap((product) => (product ? pick(product) : []));
  return all.filter((text, index) => text !== '' && all.indexOf(text) === index);
}

/** The part of a name before the dot does not always say what is counted. */
const FAMILIES: Readonly<Record<string, Family>> = {
  'carts.abandoned_count': 'abandonments',
  'carts.last_abandoned': 'abandonments',
};

function happenedValue({ name, filter, window }: FactReference, known: Known): Seen {
  const [family = '', asked = ''] = name.split('.');
  const all = known
    .items(FAMILIES[name] ?? (family as Family))
    .flatMap((item) => narrowed(item, filter, known));
  const inside = all.filter(({ at }) => isInside(at, window, known));
  const sum = (amount: (item: KnownItem) => number): number =>
    inside.map(amount).reduce((total, each) => total + each, 0);
  const net = inside.map(({ netMinor = 0 }) => netMinor);
  const products = inside.flatMap(({ lines = [] }) => lines);
  const times = all.map(({ at }) => at).filter((at) => at <= known.now);
  switch (asked) {
    case 'count':
    case 'abandoned_count':
      return inside.length;
    case 'spend':
      return sum(({ netMinor = 0 }) => netMinor);
    case 'gross_spend':
      return sum(({ grossMinor = 0 }) => grossMinor);
    case 'time':
      return sum(({ seconds = 0 }) => seconds);
    case 'quantity':
      return products.reduce((total, { quantity }) => total + quantity, 0);
    case 'average':
      return net.length === 0 ? undefined : sum(({ netMinor = 0 }) => netMinor) / net.length;
    case 'max':
      return net.length === 0 ? undefined : Math.max(...net);
    case 'min':
      return net.length === 0 ? undefined : Math.min(...net);
    case 'distinct_products':
      return new Set(products.map(({ product }) => product)).size;
    case 'added_value':
      return sum(({ changeMinor = 0 }) => (changeMinor > 0 ? changeMinor : 0));
    case 'removed_value':
      return sum(({ changeMinor = 0 }) => (changeMinor < 0 ? -changeMinor : 0));
    case 'last':
    case 'last_abandoned':
      return times.length === 0 ? undefined : Math.max(...times);
    case 'first':
      return times.length === 0 ? undefined : Math.min(...times);
    default:
      throw new Error(`The oracle does not know ${name}`);
  }
}

const bare = (id: string): string => id.replace('gid://shopify/Product/', '');

/** The item as far as it has to do with what the filter names, or nothing. */
function narrowed(item: KnownItem, filter: Filter | null, known: Known): readonly KnownItem[] {
  if (filter === null) return [item];
  if (filter.dimension === 'query') return filter.values.some((value) => value === item.query) ? [item] : [];
  const lines = (item.lines ?? []).filter(({ product }) =>
    filter.values.some((value) => namesOf(product, filter, known).includes(value)),
  );
  if (lines.length === 0) return [];
  const netMinor = lines.map(({ quantity, priceMinor }) => quantity * priceMinor).reduce((a, b) => a + b);
  return [{ ...item, lines, netMinor }];
}

function namesOf(product: string, { dimension }: Filter, { traits }: Known): readonly string[] {
  if (dimension === 'product') return [bare(product), `gid://shopify/Product/${bare(product)}`];
  const found = traits(product);
  if (found === null) return [];
  if (dimension === 'type') return [found.type];
  if (dimension === 'vendor') return [found.vendor];
  return dimension === 'tag' ? found.tags : found.collections;
}

const UNIT = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 };
const IS_MONEY = /\.(spend|gross_spend|average|max|min|added_value|removed_value|open_value|subtotal)$/;

function written(value: Value, name: string): number | string | boolean {
  if (value.kind === 'duration') return value.amount * UNIT[value.unit];
  return value.kind === 'number' && IS_MONEY.test(name) ? Math.round(value.value * 100) : value.value;
}

/** Codes are written in any case and kept in one; of what is a part of a language's code nobody can say which. */
function code<Written>(value: Written, name: string, isPart: boolean): Written | string {
  if (typeof value !== 'string') return value;
  if (/\.country$/.test(name)) return value.toUpperCase();
  if (name !== 'customer.language' || isPart) return value;
  try {
    return String(new Intl.Locale(value));
  } catch {
    return value;
  }
}

function holds(condition: Condition, seen: Seen, known: Known): boolean {
  const isKnown = seen !== undefined && !(Array.isArray(seen) && seen.length === 0);
  if (condition.kind === 'presence') return condition.isSet === isKnown;
  if (seen === undefined) return false;
  const isPart = condition.kind === 'contains' || condition.kind === 'affix';
  const other = (value: Value) => code(written(value, condition.fact.name), condition.fact.name, isPart);
  switch (condition.kind) {
    case 'recent':
      return typeof seen === 'number' && isInside(seen, condition.window, known);
    case 'in':
      return condition.values.some((value) => other(value) === seen) !== condition.isNegated;
    case 'contains':
      // A product may be named by its number: both sides without what stands before it.
      return /\.product_ids$/.test(condition.fact.name) && Array.isArray(seen)
        ? containsAsked(condition, seen.map(bare), (value) => bare(String(other(value))))
        : containsAsked(condition, seen, (value) => String(other(value)));
    case 'affix':
      return hasAffix(condition, seen, String(other(condition.value)));
    case 'between':
      return seen >= other(condition.low) && seen <= other(condition.high);
    case 'compare':
      return compares(condition.operator, seen, other(condition.value));
  }
}

function compares(operator: string, seen: Seen, value: number | string | boolean): boolean {
  if (seen === undefined) return false;
  if (operator === '=') return seen === value;
  if (operator === '!=') return seen !== value;
  if (operator === '<') return seen < value;
  if (operator === '<=') return seen <= value;
  return operator === '>' ? seen > value : seen >= value;
}

function hasAffix({ side }: { readonly side: 'start' | 'end' }, seen: Seen, wanted: string): boolean {
  if (typeof seen !== 'string') return false;
  const from = side === 'start' ? 0 : seen.length - wanted.length;
  return from >= 0 && seen.slice(from, from + wanted.length) === wanted;
}

function containsAsked(
  { values, match, isNegated }: Extract<Condition, { kind: 'contains' }>,
  seen: Seen,
  textOf: (value: Value) => string,
): boolean {
  if (!Array.isArray(seen) && typeof seen !== 'string') return false;
  const held = values.map((value) => seen.includes(textOf(value)));
  return (match === 'all' ? !held.includes(false) : held.includes(true)) !== isNegated;
}
