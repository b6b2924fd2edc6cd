import type { Rule } from '#app/domain/segments/ast.ts';
import type { ShopperEvent } from '#app/domain/profiles/shopper-event.ts';
import { ruleOracle, type Family, type Known, type KnownItem } from './rule-oracle.ts';

/**
 * The meaning of a rule recomputed from the raw list of events, at one instant, for one shopper: nothing is folded, sorted or
 * remembered, no boundary is known, and no code of the product is used. `knownAt` cuts the list (later events have not happened);
 * `now` is the instant asked about, so that time can pass without anything happening.
 */
export interface Question {
  readonly events: readonly ShopperEvent[];
  readonly shopper: string;
  readonly knownAt: number;
  readonly now: number;
  readonly setting: Pick<Known, 'timezone' | 'tiers' | 'markets'> & Known['checkout'];
  readonly traits: Known['traits'];
}

/** Whether the rule holds. */
export function eventOracle(rule: Rule, question: Question): boolean {
  const { now, setting, traits } = question;
  const own = ownEvents(question);
  return ruleOracle(rule, {
    ...setting,
    now,
    traits,
    checkout: setting,
    items: (family) => itemsOf(family, own, question),
    attributes: {
      country: attributeOf('country', own),
      language: attributeOf('language', own),
      tags: attributeOf('tags', own) ?? [],
      shopifySegments: [],
      emailMarketing: attributeOf('emailMarketing', own),
      createdAt: attributeOf('createdAt', own),
      loyaltyTier: toldTier(own),
    },
    openCart: openCartOf(own),
    estimated: {},
    inferred: {},
  });
}

/** Every person named up to `knownAt`, by the id they go by. */
export function peopleOf({ events, knownAt }: Pick<Question, 'events' | 'knownAt'>): ReadonlySet<string> {
  const labels = labelsOf(events.filter(({ at }) => at <= knownAt));
  return new Set(labels.values());
}

function labelsOf(events: readonly ShopperEvent[]): Map<string, string> {
  const labels = new Map<string, string>();
  for (const event of events) {
    if ('shopper' in event) labels.set(event.shopper, event.shopper);
    if (event.type === 'merge') labels.set(event.from, event.from).set(event.to, event.to);
  }
  const merges = events.filter((event) => event.type === 'merge');
  for (const { from, to } of merges.sort((a, b) => a.at - b.at || (a.from + a.to < b.from + b.to ? -1 : 1))) {
    const [gone, kept] = [labels.get(from), labels.get(to)];
    for (const [id, label] of labels) if (label === gone) labels.set(id, kept ?? to);
  }
  return labels;
}

type Own = Extract<ShopperEvent, { shopper: string }>;

/** What the person did by any of their ids. */
export function ownEvents(question: Pick<Question, 'events' | 'knownAt' | 'shopper'>): readonly Own[] {
  const happened = question.events.filter(({ at }) => at <= question.knownAt);
  const labels = labelsOf(happened);
  return happened.filter(
    (event): event is Own => 'shopper' in event && labels.get(event.shopper) === question.shopper,
  );
}

/** Whether what was seen at this time may be looked at. */
export function isConsented(at: number, own: readonly Own[]): boolean {
  const consents = own.filter((event) => event.type === 'consent');
  const isWithdrawnSince = consents.some((each) => !each.isAllowed && each.at >= at);
  const before = consents.filter((each) => each.at <= at);
  if (isWithdrawnSince) return false;
  const lastNo = Math.max(-Infinity, ...before.filter((each) => !each.isAllowed).map((each) => each.at));
  return lastNo === -Infinity || before.some((each) => each.isAllowed && each.at > lastNo);
}

function itemsOf(
  family: Family,
  own: readonly Own[],
  { events, knownAt }: Pick<Question, 'events' | 'knownAt'>,
): readonly KnownItem[] {
  const happened = events.filter(({ at }) => at <= knownAt);
  switch (family) {
    case 'purchases':
      return ordersOf(own, happened).map((order) => ({
        at: order.at,
        grossMinor: order.totalMinor,
        netMinor: order.totalMinor - sum(refundsOf(order.id, happened).map((refund) => refund.amountMinor)),
        lines: order.lines.filter(({ quantity }) => quantity > 0),
      }));
    case 'refunds':
      return ordersOf(own, happened)
        .flatMap(({ id }) => refundsOf(id, happened))
        .map(({ at, amountMinor }) => ({ at, netMinor: amountMinor }));
    case 'checkouts':
      return own.filter(({ type }) => type === 'checkout');
    case 'views':
      return own
        .filter((event) => event.type === 'view')
        .filter(({ at }) => isConsented(at, own))
        .map(({ at, product, lastedSeconds }) => ({
          at,
          seconds: lastedSeconds,
          lines: product === null ? [] : [{ product, quantity: 1, priceMinor: 0 }],
        }));
    case 'searches':
      return own.filter((event) => event.type === 'search').filter(({ at }) => isConsented(at, own));
    case 'carts': {
      const story = cartStory(own);
      return story.flatMap(({ at, valueMinor }, index) =>
        valueMinor === null ? [] : [{ at, changeMinor: valueMinor - (story[index - 1]?.valueMinor ?? 0) }],
      );
    }
    case 'abandonments': {
      const story = cartStory(own);
      return story.flatMap(({ at, valueMinor }, index) => {
        const next = story[index + 1]?.at ?? Infinity;
        return valueMinor === null || next < at + 86_400 ? [] : [{ at: at + 86_400 }];
      });
    }
  }
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, each) => total + each, 0);

/** Orders that were not cancelled, each id as it was told for the earliest time. */
function ordersOf(own: readonly Own[], happened: readonly ShopperEvent[]) {
  return own
    .filter((event) => event.type === 'order')
    .filter((order) => !happened.some((each) => each.type === 'order_cancelled' && each.order === order.id))
    .filter(
      (order) =>
        !happened.some((each) => each.type === 'order' && each.id === order.id && each.at < order.at),
    )
    .filter((order, index, all) => all.findIndex(({ id }) => id === order.id) === index);
}

function refundsOf(order: string, happened: readonly ShopperEvent[]) {
  return happened.filter((event) => event.type === 'refund').filter((refund) => refund.order === order);
}

/**
 * What happened in the person's cart, in order, each with what it left in it: null for nothing. In one second changes come first,
 * of them the smaller value, then emptyings and checkouts.
 */
function cartStory(own: readonly Own[]): readonly { at: number; valueMinor: number | null }[] {
  return own
    .flatMap((event) => {
      if (event.type === 'checkout') return [{ at: event.at, valueMinor: null }];
      if (event.type !== 'cart' || !isConsented(event.at, own)) return [];
      return [{ at: event.at, valueMinor: event.isEmpty ? null : event.valueMinor }];
    })
    .sort((a, b) => a.at - b.at || (a.valueMinor ?? Infinity) - (b.valueMinor ?? Infinity) || 0);
}

function openCartOf(own: readonly Own[]): Known['openCart'] {
  const last = cartStory(own).at(-1);
  return last === undefined || last.valueMinor === null
    ? undefined
    : { since: last.at, valueMinor: last.valueMinor };
}

type Attributes = Extract<ShopperEvent, { type: 'customer' }>['attributes'];

/** The attribute as told last; undefined where nobody told it, null where it was taken away. */
function toldLast<Key extends keyof Attributes>(key: Key, own: readonly Own[]): Attributes[Key] {
  const told = own
    .filter((event) => event.type === 'customer')
    .filter(({ attributes }) => Object.hasOwn(attributes, key));
  const newest = Math.max(...told.map(({ at }) => at));
  return told.find(({ at }) => at === newest)?.attributes[key];
}

function attributeOf<Key extends keyof Attributes>(key: Key, own: readonly Own[]) {
  return toldLast(key, own) ?? undefined;
}

const toldTier = (own: readonly Own[]) => toldLast('loyaltyTier', own);
