import type { Rule } from '#app/domain/segments/ast.ts';
import type { ProductTraits, RuleContext } from '#app/domain/segments/segment.ts';
import { gid } from '#app/domain/kernel/ids.ts';
import type { Dice } from './random-story.ts';
import { eventOracle, type Question } from './event-oracle.ts';
import type { Vocabulary } from './random-rule.ts';

/** What the shop of the stories sells; of `p4`, and of what it never heard of, it knows nothing. */
export const PRODUCTS: ReadonlyMap<string, ProductTraits> = new Map(
  Object.entries({
    p1: { type: 'Mug', vendor: 'Acme', tags: ['sale', 'new'], collections: ['Winter'] },
    p2: { type: 'Tea', vendor: "O'Neil", tags: [], collections: ['Winter', 'Gifts'] },
    p3: { type: '', vendor: 'Acme', tags: ['sale'], collections: [] },
  }).map(([id, product]) => [gid('Product', id), product]),
);

/** The rest of what a rule may ask about: the same for the product and for the oracle. */
export type Setting = Pick<RuleContext, 'timezone' | 'tiers' | 'markets' | 'cart' | 'country'>;

const TIERS = [
  { name: 'Platinum', tag: 'VIP' },
  { name: 'old', spend: { amountMinor: 9_000, days: 60 } },
  { name: 'Gold', tag: 'x' },
  { name: 'gold', orders: { count: 2, days: null } },
];
const MARKETS = [
  { name: 'Home', countries: ['GB', 'IE'] },
  { name: 'Elsewhere', countries: ['GB', 'US'] },
];

/** Nobody is in a checkout. */
export function outsideCheckout(timezone: string): Setting {
  return { timezone, tiers: TIERS, markets: MARKETS, cart: null, country: null };
}

/** Half of the questions are asked in a checkout. */
export function aSetting(dice: Dice, timezone: string): Setting {
  const outside = outsideCheckout(timezone);
  if (dice.chance(0.5)) return outside;
  const productIds = ['p1', 'p2', 'p3', 'p4', 'p1'].filter(() => dice.chance(0.4));
  return {
    ...outside,
    cart: {
      productIds: productIds.map((id) => gid('Product', id)),
      quantity: productIds.length + dice.below(3),
      subtotalMinor: dice.below(9_000),
    },
    country: dice.pick(['GB', 'US', 'FR', null]),
  };
}

/** By an id as events write it, or as Shopify does. */
const traits = (id: string): ProductTraits | null =>
  PRODUCTS.get(id) ?? PRODUCTS.get(gid('Product', id)) ?? null;

/** The context in which the product is asked. */
export function contextOf(setting: Setting, now: number): RuleContext {
  return { ...setting, now, findProduct: traits };
}

/** What rules about the stories may name. */
export const STORY_WORDS: Vocabulary = {
  words: {
    'customer.country': ['GB', 'US', 'gb'],
    'customer.market': ['Home', 'Elsewhere', 'home'],
    'customer.language': ['en', 'en-GB', 'EN', 'eN-gb', 'GB', ''],
    'customer.tags': ['vip', 'VIP', 'x'],
    'loyalty.tier': ['Gold', 'gold', 'Platinum', 'old'],
    'cart.product_ids': ['gid://shopify/Product/p1', 'p1'],
    'cart.product_types': ['Mug', 'Tea', ''],
    'cart.product_vendors': ['Acme', "O'Neil"],
    'cart.product_tags': ['sale', 'new'],
    'cart.product_collections': ['Winter', 'Gifts'],
    'checkout.country': ['GB', 'US', 'us'],
    'checkout.market': ['Home', 'Elsewhere'],
  },
  filters: {
    product: ['p1', 'p2', 'gid://shopify/Product/p3', 'p9'],
    type: ['Mug', 'Tea', ''],
    vendor: ['Acme', "O'Neil"],
    tag: ['sale', 'new', 'other'],
    collection: ['Winter', 'Gifts'],
    query: ['mug', 'tea', ''],
    field: ['points'],
  },
  untold: /^(lifetime|connected|wishlist)\./,
};

/** Whether the rule holds by the oracle. */
export function holdsInStory(
  rule: Rule,
  question: Omit<Question, 'setting' | 'traits'>,
  setting: Setting,
): boolean {
  return eventOracle(rule, { ...question, setting, traits });
}
