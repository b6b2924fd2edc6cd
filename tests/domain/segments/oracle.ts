import type { Condition, Duration, Rule, Value, Window } from '#app/domain/segments/ast.ts';
import type { Profile, Purchase } from '#app/domain/profiles/profile.ts';
import type { RuleContext } from '#app/domain/segments/segment.ts';

/**
 * The meaning of a rule, recomputed from scratch at one instant: every purchase is looked at, nothing is remembered, no
 * boundary is known. Slow and plain on purpose; it shares no code with the evaluator.
 */
export function oracle(rule: Rule, profile: Profile, context: RuleContext): boolean {
  switch (rule.kind) {
    case 'and':
      return rule.operands.filter((each) => oracle(each, profile, context)).length === rule.operands.length;
    case 'or':
      return rule.operands.filter((each) => oracle(each, profile, context)).length > 0;
    case 'not':
      return !oracle(rule.operand, profile, context);
    default:
      return holds(rule, valueOf(rule, profile, context), context.now);
  }
}

const seconds = ({ amount, unit }: Duration): number =>
  amount * { minutes: 60, hours: 3600, days: 86400 }[unit];

/** This oracle knows rolling windows; the event oracle knows them all. */
function rolling(window: Window): number {
  if (window.kind !== 'duration')
    throw new Error(`This oracle does not know a window of kind ${window.kind}`);
  return seconds(window);
}

type Seen = number | string | boolean | readonly string[] | undefined;

function valueOf({ fact }: Condition, profile: Profile, context: RuleContext): Seen {
  const { now } = context;
  const start = fact.window ? now - rolling(fact.window) : -Infinity;
  const inside = profile.purchases.filter(({ at }) => at > start && at <= now);
  const total = inside.reduce((sum, { netMinor }) => sum + netMinor, 0);
  const times = inside.map(({ at }) => at);
  const carts = profile.openCarts.map(({ startedAt }) => startedAt);
  const firstCart = carts.length === 0 ? Infinity : Math.min(...carts);
  const { attributes } = profile;
  switch (fact.name) {
    case 'purchases.count':
      return inside.length;
    case 'purchases.spend':
      return total;
    case 'purchases.average':
      return inside.length === 0 ? undefined : total / inside.length;
    case 'purchases.max':
      return inside.length === 0 ? undefined : Math.max(...inside.map((each: Purchase) => each.netMinor));
    case 'purchases.last':
      return times.length === 0 ? undefined : Math.max(...times);
    case 'purchases.first':
      return times.length === 0 ? undefined : Math.min(...times);
    case 'customer.created_at':
      return attributes.createdAt !== null && attributes.createdAt <= now ? attributes.createdAt : undefined;
    case 'customer.country':
      return attributes.country ?? undefined;
    case 'customer.language':
      return attributes.language ?? undefined;
    case 'customer.tags':
      return attributes.tags.length === 0 ? undefined : attributes.tags;
    case 'customer.email_marketing':
      return attributes.emailMarketing ?? undefined;
    case 'loyalty.tier':
      return context.tiers.find(({ tag }) =>
        attributes.tags.some((each) => each.toLowerCase() === tag.toLowerCase()),
      )?.name;
    case 'cart.open_for':
      return firstCart <= now ? now - firstCart : undefined;
    case 'cart.subtotal':
      return context.cart?.subtotalMinor;
    case 'cart.quantity':
      return context.cart?.quantity;
    case 'cart.product_ids':
      return context.cart && context.cart.productIds.length > 0 ? context.cart.productIds : undefined;
    case 'checkout.country':
      return context.country ?? undefined;
    case 'purchases.distinct_products':
      return new Set(inside.flatMap(({ lines }) => lines.map(({ productId }) => productId))).size;
    case 'views.count':
    case 'searches.count':
    case 'carts.count':
    case 'checkouts.count':
    case 'refunds.count':
    case 'refunds.spend':
      return 0;
    case 'views.last':
    case 'searches.last':
    case 'checkouts.last':
      return undefined;
    default:
      throw new Error(`The oracle does not know ${fact.name}`);
  }
}

const MONEY = new Set([
  'refunds.spend',
  'purchases.spend',
  'purchases.average',
  'purchases.max',
  'cart.subtotal',
]);

function written(value: Value, { fact }: Condition): number | string | boolean {
  if (value.kind === 'duration') return seconds(value);
  if (value.kind === 'number') return MONEY.has(fact.name) ? Math.round(value.value * 100) : value.value;
  return value.value;
}

function holds(condition: Condition, seen: Seen, now: number): boolean {
  if (condition.kind === 'presence') return condition.isSet === (seen !== undefined);
  if (seen === undefined) return false;
  const value = seen;
  switch (condition.kind) {
    case 'recent':
      return typeof value === 'number' && value > now - rolling(condition.window);
    case 'in':
      return condition.values.some((each) => written(each, condition) === value) !== condition.isNegated;
    case 'contains': {
      if (typeof value !== 'string' && !Array.isArray(value)) return false;
      const found = condition.values.map((each) => value.includes(String(written(each, condition))));
      return (condition.match === 'all' ? found.every(Boolean) : found.some(Boolean)) !== condition.isNegated;
    }
    case 'affix': {
      const wanted = String(written(condition.value, condition));
      if (typeof value !== 'string') return false;
      return condition.side === 'start' ? value.startsWith(wanted) : value.endsWith(wanted);
    }
    case 'between':
      return value >= written(condition.low, condition) && value <= written(condition.high, condition);
    case 'compare': {
      const other = written(condition.value, condition);
      return {
        '=': value === other,
        '!=': value !== other,
        '<': value < other,
        '<=': value <= other,
        '>': value > other,
        '>=': value >= other,
      }[condition.operator];
    }
  }
}
