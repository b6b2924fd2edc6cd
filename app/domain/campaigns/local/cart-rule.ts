import { legacyId } from '../../kernel/ids.ts';
import type { CheckoutConsent } from '../../profiles/consent.ts';
import type { LocalQuestion } from './local-render.ts';
import type { ProductPayload } from './payload.ts';

/** What is left to ask of a segment's rule where all is known but the checkout: a verdict, or a tree of questions about its cart, country and consent. */
export type CartRule =
  | boolean
  | { readonly all: readonly CartRule[] }
  | { readonly any: readonly CartRule[] }
  | { readonly not: CartRule }
  /** Whether a number of the cart is from `least` to `most`, both included; left out: without end. */
  | { readonly of: CartNumber; readonly least?: number; readonly most?: number }
  /** Whether any of these products is in the cart, or all of them. */
  | { readonly products: readonly string[]; readonly isEach: boolean }
  | { readonly countries: readonly string[] }
  | { readonly agrees: keyof CheckoutConsent };

/** The subtotal is in minor units, at the shop's own prices. */
export type CartNumber = 'subtotal' | 'quantity' | 'lines';

/** The cart of the moment. */
export interface AskedCart extends Pick<LocalQuestion, 'lines' | 'country' | 'consent'> {
  readonly products: ReadonlyMap<string, Pick<ProductPayload, 'prices'>>;
}

/** Null where it depends on the price of a variant that is not known. */
export function decideCartRule(rule: CartRule, cart: AskedCart): boolean | null {
  if (typeof rule === 'boolean') return rule;
  if ('all' in rule) return decideAll(rule.all, cart, false);
  if ('any' in rule) return decideAll(rule.any, cart, true);
  if ('not' in rule) {
    const verdict = decideCartRule(rule.not, cart);
    return verdict === null ? null : !verdict;
  }
  if ('agrees' in rule) return cart.consent[rule.agrees];
  if ('countries' in rule) return cart.country !== null && rule.countries.includes(cart.country);
  if ('products' in rule) {
    const isIn = (id: string): boolean => cart.lines.some(({ productId }) => productId === id);
    return rule.isEach ? rule.products.every(isIn) : rule.products.some(isIn);
  }
  const { least = -Infinity, most = Infinity } = rule;
  const number = numberOf(rule.of, cart);
  return number === null ? null : number >= least && number <= most;
}

/** One that is `decisive` decides, whatever is not known of the others. */
function decideAll(rules: readonly CartRule[], cart: AskedCart, decisive: boolean): boolean | null {
  const verdicts = rules.map((rule) => decideCartRule(rule, cart));
  if (verdicts.includes(decisive)) return decisive;
  return verdicts.includes(null) ? null : !decisive;
}

function numberOf(of: CartNumber, { lines, products }: AskedCart): number | null {
  if (of === 'quantity') return lines.reduce((sum, { quantity }) => sum + quantity, 0);
  if (of === 'lines') return new Set(lines.map(({ productId }) => productId)).size;
  let subtotal = 0;
  for (const { variantId, productId, quantity } of lines) {
    const price = productId && products.get(productId)?.prices[legacyId(variantId)];
    if (typeof price !== 'number') return null;
    subtotal += quantity * price;
  }
  return subtotal;
}
