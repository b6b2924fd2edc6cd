import type { FactName } from '../../facts/catalogue.ts';
import type { Condition, Filter, Rule, Window } from '../ast.ts';
import { didYouMean } from '../did-you-mean.ts';
import { rangeOf, windowOf } from './import-day.ts';
import { ATTRIBUTES, FUNCTIONS, REFUSED, refusedReason } from './names.ts';
import type { Reporter } from './problem.ts';
import type { FunctionClause, Parameter, QueryTest } from './query.ts';
import { compare, factAt, join, not, numberAt } from './rule-nodes.ts';

/** What the parameters of a function narrow it to. */
interface Scope {
  readonly filter: Filter | null;
  readonly window: Window | null;
}

const MEASURES: Readonly<Record<'products' | 'orders', ReadonlyMap<string, FactName>>> = {
  products: new Map([
    ['count', 'purchases.count'],
    ['sum_quantity', 'purchases.quantity'],
  ]),
  orders: new Map([
    ['count', 'purchases.count'],
    ['sum_amount', 'purchases.spend'],
    ['amount', 'purchases.max'],
  ]),
};

const PARAMETERS = {
  products: ['id', 'tag', 'date', 'count', 'sum_quantity'],
  orders: ['date', 'amount', 'count', 'sum_amount'],
} as const;

/** What Shopify can ask of a purchase and Attune cannot. */
const REFUSED_PARAMETERS: ReadonlyMap<string, string> = new Map([
  ['quantity', 'it is the quantity of one line of an order. Write sum_quantity for all units together.'],
  ['category', "Attune does not know Shopify's product categories. Write id or tag."],
  ['app_id', 'Attune does not tell orders apart by the app that took them.'],
  ['location_id', 'Attune does not tell orders apart by place.'],
]);

const NOTES = {
  products:
    'Attune counts orders that are neither cancelled nor test orders, units that were kept, and the tags a product has now.',
  orders:
    'Attune leaves cancelled and test orders out and counts amounts after discounts and refunds, before tax and shipping.',
} as const;

/** `products_purchased MATCHES (id = 1, date > -30d)` as a rule; null after a report. */
export function importFunction(clause: FunctionClause, reporter: Reporter): Rule | null {
  const { name, nameSpan, span, isNegated } = clause;
  const kind = FUNCTIONS.get(name.toLowerCase());
  if (kind === undefined) return refuseName(clause, reporter);
  const before = reporter.problems.length;
  checkNames(clause, kind, reporter);
  const scope = scopeOf(clause, reporter);
  const measured = clause.parameters.flatMap((parameter) => {
    const fact = MEASURES[kind].get(parameter.name.toLowerCase());
    return fact && scope ? [importMeasure(parameter, fact, scope, reporter)] : [];
  });
  if (!scope || reporter.problems.length > before) return null;
  reporter.note(name, nameSpan, NOTES[kind]);
  const any = compare(factAt('purchases.count', span, scope), '>=', numberAt(1, span));
  const conditions = measured.filter((condition) => condition !== null);
  const matches = join('and', conditions.length === 0 ? [any] : conditions, span);
  return isNegated ? not(matches) : matches;
}

function refuseName({ name, nameSpan }: FunctionClause, reporter: Reporter): null {
  const key = name.toLowerCase();
  const reason = refusedReason(key);
  if (reason !== null) return reporter.refuse(name, nameSpan, reason);
  if (ATTRIBUTES.has(key))
    return reporter.wrong(name, nameSpan, `${name} is no function: it takes no parameters.`);
  const meant = didYouMean(key, [...FUNCTIONS.keys(), ...REFUSED.keys()]);
  const guess = meant === null ? '' : ` Did you mean ${meant}?`;
  return reporter.unknown(
    name,
    nameSpan,
    `Expected a function of Shopify's segment language, found ${name}.${guess}`,
  );
}

function checkNames(
  { name, parameters }: FunctionClause,
  kind: 'products' | 'orders',
  reporter: Reporter,
): void {
  const known: readonly string[] = PARAMETERS[kind];
  const seen = new Set<string>();
  for (const parameter of parameters) {
    const key = parameter.name.toLowerCase();
    const reason = REFUSED_PARAMETERS.get(key);
    if (reason !== undefined) reporter.refuse(`${key} of ${name}`, parameter.span, reason);
    else if (!known.includes(key))
      reporter.unknown(
        key,
        parameter.nameSpan,
        `Expected a parameter of ${name} (${known.join(', ')}), found ${key}.`,
      );
    else if (seen.has(key)) reporter.wrong(key, parameter.span, `Expected ${key} once, found it twice.`);
    seen.add(key);
  }
  if (seen.has('amount') && (seen.has('count') || seen.has('sum_amount')))
    reporter.refuse(
      'amount',
      parameters[0]?.span ?? { start: 0, end: 0 },
      'Attune cannot count only orders of a certain amount.',
    );
}

function scopeOf({ parameters, span }: FunctionClause, reporter: Reporter): Scope | null {
  const find = (wanted: string) => parameters.find(({ name }) => name.toLowerCase() === wanted);
  const [id, tag, date] = [find('id'), find('tag'), find('date')];
  if (id && tag) return reporter.refuse('id with tag', span, 'Attune narrows a fact by one of them.');
  const filter = id ? filterOf(id, 'product', reporter) : tag ? filterOf(tag, 'tag', reporter) : null;
  if ((id ?? tag) && !filter) return null;
  if (!date) return { filter, window: null };
  if (date.test.kind === 'presence')
    return reporter.wrong('date', date.span, 'Expected a comparison with a date.');
  const range = rangeOf(date.test, 'date', date.span, reporter);
  const window = range && windowOf(range, 'date', date.span, reporter);
  return window === null ? null : { filter, window: window ?? null };
}

function filterOf(
  { name, span, test }: Parameter,
  dimension: 'product' | 'tag',
  reporter: Reporter,
): Filter | null {
  const values = wantedValues(test);
  if (values === null)
    return reporter.refuse(name, span, 'Attune narrows a fact to products that are named, by = or IN.');
  const kind = dimension === 'product' ? 'number' : 'text';
  const wrong = values.find((value) => value.kind !== kind);
  if (wrong)
    return reporter.wrong(
      name,
      wrong.span,
      `Expected ${kind === 'number' ? 'the number of a product' : "a 'text'"}.`,
    );
  return { dimension, values: values.map((value) => ('text' in value ? value.text : '')), span };
}

function wantedValues(test: QueryTest) {
  if (test.kind === 'compare' && test.operator === '=') return [test.value];
  return test.kind === 'in' && !test.isNegated ? test.values : null;
}

/** `count >= 2`, `sum_amount > 100`. Nothing is documented of customers without a purchase, so 0 must be left out. */
function importMeasure(
  { name, span, test }: Parameter,
  fact: FactName,
  scope: Scope,
  reporter: Reporter,
): Condition | null {
  const bounds =
    test.kind === 'between' ? [test.low, test.high] : test.kind === 'compare' ? [test.value] : null;
  if (bounds === null)
    return reporter.wrong(name, span, `${name} is a number: expected = != < <= > >= or BETWEEN.`);
  const wrong = bounds.find((value) => value.kind !== 'number');
  if (wrong) return reporter.wrong(name, wrong.span, `Expected a number for ${name}.`);
  const [low = 0, high = low] = bounds.map((value) => (value.kind === 'number' ? Number(value.text) : 0));
  if (low > high) return reporter.wrong(name, span, 'Expected the smaller value first after BETWEEN.');
  const operator = test.kind === 'compare' ? test.operator : '>=';
  const place = span;
  if (fact === 'purchases.max') {
    if (test.kind === 'between' || (operator !== '>' && operator !== '>='))
      return reporter.refuse(name, span, 'of single orders Attune knows the largest: write > or >=.');
  } else if (holdsAtZero(test.kind === 'between' ? 'between' : operator, low))
    return reporter.refuse(
      name,
      span,
      'whether it holds for customers without a purchase is not documented. Write NOT MATCHES with the opposite.',
    );
  const about = factAt(fact, place, scope);
  if (test.kind !== 'between') return compare(about, operator, numberAt(low, place));
  return {
    kind: 'between',
    fact: about,
    low: numberAt(low, place),
    high: numberAt(high, place),
    span: place,
  };
}

function holdsAtZero(operator: string, value: number): boolean {
  switch (operator) {
    case '>':
      return value < 0;
    case '>=':
    case '=':
    case 'between':
      return value <= 0;
    default:
      return true;
  }
}
