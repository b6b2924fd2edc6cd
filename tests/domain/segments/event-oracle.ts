import type { Condition, Rule, Value, Window } from '#app/domain/segments/ast.ts';
import type { ShopperEvent } from '#app/domain/profiles/shopper-event.ts';

/**
 * The meaning of a rule recomputed from the raw list of events, at one instant, for one shopper: nothing is folded, sorted or
 * remembered, no boundary is known, and no code of the product is used. `knownAt` cuts the list (later events have not happened);
 * `now` is the instant asked about, so that time can pass without anything happening.
 */
export interface Question {
  readonly events: readonly ShopperEvent[];
  readonly shopper: string;
  readonly knownAt: number;
  readonly now: number;
  readonly timezone: string;
}

/** Every person named up to `knownAt`, by the id they go by. */
export function peopleOf({ events, knownAt }: Pick<Question, 'events' | 'knownAt'>): ReadonlySet<string> {
  const labels = labelsOf(events.filter(({ at }) => at <= knownAt));
  return new Set(labels.values());
}

function labelsOf(events: readonly ShopperEvent[]): Map<string, string> {
  const labels = new Map<string, string>();
  for (const event of events) {
    if ('shopper' in event) labels.set(event.shopper, event.shopper);
    if (event.type === 'merge') labels.set(event.from, event.from).set(event.to, event.to);
  }
  const merges = events.filter((event) => event.type === 'merge');
  for (const { from, to } of merges.sort((a, b) => a.at - b.at || (a.from + a.to < b.from + b.to ? -1 : 1))) {
    const [gone, kept] = [labels.get(from), labels.get(to)];
    for (const [id, label] of labels) if (label === gone) labels.set(id, kept ?? to);
  }
  return labels;
}

interface Fact {
  readonly at: number;
  readonly amount: number;
  readonly keys: readonly string[];
}

type Own = Extract<ShopperEvent, { shopper: string }>;

function ownEvents(question: Question): readonly Own[] {
  const happened = question.events.filter(({ at }) => at <= question.knownAt);
  const labels = labelsOf(happened);
  return happened.filter(
    (event): event is Own => 'shopper' in event && labels.get(event.shopper) === question.shopper,
  );
}

function isConsented(at: number, own: readonly Own[]): boolean {
  const consents = own.filter((event) => event.type === 'consent');
  const isWithdrawnSince = consents.some((each) => !each.isAllowed && each.at >= at);
  const before = consents.filter((each) => each.at <= at);
  if (isWithdrawnSince) return false;
  const lastNo = Math.max(-Infinity, ...before.filter((each) => !each.isAllowed).map((each) => each.at));
  return lastNo === -Infinity || before.some((each) => each.isAllowed && each.at > lastNo);
}

function seriesOf(name: string, question: Question): readonly Fact[] {
  const own = ownEvents(question);
  const happened = question.events.filter(({ at }) => at <= question.knownAt);
  const plain = (kept: readonly Own[]): readonly Fact[] =>
    kept.map(({ at }) => ({ at, amount: 0, keys: [] }));
  const refundsOf = (order: string) =>
    happened.filter((event) => event.type === 'refund').filter((refund) => refund.order === order);
  const orders = own
    .filter((event) => event.type === 'order')
    .filter((order) => !happened.some((each) => each.type === 'order_cancelled' && each.order === order.id))
    .filter(
      (order) =>
        !happened.some((each) => each.type === 'order' && each.id === order.id && each.at < order.at),
    )
    .filter((order, index, all) => all.findIndex(({ id }) => id === order.id) === index);
  switch (name) {
    case 'purchases':
      return orders.map((order) => ({
        at: order.at,
        amount: order.totalMinor - refundsOf(order.id).reduce((sum, { amountMinor }) => sum + amountMinor, 0),
        keys: order.lines.map(({ product }) => product),
      }));
    case 'refunds':
      return orders
        .flatMap(({ id }) => refundsOf(id))
        .map(({ at, amountMinor }) => ({ at, amount: amountMinor, keys: [] }));
    case 'checkouts':
      return plain(own.filter(({ type }) => type === 'checkout'));
    case 'views':
      return plain(own.filter(({ type, at }) => type === 'view' && isConsented(at, own)));
    case 'searches':
      return plain(own.filter(({ type, at }) => type === 'search' && isConsented(at, own)));
    case 'carts':
      return plain(
        own.filter((event) => event.type === 'cart' && !event.isEmpty && isConsented(event.at, own)),
      );
    default:
      throw new Error(`The oracle does not know ${name}`);
  }
}

const UNIT = { minutes: 60, hours: 3_600, days: 86_400 };

function isInside(at: number, window: Window | null, { now, timezone }: Question): boolean {
  if (at > now) return false;
  if (window === null) return true;
  if (window.kind === 'duration') return at > now - window.amount * UNIT[window.unit];
  if (window.kind === 'lagged')
    return at > now - window.from * UNIT[window.unit] && at <= now - window.to * UNIT[window.unit];
  if (window.kind === 'dates') {
    const day = localDate(at, timezone).toISOString().slice(0, 10);
    return day >= (window.from ?? day) && day <= (window.to ?? day);
  }
  const today = localDate(now, timezone);
  const end = localDate(at, timezone);
  if (window.unit === 'days') end.setUTCDate(end.getUTCDate() + window.amount);
  else {
    const day = end.getUTCDate();
    end.setUTCDate(1);
    end.setUTCMonth(end.getUTCMonth() + window.amount);
    const last = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 0)).getUTCDate();
    end.setUTCDate(Math.min(day, last));
  }
  return today.getTime() < end.getTime();
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The calendar date in a zone, as midnight UTC of that date. */
function localDate(at: number, timezone: string): Date {
  const format =
    formats.get(timezone) ?? new Intl.DateTimeFormat('en-CA', { timeZone: timezone, dateStyle: 'short' });
  formats.set(timezone, format);
  return new Date(`${format.format(at * 1000)}T00:00:00Z`);
}

/** Whether the rule holds. */
export function eventOracle(rule: Rule, question: Question): boolean {
  switch (rule.kind) {
    case 'and':
      return rule.operands.every((each) => eventOracle(each, question));
    case 'or':
      return rule.operands.some((each) => eventOracle(each, question));
    case 'not':
      return !eventOracle(rule.operand, question);
    default:
      return holds(rule, question);
  }
}

type Seen = number | string | boolean | readonly string[] | undefined;

function attributeOf(key: string, question: Question): Seen {
  const told = ownEvents(question)
    .filter((event) => event.type === 'customer')
    .filter(({ attributes }) => Object.hasOwn(attributes, key));
  const newest = Math.max(...told.map(({ at }) => at));
  const value: unknown = Object.entries(told.find(({ at }) => at === newest)?.attributes ?? {}).find(
    ([name]) => name === key,
  )?.[1];
  if (Array.isArray(value)) return value.length === 0 ? undefined : value;
  return value === null ? undefined : (value as Seen);
}

function openFor(question: Question): number | undefined {
  const own = ownEvents(question);
  const changes = seriesOf('carts', question).map(({ at }) => at);
  const last = Math.max(-Infinity, ...changes);
  const isClosed = own.some(
    (event) => event.at >= last && (event.type === 'checkout' || (event.type === 'cart' && event.isEmpty)),
  );
  return last === -Infinity || isClosed || last > question.now ? undefined : question.now - last;
}

function valueOf(condition: Condition, question: Question): Seen {
  const { name, window } = condition.fact;
  switch (name) {
    case 'customer.country':
      return attributeOf('country', question);
    case 'customer.tags':
      return attributeOf('tags', question);
    case 'loyalty.tier':
      return attributeOf('loyaltyTier', question);
    case 'cart.open_for':
      return openFor(question);
  }
  const [family = '', measure = ''] = name.split('.');
  const facts = seriesOf(family, question);
  const inside = facts.filter(({ at }) => isInside(at, window, question));
  const amounts = inside.map(({ amount }) => amount);
  const total = amounts.reduce((sum, amount) => sum + amount, 0);
  const times = facts.map(({ at }) => at).filter((at) => at <= question.now);
  switch (measure) {
    case 'count':
      return inside.length;
    case 'spend':
      return total;
    case 'average':
      return inside.length === 0 ? undefined : total / inside.length;
    case 'max':
      return inside.length === 0 ? undefined : Math.max(...amounts);
    case 'distinct_products':
      return new Set(inside.flatMap(({ keys }) => keys)).size;
    case 'last':
      return times.length === 0 ? undefined : Math.max(...times);
    case 'first':
      return times.length === 0 ? undefined : Math.min(...times);
    default:
      throw new Error(`The oracle does not know ${name}`);
  }
}

const MONEY = ['.spend', '.average', '.max'];

function written(value: Value, name: string): number | string | boolean {
  if (value.kind === 'duration') return value.amount * UNIT[value.unit];
  if (value.kind === 'number' && MONEY.some((end) => name.endsWith(end)))
    return Math.round(value.value * 100);
  return value.value;
}

function holds(condition: Condition, question: Question): boolean {
  const seen = valueOf(condition, question);
  const other = (value: Value) => written(value, condition.fact.name);
  if (condition.kind === 'presence') return condition.isSet === (seen !== undefined);
  if (seen === undefined) return false;
  switch (condition.kind) {
    case 'recent':
      return typeof seen === 'number' && isInside(seen, condition.window, question);
    case 'in':
      return condition.values.some((value) => other(value) === seen) !== condition.isNegated;
    case 'contains':
      return containsAsked(condition, seen, (value) => String(other(value)));
    case 'affix': {
      const wanted = String(other(condition.value));
      if (typeof seen !== 'string') return false;
      return condition.side === 'start'
        ? seen.slice(0, wanted.length) === wanted
        : wanted === '' || seen.slice(-wanted.length) === wanted;
    }
    case 'between':
      return seen >= other(condition.low) && seen <= other(condition.high);
    case 'compare': {
      const value = other(condition.value);
      const { operator } = condition;
      if (operator === '=') return seen === value;
      if (operator === '!=') return seen !== value;
      if (operator === '<') return seen < value;
      if (operator === '<=') return seen <= value;
      return operator === '>' ? seen > value : seen >= value;
    }
  }
}

function containsAsked(
  { values, match, isNegated }: Extract<Condition, { kind: 'contains' }>,
  seen: unknown,
  textOf: (value: Value) => string,
): boolean {
  if (!Array.isArray(seen) && typeof seen !== 'string') return false;
  const held = values.map((value) => seen.includes(textOf(value)));
  return (match === 'all' ? !held.includes(false) : held.includes(true)) !== isNegated;
}
