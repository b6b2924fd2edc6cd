import { gid, type CustomerId, type ProductId, type ShopperId } from '#app/domain/kernel/ids.ts';
import type { Estimates } from '#app/domain/profiles/estimates.ts';
import { emptyProfile } from '#app/domain/profiles/empty-profile.ts';
import { foldTrace } from '#app/domain/profiles/fold-trace.ts';
import { foldOrder } from '#app/domain/profiles/fold-order.ts';
import { inShopCurrency } from '#app/domain/profiles/in-shop-currency.ts';
import type { OrderLine, OrderRecord } from '#app/domain/profiles/order-record.ts';
import type { OpenCartFact, Profile, ShopperAttributes } from '#app/domain/profiles/profile.ts';
import { withdrawAnalytics } from '#app/domain/profiles/withdraw-analytics.ts';
import type { ProductTraits, ShopMarket } from '#app/domain/segments/segment.ts';
import type { Vocabulary } from '#tests/domain/segments/random-rule.ts';
import type { Dice } from '#tests/domain/segments/random-story.ts';

export const CURRENCY = 'GBP';
const DAY = 86_400;

/** One thing done, as shopper_activity keeps it. */
export interface DoneThing {
  readonly kind: 'view' | 'search' | 'cart' | 'cart_emptied' | 'checkout';
  readonly at: number;
  readonly cartToken?: string;
  readonly productId?: ProductId;
  readonly query?: string;
  readonly valueMinor?: number;
  readonly lastedSeconds?: number;
}

/** A refund, with the order it is of. */
export interface GivenBack {
  readonly orderId: string;
  readonly at: number;
  readonly amountMinor: number;
}

/** A checkout, and what the cart behind it told. */
export interface CheckoutCart extends OpenCartFact {
  readonly isCompleted: boolean;
  readonly cart: {
    readonly updatedAt: number;
    readonly valueMinor?: number;
    readonly isEmpty: boolean;
  } | null;
}

/** One shopper as the tables have them, and as the profile that is folded from the same things. */
export interface WorldShopper {
  readonly id: ShopperId;
  readonly isDeleted: boolean;
  readonly orders: readonly OrderRecord[];
  readonly deletedOrders: ReadonlySet<string>;
  readonly refunds: readonly GivenBack[];
  readonly done: readonly DoneThing[];
  readonly carts: readonly CheckoutCart[];
  readonly segments: readonly { readonly id: string; readonly isMember: boolean }[];
  readonly profile: Profile;
}

export interface World {
  readonly products: ReadonlyMap<ProductId, ProductTraits>;
  readonly markets: readonly ShopMarket[];
  readonly shoppers: readonly WorldShopper[];
}

const TYPES = ['Mug', 'Tea', ''];
const VENDORS = ['Acme', "O'Neil"];
const TAGS = ['sale', 'new', 'é', 'VIP-Gold'];
const COLLECTIONS = ['Winter', 'Gifts "for" you'];
const QUERIES = ['mug', 'Tea pot', '%_'];
const SEGMENTS = [gid('Segment', 1), gid('Segment', 2)];
const FIELDS = ['loyalty_tier', 'points', 'region', "it's"];
const COUNTRIES = ['GB', 'US', 'DE', 'FR'];

/** What rules about such a world may name. */
export const WORLD_WORDS: Vocabulary = {
  words: {
    'customer.country': [...COUNTRIES, 'gb'],
    'customer.market': ['Home', 'Elsewhere', 'home'],
    'customer.language': ['en', 'EN', 'pt', 'PT-br', 'BR', ''],
    'customer.tags': ['vip-gold', 'x', 'vip-É'],
    'customer.shopify_segments': SEGMENTS,
    'loyalty.tier': ['Gold', 'Silver', 'Accent', 'Spender', 'Regular', 'Buyer', 'Wales', 'o'],
    'checkout.country': COUNTRIES,
    'connected.text': ['Wales', 'wales', ''],
    'wishlist.product_ids': [gid('Product', 1), gid('Product', 2), '3'],
  },
  filters: {
    product: ['1', '2', 'gid://shopify/Product/3', '9'],
    type: TYPES,
    vendor: VENDORS,
    tag: TAGS,
    collection: COLLECTIONS,
    query: QUERIES,
    field: FIELDS,
  },
};

/** A shop of some shoppers who did things around an instant, often on the hour, so that things coincide. */
export function aWorld(dice: Dice, around: number, size: number): World {
  const products = new Map(
    Array.from({ length: 8 }, (_, index) => [gid('Product', index), someTraits(dice)] as const),
  );
  const shoppers = Array.from({ length: size }, (_, index) => aShopper(dice, around, index));
  return {
    products,
    markets: [
      { name: 'Home', countries: ['GB', 'IE'] },
      { name: 'Elsewhere', countries: ['GB', 'US', 'DE'] },
    ],
    shoppers,
  };
}

const some = <Value>(dice: Dice, values: readonly Value[]): readonly Value[] =>
  values.filter(() => dice.chance(0.35));

function someTraits(dice: Dice): ProductTraits {
  return {
    type: dice.pick(TYPES),
    vendor: dice.pick(VENDORS),
    tags: some(dice, TAGS),
    collections: some(dice, COLLECTIONS),
  };
}

/** From twelve days before to two days after. */
function aTime(dice: Dice, around: number): number {
  const hours = around + (dice.below(336) - 288) * 3_600;
  return dice.chance(0.5) ? hours : hours + dice.below(3_600);
}

const list = <Value>(count: number, make: (index: number) => Value): readonly Value[] =>
  Array.from({ length: count }, (_, index) => make(index));

function aShopper(dice: Dice, around: number, index: number): WorldShopper {
  const isVisitor = dice.chance(0.15);
  const id: ShopperId = isVisitor ? `visitor:${index}` : gid('Customer', index);
  const isDeleted = dice.chance(0.06);
  const isBlocked = dice.chance(0.1);
  const time = (): number => aTime(dice, around);
  const orders = isVisitor
    ? []
    : list(dice.below(9), (place) => anOrder(dice, gid('Customer', index), `${index}-${place}`, time()));
  const deletedOrders = new Set(orders.filter(() => dice.chance(0.05)).map(({ id: orderId }) => orderId));
  const kept = orders.map((order) =>
    deletedOrders.has(order.id) ? { ...order, cancelledAt: around } : order,
  );
  const refunds = kept
    .filter(() => dice.chance(0.3))
    .map(({ id: orderId, refundedMinor: amountMinor }) => ({ orderId, at: time(), amountMinor }));
  const done = list(dice.below(24), () => aDoneThing(dice, index, time()));
  const carts = isVisitor ? [] : list(dice.below(4), (place) => aCart(dice, `${index}-${place}`, time()));
  const segments = isVisitor
    ? []
    : some(dice, SEGMENTS).map((segment) => ({ id: segment, isMember: dice.chance(0.7) }));
  const told = { id, isDeleted, orders: kept, deletedOrders, refunds, done, carts, segments };
  const attributes = someAttributes(dice, around);
  const estimates = dice.chance(0.8) ? someEstimates(dice, around) : undefined;
  const whole = { ...told, profile: { ...profileOf(told, attributes), estimates } };
  if (isDeleted) return { ...whole, done: [], carts: [], segments: [], profile: emptyProfile(id) };
  return isBlocked ? blocked(whole) : whole;
}

/** As fits round them, and near the numbers that rules are drawn with. */
function someEstimates(dice: Dice, around: number): Estimates {
  const lifetime = {
    alive: dice.chance(0.2) ? null : dice.below(70) / 10,
    returns: dice.below(70) / 10,
    purchases90Days: dice.below(700) / 100,
    purchases365Days: dice.below(7),
    valueMinor: dice.chance(0.2) ? null : dice.below(90) * 100,
    group: dice.pick(['champions', 'loyal', 'at risk', 'lost']),
  };
  const guess = (values: readonly string[]) => ({
    value: dice.pick(values),
    percent: dice.pick([50, 89.9, 90, 97.5]),
  });
  const inferred = {
    ...(dice.chance(0.7) && { 'customer.country': guess(COUNTRIES) }),
    ...(dice.chance(0.7) && { 'device.class': guess(['phone', 'desktop']) }),
  };
  return { at: around - DAY, version: 3, ...(dice.chance(0.9) && { lifetime }), inferred };
}

/** Without consent what was seen is purged; checkouts and purchases stay. */
function blocked(shopper: WorldShopper): WorldShopper {
  return {
    ...shopper,
    done: shopper.done.filter(({ kind }) => kind === 'checkout'),
    carts: [],
    profile: withdrawAnalytics(shopper.profile),
  };
}

function anOrder(dice: Dice, customerId: CustomerId, id: string, at: number): OrderRecord {
  const subtotalMinor = dice.below(60) * 100;
  const lines = list(dice.below(4), (place): OrderLine => ({
    id: `${id}-${place}`,
    productId: dice.chance(0.1) ? null : gid('Product', dice.below(10)),
    variantId: dice.chance(0.05) ? null : gid('ProductVariant', place),
    title: '',
    quantity: 3,
    currentQuantity: dice.below(4),
    unitPriceMinor: dice.below(20) * 100,
    attributes: {},
  }));
  return {
    id: gid('Order', id),
    customerId,
    checkoutToken: null,
    cartToken: null,
    processedAt: at,
    updatedAt: at,
    cancelledAt: dice.chance(0.12) ? at : null,
    test: dice.chance(0.06),
    sourceName: null,
    country: null,
    currency: dice.chance(0.12) ? 'USD' : CURRENCY,
    subtotalMinor,
    totalMinor: subtotalMinor,
    refundedMinor: dice.chance(0.25) ? dice.below(4_000) : 0,
    lines,
  };
}

function aDoneThing(dice: Dice, index: number, at: number): DoneThing {
  const roll = dice.below(10);
  const cartToken = `cart-${index}-${dice.below(2)}`;
  if (roll < 4)
    return {
      kind: 'view',
      at,
      ...(dice.chance(0.85) && { productId: gid('Product', dice.below(10)) }),
      ...(dice.chance(0.6) && { lastedSeconds: dice.below(20) * 30 }),
    };
  if (roll < 6) return { kind: 'search', at, query: dice.pick(QUERIES) };
  if (roll < 8)
    return {
      kind: 'cart',
      at,
      cartToken,
      ...(dice.chance(0.85) && { valueMinor: 100 + dice.below(50) * 100 }),
    };
  return roll < 9
    ? { kind: 'cart_emptied', at, cartToken, valueMinor: 0 }
    : { kind: 'checkout', at, cartToken };
}

function aCart(dice: Dice, token: string, startedAt: number): CheckoutCart {
  const value = (): { valueMinor?: number } =>
    dice.chance(0.8) ? { valueMinor: (1 + dice.below(50)) * 100 } : {};
  const isEmpty = dice.chance(0.2);
  const updatedAt = startedAt + dice.below(DAY);
  // Never at the checkout's own second.
  const cart = {
    updatedAt: updatedAt + dice.pick([-1, 1]) * (1 + dice.below(DAY)),
    ...(isEmpty ? { valueMinor: 0 } : value()),
    isEmpty,
  };
  return {
    token,
    startedAt,
    updatedAt,
    isCompleted: dice.chance(0.4),
    cart: dice.chance(0.5) ? cart : null,
    ...value(),
  };
}

function someAttributes(dice: Dice, around: number): ShopperAttributes {
  return {
    tags: some(dice, ['vip-gold', 'VIP-GOLD', 'vip-É', 'x']),
    country: dice.pick([...COUNTRIES, null]),
    language: dice.pick(['en', 'de', 'pt-BR', null]),
    emailMarketing: dice.pick([true, false, null]),
    createdAt: dice.chance(0.3) ? null : aTime(dice, around),
    ...(dice.chance(0.3) && { loyaltyTier: dice.pick(['Gold', 'Silver', null]) }),
    ...(dice.chance(0.5) && { deviceClass: dice.pick(['desktop', 'phone', null]) }),
    ...(dice.chance(0.5) && { wishlist: list(dice.below(3), (place) => gid('Product', place + 1)) }),
    ...(dice.chance(0.7) && { connected: someConnected(dice, around) }),
  };
}

/** Some of it expires at the instant that the world is about. */
function someConnected(dice: Dice, around: number): ShopperAttributes['connected'] {
  const told = some(dice, FIELDS).map((field) => {
    const value = dice.pick(['Wales', 'é', dice.below(24), dice.below(24) / 10, true, false]);
    const until = around + dice.pick([-DAY, 0, 1, DAY]);
    return [field, { value, at: around - DAY, until, needs: 'none', source: 'crm' }] as const;
  });
  return Object.fromEntries(told);
}

/** The product's own folds, over the same things. */
function profileOf(told: Omit<WorldShopper, 'profile'>, attributes: ShopperAttributes): Profile {
  const { id, orders, refunds, done, carts, segments } = told;
  const bought = orders
    .filter((order) => !told.deletedOrders.has(order.id))
    .map((order) => inShopCurrency(order, CURRENCY))
    .reduce((profile, order) => foldOrder(profile, order), emptyProfile(id));
  const purchases = new Set<string>(bought.purchases.map(({ orderId }) => orderId));
  const followed = segments.filter(({ isMember }) => isMember).map((segment) => segment.id);
  return foldTrace(
    { ...bought, attributes: { ...attributes, ...(followed.length > 0 && { shopifySegments: followed }) } },
    {
      activity: done.map((each, index) => ({ ...NOTHING_MORE, ...each, key: keyOf(index) })),
      refunds: refunds
        .filter(({ orderId, amountMinor }) => purchases.has(orderId) && amountMinor > 0)
        .map(({ orderId, at, amountMinor }) => ({
          at,
          amountMinor: isForeign(orders, orderId) ? 0 : amountMinor,
        })),
      openCarts: carts
        .filter(({ isCompleted }) => !isCompleted)
        .flatMap(openCartOf)
        .sort((a, b) => a.startedAt - b.startedAt || (a.token < b.token ? -1 : 1)),
    },
  );
}

function openCartOf({ token, startedAt, updatedAt, valueMinor, cart }: CheckoutCart): OpenCartFact[] {
  if (cart === null || cart.updatedAt < updatedAt) return [{ token, startedAt, updatedAt, valueMinor }];
  return cart.isEmpty ? [] : [{ token, startedAt, updatedAt: cart.updatedAt, valueMinor: cart.valueMinor }];
}

const NOTHING_MORE = { cartToken: null, productId: null, query: null, valueMinor: null };

/** Of the thing a shopper did at this place. */
export const keyOf = (index: number): string => String(index).padStart(3, '0');

function isForeign(orders: readonly OrderRecord[], orderId: string): boolean {
  return orders.some(({ id, currency }) => id === orderId && currency !== CURRENCY);
}
