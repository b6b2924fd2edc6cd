import { createRandom } from '../random.ts';

/** Rules, leaves and distinct conditions of the workload, and how many rules look at views. */
export const RULES = 200;
const LEAVES = 842;
const VIEW_RULES = 115;

const over = (fact: string, windows: readonly number[], tests: readonly string[]): readonly string[] =>
  windows.flatMap((days) => tests.map((test) => `${fact} within ${days} days ${test}`.trim()));

const VIEW_CONDITIONS: readonly string[] = [
  ...over(
    'views.count',
    [1, 3, 7, 14, 30, 60, 90, 180],
    [1, 2, 3, 5, 8, 10, 15, 20, 30].map((k) => `>= ${k}`),
  ),
  ...over('views.last', [1, 3, 7, 14, 30, 60, 90, 180], ['']),
];

const OTHER_CONDITIONS: readonly string[] = [
  ...over(
    'purchases.count',
    [7, 14, 30, 60, 90, 180, 365],
    [1, 2, 3, 4, 5, 6, 8].map((k) => `>= ${k}`),
  ),
  ...over(
    'purchases.spend',
    [30, 60, 90, 180, 365],
    [20, 50, 100, 200, 300, 500].map((v) => `>= ${v}`),
  ),
  ...over(
    'purchases.max',
    [30, 90, 180, 365],
    [50, 80, 120].map((v) => `>= ${v}`),
  ),
  ...over('purchases.last', [7, 14, 30, 60, 90, 180, 365], ['']),
  ...over(
    'carts.count',
    [1, 3, 7, 14, 30],
    [1, 2, 3, 5].map((k) => `>= ${k}`),
  ),
  ...[1, 2, 4, 8, 12, 24, 48, 72].map((hours) => `cart.open_for > ${hours} hours`),
  ...[10, 30, 90, 180, 365].map((days) => `customer.account_age > ${days} days`),
  ...['GB', 'US', 'DE', 'FR', 'IE', 'CA', 'AU', 'NL', 'ES', 'IT'].map(
    (code) => `customer.country = "${code}"`,
  ),
  ...['en', 'de', 'fr', 'es', 'nl'].map((code) => `customer.language = "${code}"`),
  ...['Gold', 'Silver', 'Bronze'].map((tier) => `loyalty.tier = "${tier}"`),
  ...Array.from({ length: 35 }, (_, tag) => `customer.tags CONTAINS "tag ${tag}"`),
  'customer.email_marketing = true',
];

/** 200 rules like those measured before there was any of this: 842 conditions, 265 of them distinct, 115 rules that look at views. */
export function workloadRules(seed: number): readonly string[] {
  const random = createRandom(seed);
  const views = dealer(VIEW_CONDITIONS, random);
  const others = dealer(OTHER_CONDITIONS, random);
  return Array.from({ length: RULES }, (_, rule) => {
    const size = [3, 5, 2, 6, 4][rule % 5]! + (rule < LEAVES - 4 * RULES ? 1 : 0);
    const leaves = Array.from({ length: size }, (_leaf, leaf) =>
      rule < VIEW_RULES && (leaf === 0 || random() < 0.6) ? views() : others(),
    );
    return groupOf(leaves, random);
  });
}

/** Each card once before any comes again. */
function dealer(cards: readonly string[], random: () => number): () => string {
  let deck: string[] = [];
  return () => {
    if (deck.length === 0) deck = [...cards];
    return deck.splice(Math.floor(random() * deck.length), 1)[0]!;
  };
}

function groupOf(leaves: readonly string[], random: () => number): string {
  if (leaves.length === 1) return random() < 0.15 ? `NOT ${leaves[0]}` : leaves[0]!;
  const cut = 1 + Math.floor(random() * (leaves.length - 1));
  const [left, right] = [groupOf(leaves.slice(0, cut), random), groupOf(leaves.slice(cut), random)];
  return random() < 0.6 ? `(${left}) AND (${right})` : `(${left}) OR (${right})`;
}
