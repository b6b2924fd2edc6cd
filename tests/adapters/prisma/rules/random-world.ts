import { gid, type CustomerId, type ProductId, type ShopperId } from '#app/domain/kernel/ids.ts';
import { emptyProfile } from '#app/domain/profiles/empty-profile.ts';
import { foldOrder } from '#app/domain/profiles/fold-order.ts';
import { inShopCurrency } from '#app/domain/profiles/in-shop-currency.ts';
import type { OrderLine, OrderRecord } from '#app/domain/profiles/order-record.ts';
import type { OpenCartFact, Profile, ShopperAttributes } from '#app/domain/profiles/profile.ts';
import type { ProductTraits, ShopMarket } from '#app/domain/segments/segment.ts';
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
}

/** A refund, with the order it is of. */
export interface GivenBack {
  readonly orderId: string;
  readonly at: number;
  readonly amountMinor: number;
}

/** One shopper as the tables have them, and as the profile that is folded from the same things. */
export interface WorldShopper {
  readonly id: ShopperId;
  readonly isDeleted: boolean;
  readonly orders: readonly OrderRecord[];
  readonly deletedOrders: ReadonlySet<string>;
  readonly refunds: readonly GivenBack[];
  readonly done: readonly DoneThing[];
  readonly carts: readonly (OpenCartFact & { readonly isCompleted: boolean })[];
  readonly segments: readonly { readonly id: string; readonly isMember: boolean }[];
  readonly profile: Profile;
}

export interface World {
  readonly products: ReadonlyMap<ProductId, ProductTraits>;
  readonly markets: readonly ShopMarket[];
  readonly shoppers: readonly WorldShopper[];
}

export const TYPES = ['Mug', 'Tea', ''];
export const VENDORS = ['Acme', "O'Neil"];
export const TAGS = ['sale', 'new', 'é', 'VIP-Gold'];
export const COLLECTIONS = ['Winter', 'Gifts "for" you'];
export const QUERIES = ['mug', 'Tea pot', '%_'];
export const SEGMENTS = [gid('Segment', 1), gid('Segment', 2)];
export const COUNTRIES = ['GB', 'US', 'DE', 'FR'];

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
    .filter(({ currency, refundedMinor }) => currency === CURRENCY && refundedMinor > 0)
    .map(({ id: orderId, refundedMinor: amountMinor }) => ({ orderId, at: time(), amountMinor }));
  const done = list(dice.below(24), () => aDoneThing(dice, index, time()));
  const carts = isVisitor ? [] : list(dice.below(4), (place) => aCart(dice, `${index}-${place}`, time()));
  const segments = isVisitor
    ? []
    : some(dice, SEGMENTS).map((segment) => ({ id: segment, isMember: dice.chance(0.7) }));
  const told = { id, isDeleted, orders: kept, deletedOrders, refunds, done, carts, segments };
  const attributes = someAttributes(dice, around);
  const whole = { ...told, profile: profileOf(told, attributes) };
  if (isDeleted) return { ...whole, done: [], carts: [], segments: [], profile: emptyProfile(id) };
  return isBlocked ? blocked(whole) : whole;
}

/** Without consent what was seen is purged; checkouts and purchases stay. */
function blocked(shopper: WorldShopper): WorldShopper {
  const { deviceClass: _, ...attributes } = shopper.profile.attributes;
  return {
    ...shopper,
    done: shopper.done.filter(({ kind }) => kind === 'checkout'),
    profile: { ...shopper.profile, attributes, isActivityBlocked: true },
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
    return { kind: 'view', at, ...(dice.chance(0.85) && { productId: gid('Product', dice.below(10)) }) };
  if (roll < 6) return { kind: 'search', at, query: dice.pick(QUERIES) };
  if (roll < 8) return { kind: 'cart', at, cartToken, valueMinor: 100 + dice.below(50) * 100 };
  return roll < 9
    ? { kind: 'cart_emptied', at, cartToken, valueMinor: 0 }
    : { kind: 'checkout', at, cartToken };
}

function aCart(dice: Dice, token: string, startedAt: number): WorldShopper['carts'][number] {
  return { token, startedAt, updatedAt: startedAt + dice.below(DAY), isCompleted: dice.chance(0.4) };
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
  };
}

function profileOf(told: Omit<WorldShopper, 'profile'>, attributes: ShopperAttributes): Profile {
  const { id, orders, refunds, done, carts, segments } = told;
  const purchases = orders
    .filter((order) => !told.deletedOrders.has(order.id))
    .reduce(
      (profile, order) => foldOrder(profile, inShopCurrency(order, CURRENCY)),
      emptyProfile(id),
    ).purchases;
  const bought = new Set<string>(purchases.map(({ orderId }) => orderId));
  const of = (kind: DoneThing['kind']): readonly DoneThing[] =>
    inOrder(done.filter((each) => each.kind === kind));
  return {
    ...emptyProfile(id),
    attributes: {
      ...attributes,
      shopifySegments: segments.filter(({ isMember }) => isMember).map((segment) => segment.id),
    },
    purchases,
    openCarts: carts
      .filter(({ isCompleted }) => !isCompleted)
      .map(({ token, startedAt, updatedAt }) => ({ token, startedAt, updatedAt })),
    views: of('view').map(({ at, productId }) => ({ at, productId: productId ?? null })),
    searches: of('search').map(({ at, query = '' }) => ({ at, query })),
    cartChanges: of('cart').map((change) => ({ at: change.at, changeMinor: riseOf(change, done) })),
    abandonments: of('cart')
      .filter((change) => isAbandoned(change, done))
      .map(({ at }) => ({ at: at + DAY })),
    checkouts: of('checkout').map(({ at }) => ({ at })),
    refunds: inOrder(refunds.filter(({ orderId }) => bought.has(orderId))).map(({ at, amountMinor }) => ({
      at,
      amountMinor,
    })),
  };
}

function inOrder<Item extends { readonly at: number }>(items: readonly Item[]): readonly Item[] {
  return [...items].sort((a, b) => a.at - b.at);
}

function riseOf(change: DoneThing, done: readonly DoneThing[]): number {
  const before = inOrder(
    done.filter(({ cartToken, kind }) => cartToken === change.cartToken && kind !== 'checkout'),
  );
  const previous = before[before.indexOf(change) - 1];
  return (change.valueMinor ?? 0) - (previous?.valueMinor ?? 0);
}

function isAbandoned(change: DoneThing, done: readonly DoneThing[]): boolean {
  const own = inOrder(done.filter(({ kind }) => kind !== 'view' && kind !== 'search'));
  const next = own[own.indexOf(change) + 1];
  return next === undefined || next.at >= change.at + DAY;
}
