import type { Profile } from '#app/domain/profiles/profile.ts';
import type { RuleContext } from '#app/domain/segments/segment.ts';
import { shopDays } from '#app/domain/segments/evaluate/shop-days.ts';
import type { FunctionClause, Query, QueryTest, QueryValue } from '#app/domain/segments/shopify/query.ts';
import { productTest } from '#app/domain/segments/evaluate/product-filter.ts';

type Found = number | string | readonly string[] | null;

/**
 * What Shopify's documents say of a query, read word by word over a profile: whole days of the shop, a missing value keeps
 * exclusions, NOT MATCHES is the complement of MATCHES.
 */
export function holds(query: Query, profile: Profile, context: RuleContext): boolean {
  switch (query.kind) {
    case 'and':
      return query.operands.every((operand) => holds(operand, profile, context));
    case 'or':
      return query.operands.some((operand) => holds(operand, profile, context));
    case 'attribute':
      return fits(query.test, valueOf(query.name, profile, context), context);
    case 'function':
      return isMatch(query, profile, context) !== query.isNegated;
  }
}

const dayOf = (at: number, { timezone }: RuleContext): number => shopDays(timezone).dayOf(at);

function valueOf(name: string, profile: Profile, context: RuleContext): Found {
  const { attributes } = profile;
  const bought = profile.purchases.filter(({ at }) => at <= context.now);
  const days = bought.map(({ at }) => dayOf(at, context));
  switch (name) {
    case 'number_of_orders':
      return bought.length;
    case 'amount_spent':
      return bought.reduce((sum, { netMinor }) => sum + netMinor, 0) / 100;
    case 'last_order_date':
      return days.at(-1) ?? null;
    case 'first_order_date':
      return days[0] ?? null;
    case 'customer_added_date':
      return attributes.createdAt === null || attributes.createdAt > context.now
        ? null
        : dayOf(attributes.createdAt, context);
    case 'customer_countries':
      return attributes.country === null ? null : [attributes.country];
    case 'customer_language':
      return attributes.language;
    case 'customer_tags':
      return attributes.tags.length === 0 ? null : attributes.tags;
    case 'email_subscription_status':
      return attributes.emailMarketing === null
        ? null
        : attributes.emailMarketing
          ? 'SUBSCRIBED'
          : 'UNSUBSCRIBED';
    default:
      throw new Error(`The oracle does not know ${name}`);
  }
}

function written(value: QueryValue, context: RuleContext): number | string {
  if (value.kind === 'number') return Number(value.text);
  if (value.kind === 'text') return value.text;
  if (value.kind !== 'day') throw new Error('A query compares no booleans');
  const { day } = value;
  if (day.kind === 'ago') return dayOf(context.now, context) - day.days;
  if (day.kind === 'date') return Math.floor(Date.parse(`${day.date}T00:00:00Z`) / 86_400_000);
  throw new Error(`The oracle does not know ${day.kind}`);
}

function fits(test: QueryTest, found: Found, context: RuleContext): boolean {
  switch (test.kind) {
    case 'presence':
      return (found !== null) === test.isSet;
    case 'contains':
      return (Array.isArray(found) && found.includes(written(test.value, context))) !== test.isNegated;
    case 'in':
      return test.values.some((value) => written(value, context) === found) !== test.isNegated;
    case 'between':
      return isOrdered(
        found,
        (each) => each >= written(test.low, context) && each <= written(test.high, context),
      );
    case 'compare': {
      const wanted = written(test.value, context);
      if (test.operator === '=') return found === wanted;
      if (test.operator === '!=') return found !== wanted;
      return isOrdered(found, (each) => {
        if (test.operator === '<') return each < wanted;
        if (test.operator === '<=') return each <= wanted;
        return test.operator === '>' ? each > wanted : each >= wanted;
      });
    }
  }
}

function isOrdered(found: Found, test: (each: number | string) => boolean): boolean {
  return (typeof found === 'number' || typeof found === 'string') && test(found);
}

function isMatch({ name, parameters }: FunctionClause, profile: Profile, context: RuleContext): boolean {
  const test = (wanted: string): QueryTest | null =>
    parameters.find((parameter) => parameter.name === wanted)?.test ?? null;
  const [date, id, tag, amount] = [test('date'), test('id'), test('tag'), test('amount')];
  const isWanted = (productId: string): boolean => {
    const number = Number(productId.slice(productId.lastIndexOf('/') + 1));
    if (id) return fitsNumber(id, number);
    if (!tag || tag.kind !== 'compare') return true;
    const filter = {
      dimension: 'tag' as const,
      values: [String(written(tag.value, context))],
      span: { start: 0, end: 0 },
    };
    return productTest(filter, context)(productId);
  };
  const found = profile.purchases
    .filter(({ at }) => at <= context.now && (!date || fits(date, dayOf(at, context), context)))
    .filter(({ netMinor }) => !amount || fits(amount, netMinor / 100, context))
    .map((purchase) => ({
      ...purchase,
      lines: purchase.lines.filter(({ productId }) => isWanted(productId)),
    }))
    .filter(({ lines }) => name === 'orders_placed' || !(id ?? tag) || lines.length > 0);
  const units = found.flatMap(({ lines }) => lines).reduce((sum, { quantity }) => sum + quantity, 0);
  const sums = [
    [test('count'), found.length],
    [test('sum_quantity'), units],
    [test('sum_amount'), found.reduce((sum, { netMinor }) => sum + netMinor, 0) / 100],
  ] as const;
  return found.length > 0 && sums.every(([wanted, value]) => !wanted || fits(wanted, value, context));

  function fitsNumber(wanted: QueryTest, number: number): boolean {
    return fits(wanted, number, context);
  }
}
