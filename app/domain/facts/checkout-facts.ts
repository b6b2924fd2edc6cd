import type { FactDefinition } from './fact.ts';

/** What is true of one checkout: known only while it is asked about. */
export const CHECKOUT_FACTS = [
  {
    name: 'cart.subtotal',
    type: 'money',
    description:
      "What is in the cart at checkout, at the shop's prices and in its currency. Missing outside checkout.",
    phrase: 'the cart subtotal',
    isWindowable: false,
    source: 'checkout',
  },
  {
    name: 'cart.quantity',
    type: 'number',
    description: 'How many units are in the cart at checkout. Missing outside checkout.',
    phrase: 'the number of units in the cart',
    isWindowable: false,
    source: 'checkout',
  },
  {
    name: 'cart.lines',
    type: 'number',
    description: 'How many different products are in the cart at checkout. Missing outside checkout.',
    phrase: 'the number of different products in the cart',
    isWindowable: false,
    source: 'checkout',
  },
  {
    name: 'cart.product_ids',
    type: 'textList',
    description:
      'The products in the cart at checkout, by id or number. Missing outside checkout or when empty.',
    phrase: 'the products in the cart',
    isWindowable: false,
    source: 'checkout',
  },
  {
    name: 'cart.product_types',
    type: 'textList',
    description:
      'The types of the products in the cart at checkout. Missing outside checkout or without one.',
    phrase: 'the types of the products in the cart',
    isWindowable: false,
    source: 'checkout',
  },
  {
    name: 'cart.product_vendors',
    type: 'textList',
    description:
      'The vendors of the products in the cart at checkout. Missing outside checkout or without one.',
    phrase: 'the vendors of the products in the cart',
    isWindowable: false,
    source: 'checkout',
  },
  {
    name: 'cart.product_tags',
    type: 'textList',
    description: 'The tags of the products in the cart at checkout. Missing outside checkout or without one.',
    phrase: 'the tags of the products in the cart',
    isWindowable: false,
    source: 'checkout',
  },
  {
    name: 'cart.product_collections',
    type: 'textList',
    description:
      'The collections, by title, of the products in the cart at checkout. Missing outside checkout or without one.',
    phrase: 'the collections of the products in the cart',
    isWindowable: false,
    source: 'checkout',
  },
  {
    name: 'checkout.country',
    type: 'text',
    description: 'Two-letter country code the checkout ships to. Missing when not yet known.',
    phrase: 'the country of the checkout',
    isWindowable: false,
    source: 'checkout',
    format: 'country',
  },
  {
    name: 'checkout.market',
    type: 'text',
    description: "The name of the shop's market that the checkout ships to. Missing when not yet known.",
    phrase: 'the market of the checkout',
    isWindowable: false,
    source: 'checkout',
  },
  {
    name: 'time.now',
    type: 'instant',
    description:
      "The moment of the checkout: since, before or between dates of the shop's calendar. Never missing.",
    phrase: 'the moment of the checkout',
    isWindowable: false,
    source: 'checkout',
  },
  {
    name: 'time.hour',
    type: 'number',
    description: "The hour of the checkout in the shop's time zone, from 0 to 23. Never missing.",
    phrase: 'the hour of the day',
    isWindowable: false,
    source: 'checkout',
  },
  {
    name: 'time.weekday',
    type: 'text',
    description: "The day of the week of the checkout in the shop's time zone. Never missing.",
    phrase: 'the day of the week',
    isWindowable: false,
    source: 'checkout',
    values: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  },
] as const satisfies readonly FactDefinition[];
