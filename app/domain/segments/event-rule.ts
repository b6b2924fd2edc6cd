import type { FactName } from '../facts/catalogue.ts';
import { fail, type Result } from '../kernel/result.ts';
import { conditionsOf, type FactReference, type Rule } from './ast.ts';
import { diagnose, type Diagnostic } from './diagnostic.ts';
import { parseRule } from './parse.ts';

/** What only a shop knows: its checkouts, markets and segments, what models say of its customers, and what its products are. The time is known everywhere. */
const SHOP_ONLY: ReadonlySet<string> = new Set<FactName>([
  'customer.market',
  'customer.shopify_segments',
  'device.class',
  'wishlist.count',
  'wishlist.product_ids',
  'connected.text',
  'connected.number',
  'connected.flag',
  'lifetime.value',
  'lifetime.returns',
  'lifetime.alive',
  'lifetime.purchases_90_days',
  'lifetime.purchases_12_months',
  'lifetime.group',
  'cart.subtotal',
  'cart.quantity',
  'cart.lines',
  'cart.product_ids',
  'cart.product_types',
  'cart.product_vendors',
  'cart.product_tags',
  'cart.product_collections',
  'checkout.country',
  'checkout.market',
]);

/** A rule over a file of events. A fact that no event can tell would be missing of everybody, so it is refused by name. */
export function parseEventRule(source: string): Result<Rule, Diagnostic[]> {
  const parsed = parseRule(source);
  if (!parsed.ok) return parsed;
  const untold = conditionsOf(parsed.value).flatMap(({ fact }) => untoldParts(fact));
  return untold.length === 0 ? parsed : fail(untold);
}

function untoldParts({ name, nameSpan, span, filter, inferredFrom }: FactReference): Diagnostic[] {
  const untold = [
    ...(SHOP_ONLY.has(name) ? [diagnose(nameSpan, { code: 'not-in-events', name })] : []),
    ...(inferredFrom === undefined
      ? []
      : [diagnose(span, { code: 'not-in-events', name: 'what a model infers' })]),
  ];
  if (
    filter === null ||
    filter.dimension === 'product' ||
    filter.dimension === 'query' ||
    filter.dimension === 'field'
  )
    return untold;
  const what = `the ${filter.dimension} of a product`;
  return [...untold, diagnose(filter.span, { code: 'not-in-events', name: what })];
}
