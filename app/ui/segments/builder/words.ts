import { FACTS, type Fact } from '#app/domain/facts/catalogue.ts';
import type { Dimension } from '#app/domain/facts/fact.ts';
import { COMPARISON_WORDS } from '#app/domain/segments/describe.ts';
import type { Ask } from '#app/domain/segments/edit/ask.ts';

/** A fact as the head of a row: "Number of purchases" of "the number of purchases". */
export function titleOf({ phrase }: Pick<Fact, 'phrase'>): string {
  const bare = phrase.replace(/^the (?:customer's )?/, '').replace(/,$/, '');
  return bare.charAt(0).toUpperCase() + bare.slice(1);
}

const ASK_WORDS: Readonly<Record<Ask, string>> = {
  ...COMPARISON_WORDS,
  in: 'is one of',
  'not-in': 'is known and is none of',
  contains: 'contains',
  'not-contains': 'is known and does not contain',
  starts: 'starts with',
  ends: 'ends with',
  between: 'is between',
  set: 'is known',
  missing: 'is not known',
  recent: 'was',
};
const LIST_WORDS: Readonly<Partial<Record<Ask, string>>> = {
  contains: 'include',
  'not-contains': 'do not include',
  set: 'are not empty',
  missing: 'are empty',
};

/** A way to ask, as it reads after the fact. */
export function askWords(ask: Ask, { type, name }: Pick<Fact, 'type' | 'name'>): string {
  if (name === 'time.now' && ask === 'recent') return 'is';
  return (type === 'textList' ? LIST_WORDS[ask] : undefined) ?? ASK_WORDS[ask];
}

export const DIMENSION_WORDS: Readonly<Record<Dimension, string>> = {
  product: 'of the product',
  type: 'of the type',
  vendor: 'of the vendor',
  tag: 'tagged',
  collection: 'in the collection',
  query: 'for',
  field: 'of the field',
};

const GROUPS = [
  { title: 'Purchases', prefixes: ['purchases.', 'refunds.'] },
  { title: 'Carts and checkouts', prefixes: ['carts.', 'cart.', 'checkouts.'] },
  { title: 'Customer', prefixes: ['customer.', 'device.', 'wishlist.', 'connected.'] },
  { title: 'Expected of the customer', prefixes: ['lifetime.'] },
  { title: 'Loyalty', prefixes: ['loyalty.'] },
  { title: 'Browsing', prefixes: ['views.', 'searches.'] },
] as const;

export interface FactGroup {
  readonly title: string;
  readonly facts: readonly Fact[];
}

/** The facts that a shop has, in groups, those of browsing where it is told of it; those that hold every word of `search` only. */
export function groupFacts(search: string, hasBrowsing: boolean): readonly FactGroup[] {
  const facts: readonly Fact[] = FACTS;
  const found = facts.filter((fact) => (hasBrowsing || fact.source !== 'browsing') && holds(fact, search));
  const kept = found.filter(({ source }) => source !== 'checkout');
  const named = GROUPS.map(({ title, prefixes }) => ({
    title,
    facts: kept.filter(({ name }) => prefixes.some((prefix) => name.startsWith(prefix))),
  }));
  const rest = kept.filter((fact) => !named.some(({ facts: known }) => known.includes(fact)));
  const atCheckout = found.filter(({ source }) => source === 'checkout');
  return [...named, { title: 'More', facts: rest }, { title: 'At checkout', facts: atCheckout }].filter(
    (group) => group.facts.length > 0,
  );
}

function holds({ name, phrase, description }: Fact, search: string): boolean {
  const text = `${name} ${phrase} ${description}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
