import type { ShopFigures } from './figures.ts';
import type { SegmentTemplate } from './template.ts';

/** How long ago somebody last bought, in five bands of the shop's own buyers; 5 is the newest. */
function recency({ daysSinceLast: [d20, d40, d60, d80] }: ShopFigures) {
  const within = (days: number): string => `purchases.last within ${days} days`;
  const after = (days: number): string => `NOT ${within(days)}`;
  return {
    five: within(d20),
    four: `${within(d40)} AND ${after(d20)}`,
    threeOrFour: `${within(d60)} AND ${after(d20)}`,
    fourOrFive: within(d40),
    three: `${within(d60)} AND ${after(d40)}`,
    two: `${within(d80)} AND ${after(d60)}`,
    one: after(d80),
    oneOrTwo: after(d60),
  };
}

/** How much somebody is worth: bought once; or twice and more, and spent little, much or most. */
function value({ goodSpend, topSpend }: ShopFigures) {
  const twice = 'purchases.count >= 2';
  return {
    once: 'purchases.count = 1',
    some: `${twice} AND purchases.spend < ${goodSpend}`,
    good: `${twice} AND purchases.spend >= ${goodSpend} AND purchases.spend < ${topSpend}`,
    top: `${twice} AND purchases.spend >= ${topSpend}`,
    goodOrTop: `${twice} AND purchases.spend >= ${goodSpend}`,
    onceOrSome: `(purchases.count = 1 OR ${twice} AND purchases.spend < ${goodSpend})`,
  };
}

type Bands = ReturnType<typeof recency>;
type Values = ReturnType<typeof value>;

function rfm(id: string, name: string, why: string, worth: keyof Values, band: keyof Bands): SegmentTemplate {
  return {
    id,
    name,
    why,
    family: 'rfm',
    rule: (figures) => `${value(figures)[worth]}\nAND ${recency(figures)[band]}`,
  };
}

/**
 * The eleven groups of recency, frequency and money. Each buyer is in exactly one: the five bands of recency by the four of value
 * are shared out without gap and overlap.
 */
export const RFM_TEMPLATES: readonly SegmentTemplate[] = [
  rfm(
    'champions',
    'Champions',
    'Bought very lately, more than once, and spend most. Thank them and show what is new first.',
    'goodOrTop',
    'five',
  ),
  rfm(
    'loyal',
    'Loyal customers',
    'Come back and spend well. Offer what goes with what they own.',
    'goodOrTop',
    'threeOrFour',
  ),
  rfm(
    'potential-loyalists',
    'Potential loyalists',
    'Bought lately and more than once, in small orders. Show the next thing they may like.',
    'some',
    'fourOrFive',
  ),
  rfm(
    'new-customers',
    'New customers',
    'Bought for the first time very lately. Make the second order easy.',
    'once',
    'five',
  ),
  rfm(
    'promising',
    'Promising',
    'Bought once, not long ago. A reason to come back decides it.',
    'once',
    'four',
  ),
  rfm(
    'needs-attention',
    'Need attention',
    'Bought more than once and are getting slower. Remind them of what they liked.',
    'some',
    'three',
  ),
  rfm(
    'about-to-sleep',
    'About to sleep',
    'Bought once, and it is getting long ago. Show what sells best.',
    'once',
    'three',
  ),
  rfm(
    'at-risk',
    'At risk',
    'Spent well and have not been back for long. Ask them back with something of worth.',
    'good',
    'oneOrTwo',
  ),
  rfm(
    'cannot-lose',
    'Cannot lose them',
    'Spent most of all and have not been back for long. Worth a personal word.',
    'top',
    'oneOrTwo',
  ),
  rfm(
    'hibernating',
    'Hibernating',
    'Small orders, long ago. Show few things, the popular ones.',
    'onceOrSome',
    'two',
  ),
  rfm(
    'lost',
    'Lost',
    'Small orders, longest ago. Keep them out of what costs you money.',
    'onceOrSome',
    'one',
  ),
];
