import type { FactDefinition } from './fact.ts';

/** What is to be expected of a customer. Worked out every night from the shop's orders. */
export const LIFETIME_FACTS = [
  {
    name: 'lifetime.value',
    type: 'money',
    description:
      'What the customer is expected to spend within 12 months, after discounts and refunds. Worked out every night; missing without an order, and where the shop has too few customers who came back.',
    phrase: 'the value expected within 12 months',
    isWindowable: false,
    source: 'estimate',
  },
  {
    name: 'lifetime.returns',
    type: 'number',
    description:
      'The chance, in percent, that the customer buys within 90 days. Worked out every night; missing without an order, and where the shop has too few customers who came back.',
    phrase: 'the chance of a purchase within 90 days, in percent,',
    isWindowable: false,
    source: 'estimate',
  },
  {
    name: 'lifetime.alive',
    type: 'number',
    description:
      'The chance, in percent, that the customer has not bought for the last time. Worked out every night; missing without an order, and where the orders of the shop do not show customers who stop.',
    phrase: 'the chance of still being a customer, in percent,',
    isWindowable: false,
    source: 'estimate',
  },
  {
    name: 'lifetime.purchases_90_days',
    type: 'number',
    description:
      'How many purchases are expected within 90 days, e.g. 0.8. Worked out every night; missing without an order, and where the shop has too few customers who came back.',
    phrase: 'the number of purchases expected within 90 days',
    isWindowable: false,
    source: 'estimate',
  },
  {
    name: 'lifetime.purchases_12_months',
    type: 'number',
    description:
      'How many purchases are expected within 12 months, e.g. 3.4. Worked out every night; missing without an order, and where the shop has too few customers who came back.',
    phrase: 'the number of purchases expected within 12 months',
    isWindowable: false,
    source: 'estimate',
  },
  {
    name: 'lifetime.group',
    type: 'text',
    description:
      "The customer's group by how lately, how often and for how much they bought, beside the shop's other customers. Worked out every night; missing without an order.",
    phrase: 'the group by recency, frequency and money',
    isWindowable: false,
    source: 'estimate',
    values: ['champions', 'loyal', 'promising', 'new', 'needs attention', 'at risk', 'lost'],
  },
] as const satisfies readonly FactDefinition[];
