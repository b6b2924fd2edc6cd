import type { Instant } from '#app/domain/kernel/instant.ts';
import { minorDigits } from '#app/domain/kernel/money.ts';
import { secondsOfView } from '#app/domain/profiles/view-time.ts';
import type { OrderedProduct, ShopperEvent, ToldAttributes } from '#app/domain/profiles/shopper-event.ts';
import { BadLine, kindOf } from '../input/bad-line.ts';
import { readInstant } from './read-instant.ts';

type Fields = Readonly<Record<string, unknown>>;

/** One line of an events file. Throws BadLine. */
export function readEvent(line: string, currency: string): ShopperEvent {
  const fields = objectOf(parseJson(line), 'one JSON object');
  const { type } = fields;
  const read = typeof type === 'string' && Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  if (read) return read(fields, currency);
  throw new BadLine(`Expected "type" to be one of ${Object.keys(READERS).join(', ')}, found another one.`);
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new BadLine('Expected one JSON object, found text that is no JSON.');
  }
}

const READERS: Readonly<Record<string, (fields: Fields, currency: string) => ShopperEvent>> = {
  order: (fields, currency) => ({
    type: 'order',
    id: text(fields, 'id'),
    shopper: text(fields, 'shopper'),
    at: instant(fields),
    totalMinor: money(fields, 'total', currency),
    lines: fields.lines === undefined ? [] : list(fields, 'lines').map((line) => orderLine(line, currency)),
  }),
  order_cancelled: (fields) => ({
    type: 'order_cancelled',
    order: text(fields, 'order'),
    at: instant(fields),
  }),
  refund: (fields, currency) => ({
    type: 'refund',
    order: text(fields, 'order'),
    at: instant(fields),
    amountMinor: money(fields, 'amount', currency),
  }),
  view: (fields) => ({
    type: 'view',
    shopper: text(fields, 'shopper'),
    at: instant(fields),
    product: fields.product === undefined ? null : text(fields, 'product'),
    ...(fields.seconds !== undefined && { lastedSeconds: seconds(fields, 'seconds') }),
  }),
  search: (fields) => ({
    type: 'search',
    shopper: text(fields, 'shopper'),
    at: instant(fields),
    query: fields.query === undefined ? '' : anyText(fields, 'query'),
  }),
  checkout: (fields) => ({ type: 'checkout', shopper: text(fields, 'shopper'), at: instant(fields) }),
  cart: (fields, currency) => {
    const lines = list(fields, 'lines').map((line) => amountOf(objectOf(line, LINE), currency));
    return {
      type: 'cart',
      shopper: text(fields, 'shopper'),
      at: instant(fields),
      isEmpty: lines.length === 0,
      valueMinor: lines.reduce((sum, { quantity, priceMinor }) => sum + quantity * priceMinor, 0),
    };
  },
  customer: (fields) => ({
    type: 'customer',
    shopper: text(fields, 'shopper'),
    at: instant(fields),
    attributes: attributes(objectOf(fields.attributes, '"attributes" to be an object')),
  }),
  consent: (fields) => ({
    type: 'consent',
    shopper: text(fields, 'shopper'),
    at: instant(fields),
    isAllowed: boolean(fields, 'analytics'),
  }),
  merge: (fields) => ({
    type: 'merge',
    from: text(fields, 'from'),
    to: text(fields, 'to'),
    at: instant(fields),
  }),
};

const LINE = 'every line to be an object';

function orderLine(value: unknown, currency: string): OrderedProduct {
  const line = objectOf(value, LINE);
  return { product: text(line, 'product'), ...amountOf(line, currency) };
}

/** A line without a quantity holds one, a line without a price costs nothing. */
function amountOf(line: Fields, currency: string): Omit<OrderedProduct, 'product'> {
  const { quantity = 1 } = line;
  if (typeof quantity !== 'number' || !Number.isInteger(quantity) || quantity < 0)
    throw new BadLine(`Expected "quantity" to be a whole number, found ${kindOf(quantity)}.`);
  return { quantity, priceMinor: line.price === undefined ? 0 : money(line, 'price', currency) };
}

function attributes(told: Fields): ToldAttributes {
  return {
    ...(told.country !== undefined && { country: orNull(told, 'country', text) }),
    ...(told.language !== undefined && { language: orNull(told, 'language', text) }),
    ...(told.loyalty_tier !== undefined && { loyaltyTier: orNull(told, 'loyalty_tier', text) }),
    ...(told.tags !== undefined && { tags: orNull(told, 'tags', texts) }),
    ...(told.email_marketing !== undefined && { emailMarketing: orNull(told, 'email_marketing', boolean) }),
    ...(told.created_at !== undefined && { createdAt: orNull(told, 'created_at', instant) }),
  };
}

function orNull<Value>(
  fields: Fields,
  name: string,
  read: (fields: Fields, name: string) => Value,
): Value | null {
  return fields[name] === null ? null : read(fields, name);
}

function objectOf(value: unknown, what: string): Fields {
  if (isObject(value)) return value;
  throw new BadLine(`Expected ${what}, found ${kindOf(value)}.`);
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new BadLine(
    `Expected "${name}" to be a text, found ${value === '' ? 'an empty one' : kindOf(value)}.`,
  );
}

function anyText(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value === 'string') return value;
  throw new BadLine(`Expected "${name}" to be a text, found ${kindOf(value)}.`);
}

function texts(fields: Fields, name: string): readonly string[] {
  return list(fields, name).map((value) => {
    if (typeof value === 'string') return value;
    throw new BadLine(`Expected "${name}" to be a list of texts, found ${kindOf(value)} in it.`);
  });
}

function list(fields: Fields, name: string): readonly unknown[] {
  const value = fields[name];
  if (Array.isArray(value)) return value;
  throw new BadLine(`Expected "${name}" to be a list, found ${kindOf(value)}.`);
}

function boolean(fields: Fields, name: string): boolean {
  const value = fields[name];
  if (typeof value === 'boolean') return value;
  throw new BadLine(`Expected "${name}" to be true or false, found ${kindOf(value)}.`);
}

/** A view counts as long as the web pixel's do, however long it is said to be. */
function seconds(fields: Fields, name: string): number {
  const value = fields[name];
  if (typeof value === 'number' && value >= 0) return secondsOfView(value * 1_000);
  throw new BadLine(`Expected "${name}" to be a number, 0 at least, found ${kindOf(value)}.`);
}

function instant(fields: Fields, name = 'at'): Instant {
  const value = fields[name];
  const read = typeof value === 'string' ? readInstant(value) : null;
  if (read !== null) return read;
  const found = typeof value === 'string' ? 'another text' : kindOf(value);
  throw new BadLine(
    `Expected "${name}" to be ISO 8601 with a zone, e.g. 2026-11-22T12:00:00Z, found ${found}.`,
  );
}

const AMOUNT = /^(\d{1,13})(?:\.(\d+))?$/;

/** Minor units. */
function money(fields: Fields, name: string, currency: string): number {
  const value = fields[name];
  const digits = minorDigits(currency);
  const [isAmount, whole = '', decimals = ''] = (typeof value === 'string' && AMOUNT.exec(value)) || [];
  if (isAmount !== undefined && decimals.length <= digits)
    return Number(whole + decimals.padEnd(digits, '0'));
  const found = typeof value === 'string' ? 'another text' : kindOf(value);
  throw new BadLine(
    `Expected "${name}" to be a decimal text with at most ${digits} decimals, e.g. "12.30", found ${found}.`,
  );
}
