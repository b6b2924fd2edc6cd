import type { Profile } from '#app/domain/profiles/profile.ts';
import { createRandom } from '../random.ts';
import { NOW } from './shoppers.ts';

/** Thirteen facts of a shopper, worked out beforehand: the engines measured beside ours know no history. */
export interface AggregatedFacts {
  readonly purchases: number;
  readonly spendMinor: number;
  readonly largestMinor: number;
  readonly views: number;
  readonly carts: number;
  readonly checkouts: number;
  readonly refunds: number;
  readonly refundedMinor: number;
  readonly accountDays: number;
  readonly country: string;
  readonly language: string;
  readonly tier: string;
  readonly agreed: boolean;
}

type NumberField = Exclude<keyof AggregatedFacts, 'country' | 'language' | 'tier' | 'agreed'>;
type TextField = 'country' | 'language' | 'tier';

/** A rule that every engine can write; text and numbers are equal to themselves in all of them. */
export type PeerRule =
  | { readonly kind: 'all' | 'any'; readonly of: readonly PeerRule[] }
  | { readonly kind: 'not'; readonly one: PeerRule }
  | {
      readonly kind: 'number';
      readonly field: NumberField;
      readonly sign: '>' | '>=' | '<' | '<=';
      readonly value: number;
    }
  | { readonly kind: 'text'; readonly field: TextField; readonly value: string }
  | { readonly kind: 'list'; readonly field: TextField; readonly values: readonly string[] }
  | { readonly kind: 'agreed' };

const NUMBERS: Readonly<Record<NumberField, { readonly fact: string; readonly values: readonly number[] }>> =
  {
    purchases: { fact: 'purchases.count', values: [1, 2, 3, 4, 5, 6, 8, 10] },
    spendMinor: { fact: 'purchases.spend', values: [2_000, 5_000, 10_000, 20_000, 50_000] },
    largestMinor: { fact: 'purchases.max', values: [1_000, 3_000, 5_000, 8_000, 12_000] },
    views: { fact: 'views.count', values: [1, 3, 5, 10, 15, 20, 30, 50] },
    carts: { fact: 'carts.count', values: [1, 2, 3, 4] },
    checkouts: { fact: 'checkouts.count', values: [1, 2] },
    refunds: { fact: 'refunds.count', values: [1, 2] },
    refundedMinor: { fact: 'refunds.spend', values: [500, 1_000] },
    accountDays: { fact: 'customer.account_age', values: [10, 30, 90, 180, 365, 500] },
  };
const TEXTS: Readonly<Record<TextField, { readonly fact: string; readonly values: readonly string[] }>> = {
  country: { fact: 'customer.country', values: ['GB', 'US', 'DE', 'FR', 'IE', 'CA', 'AU', 'NL', 'ES', 'IT'] },
  language: { fact: 'customer.language', values: ['en', 'de', 'fr', 'es', 'nl'] },
  tier: { fact: 'loyalty.tier', values: ['None', 'Bronze', 'Silver', 'Gold'] },
};
const MONEY: readonly string[] = ['spendMinor', 'largestMinor', 'refundedMinor'];

/** Rules of so many conditions each, in nested groups of all, any and not. */
export function peerRules(count: number, leaves: number, seed: number): readonly PeerRule[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, rule) => {
    const size = Math.floor(leaves / count) + (rule < leaves % count ? 1 : 0);
    return aGroup(size, random);
  });
}

function aGroup(leaves: number, random: () => number): PeerRule {
  if (leaves === 1) {
    const one = aLeaf(random);
    return random() < 0.1 ? { kind: 'not', one } : one;
  }
  const parts = Math.min(leaves, 2 + Math.floor(random() * 3));
  const sizes = Array.from({ length: parts }, (_, part) => Math.floor((leaves + part) / parts));
  return { kind: random() < 0.5 ? 'all' : 'any', of: sizes.map((size) => aGroup(size, random)) };
}

function aLeaf(random: () => number): PeerRule {
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)]!;
  const roll = random();
  if (roll < 0.05) return { kind: 'agreed' };
  if (roll < 0.3) {
    const field = pick(Object.keys(TEXTS) as TextField[]);
    const { values } = TEXTS[field];
    if (roll < 0.2) return { kind: 'text', field, value: pick(values) };
    return { kind: 'list', field, values: [...new Set([pick(values), pick(values), pick(values)])] };
  }
  const field = pick(Object.keys(NUMBERS) as NumberField[]);
  return {
    kind: 'number',
    field,
    sign: pick(['>', '>=', '<', '<='] as const),
    value: pick(NUMBERS[field].values),
  };
}

/** Of a shopper who has bought something: a largest purchase of nobody is missing for us, and a number for the others. */
export function aggregate(profile: Profile): AggregatedFacts {
  const { purchases, refunds = [], attributes } = profile;
  return {
    purchases: purchases.length,
    spendMinor: purchases.reduce((sum, { netMinor }) => sum + netMinor, 0),
    largestMinor: Math.max(...purchases.map(({ netMinor }) => netMinor)),
    views: profile.views?.length ?? 0,
    carts: profile.cartChanges?.length ?? 0,
    checkouts: profile.checkouts?.length ?? 0,
    refunds: refunds.length,
    refundedMinor: refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    accountDays: (NOW - (attributes.createdAt ?? NOW)) / 86_400,
    country: attributes.country ?? '',
    language: attributes.language ?? '',
    tier: attributes.loyaltyTier ?? '',
    agreed: attributes.emailMarketing === true,
  };
}

export function toAttune(rule: PeerRule): string {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return rule.of.map((one) => `(${toAttune(one)})`).join(rule.kind === 'all' ? ' AND ' : ' OR ');
    case 'not':
      return `NOT (${toAttune(rule.one)})`;
    case 'number': {
      const value = MONEY.includes(rule.field) ? (rule.value / 100).toFixed(2) : String(rule.value);
      const unit = rule.field === 'accountDays' ? ' days' : '';
      return `${NUMBERS[rule.field].fact} ${rule.sign} ${value}${unit}`;
    }
    case 'text':
      return `${TEXTS[rule.field].fact} = "${rule.value}"`;
    case 'list':
      return `${TEXTS[rule.field].fact} IN (${rule.values.map((value) => `"${value}"`).join(', ')})`;
    case 'agreed':
      return 'customer.email_marketing = true';
  }
}

export function toJsonLogic(rule: PeerRule): object {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return { [rule.kind === 'all' ? 'and' : 'or']: rule.of.map(toJsonLogic) };
    case 'not':
      return { '!': [toJsonLogic(rule.one)] };
    case 'number':
      return { [rule.sign]: [{ var: rule.field }, rule.value] };
    case 'text':
      return { '===': [{ var: rule.field }, rule.value] };
    case 'list':
      return { in: [{ var: rule.field }, rule.values] };
    case 'agreed':
      return { '===': [{ var: 'agreed' }, true] };
  }
}

/** Numbers as doubles, as the facts are: CEL compares whole numbers with them more slowly. */
export function toCel(rule: PeerRule): string {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return rule.of.map((one) => `(${toCel(one)})`).join(rule.kind === 'all' ? ' && ' : ' || ');
    case 'not':
      return `!(${toCel(rule.one)})`;
    case 'number':
      return `${rule.field} ${rule.sign} ${rule.value}.0`;
    case 'text':
      return `${rule.field} == "${rule.value}"`;
    case 'list':
      return `${rule.field} in [${rule.values.map((value) => `"${value}"`).join(', ')}]`;
    case 'agreed':
      return 'agreed';
  }
}

const MONGO = { '>': '$gt', '>=': '$gte', '<': '$lt', '<=': '$lte' } as const;

export function toGrowthBook(rule: PeerRule): object {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return { [rule.kind === 'all' ? '$and' : '$or']: rule.of.map(toGrowthBook) };
    case 'not':
      return { $not: toGrowthBook(rule.one) };
    case 'number':
      return { [rule.field]: { [MONGO[rule.sign]]: rule.value } };
    case 'text':
      return { [rule.field]: rule.value };
    case 'list':
      return { [rule.field]: { $in: rule.values } };
    case 'agreed':
      return { agreed: true };
  }
}

const WORDS = {
  '>': 'greaterThan',
  '>=': 'greaterThanInclusive',
  '<': 'lessThan',
  '<=': 'lessThanInclusive',
} as const;

export function toJsonRules(rule: PeerRule): object {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return { [rule.kind]: rule.of.map(toJsonRules) };
    case 'not':
      return { not: toJsonRules(rule.one) };
    case 'number':
      return { fact: rule.field, operator: WORDS[rule.sign], value: rule.value };
    case 'text':
      return { fact: rule.field, operator: 'equal', value: rule.value };
    case 'list':
      return { fact: rule.field, operator: 'in', value: rule.values };
    case 'agreed':
      return { fact: 'agreed', operator: 'equal', value: true };
  }
}
