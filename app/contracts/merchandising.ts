/** What a merchant sets for all recommendations of the shop: products by hand, and the margin dial. */
import { z } from 'zod';

export const MOST_PINS = 10;
export const MOST_BANS = 500;
export const MOST_PAIRS = 200;
export const MOST_OFFERS_OF_PAIR = 5;

const productId = z.templateLiteral(
  ['gid://shopify/Product/', z.string().regex(/^[^/]{1,80}$/)],
  'Expected a product id.',
);

const productIds = (most: number, what: string) =>
  z
    .array(productId)
    .max(most, `Expected at most ${most} ${what}.`)
    .refine((ids) => new Set(ids).size === ids.length, 'A product is in this list twice.');

const pair = z
  .object({
    product: productId,
    offer: productIds(MOST_OFFERS_OF_PAIR, 'products to offer with one').min(
      1,
      'Choose what to offer with it.',
    ),
  })
  .refine(({ product, offer }) => !offer.includes(product), 'A product cannot be offered with itself.');

export const merchandising = z
  .object({
    pin: productIds(MOST_PINS, 'pinned products'),
    ban: productIds(MOST_BANS, 'banned products'),
    pairs: z
      .array(pair)
      .max(MOST_PAIRS, `Expected at most ${MOST_PAIRS} pairs.`)
      .refine(
        (pairs) => new Set(pairs.map(({ product }) => product)).size === pairs.length,
        'A product has two pairs: put them into one.',
      ),
    marginDial: z
      .number('Expected a number from 0 to 1.')
      .min(0, 'Expected a number from 0 to 1.')
      .max(1, 'Expected a number from 0 to 1.'),
  })
  .superRefine(({ pin, pairs, ban }, context) => {
    const banned = new Set(ban);
    const refuse = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message });
    if (pin.some((id) => banned.has(id))) refuse('pin', 'A product is pinned and banned. Choose one.');
    if (pairs.some(({ offer }) => offer.some((id) => banned.has(id))))
      refuse('pairs', 'A product of a pair is banned. Choose one.');
  });
export type MerchandisingDraft = z.infer<typeof merchandising>;

/** Pairs as a row keeps them; none where they cannot be read, because a checkout must not fail for it. */
export function readPairs(stored: unknown): MerchandisingDraft['pairs'] {
  const parsed = z.array(pair).safeParse(stored);
  return parsed.success ? parsed.data : [];
}
