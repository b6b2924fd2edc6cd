import type { ShopFigures } from './figures.ts';
import { RFM_TEMPLATES } from './rfm-templates.ts';
import type { SegmentTemplate } from './template.ts';

const OWN_TEMPLATES: readonly SegmentTemplate[] = [
  {
    id: 'new-buyers',
    name: 'New buyers',
    why: 'Placed their first order. Greet them, and make the second one easy.',
    family: 'buyers',
    rule: () => 'purchases.count = 1',
  },
  {
    id: 'occasional-buyers',
    name: 'Occasional buyers',
    why: 'Bought more than once, but not often lately. Show what goes with what they own.',
    family: 'buyers',
    rule: () => 'purchases.count >= 2\nAND purchases.count within 60 days <= 5',
  },
  {
    id: 'frequent-buyers',
    name: 'Frequent buyers',
    why: 'More than five orders in 60 days. They need no discount: save their time.',
    family: 'buyers',
    rule: () => 'purchases.count within 60 days > 5',
  },
  {
    id: 'regulars',
    name: 'Regulars who bought lately',
    why: 'More than three orders in a year, the last one not long ago. New things are for them first.',
    family: 'buyers',
    rule: ({ daysSinceLast: [days] }) =>
      `purchases.count within 365 days > 3\nAND purchases.last within ${days} days`,
  },
  {
    id: 'open-cart',
    name: 'Left a cart open for a day',
    why: 'Something is in the cart for more than 24 hours. Help them finish what they began.',
    family: 'carts',
    rule: () => 'cart.open_for > 24 hours',
  },
  {
    id: 'abandoned-carts',
    name: 'Abandoned carts more than once',
    why: 'Left two carts or more in a month. Something at checkout may stop them.',
    family: 'carts',
    rule: () => 'carts.abandoned_count within 30 days >= 2',
  },
  {
    id: 'loyal-gold',
    name: 'Loyal Gold customers with a recent high-value purchase',
    why: 'Your best tier, and an order larger than most. Thank them while it is fresh.',
    family: 'loyalty',
    rule: ({ highOrder }) => `loyalty.tier = "Gold"\nAND purchases.max within 60 days >= ${highOrder}`,
  },
  {
    id: 'high-value',
    name: 'High value in the year ahead',
    why: 'The fifth of your customers expected to spend most within 12 months. Look after them before they ask.',
    family: 'expected',
    rule: ({ highValue }) => `lifetime.value >= ${highValue}`,
  },
  {
    id: 'likely-to-leave',
    name: 'Likely to leave',
    why: 'Bought more than once, and are among the least likely to buy within 90 days. A reason to come back may keep them.',
    family: 'expected',
    rule: ({ lowReturn }) => `purchases.count >= 2\nAND lifetime.returns <= ${lowReturn}`,
  },
];

/** Every template, in the order in which they are offered. */
export const TEMPLATES: readonly SegmentTemplate[] = [...OWN_TEMPLATES, ...RFM_TEMPLATES];

/** A template with its rule written out. */
export interface WrittenTemplate extends Omit<SegmentTemplate, 'rule'> {
  readonly rule: string;
}

/** All templates with the shop's own numbers in their rules. */
export function writeTemplates(figures: ShopFigures): readonly WrittenTemplate[] {
  return TEMPLATES.map(({ rule, ...template }) => ({ ...template, rule: rule(figures) }));
}
