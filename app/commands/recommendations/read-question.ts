import type { RankQuestion, ShopLine, ShopOrder } from '#app/domain/recommendations/recommender.ts';
import { BadLine, kindOf } from '../input/bad-line.ts';
import { readTime } from './read-time.ts';

export interface AskedQuestion {
  /** The id of the line as it was given; its number in the file when left out. */
  readonly id: unknown;
  readonly question: RankQuestion;
  /** Seconds since 1970; null = after all orders. */
  readonly now: number | null;
}

type Fields = Readonly<Record<string, unknown>>;

/** One line of a queries file: {"cart": ["sku"], "customer": …, "now": …, "country": …, "history": […]}. Throws BadLine. */
export function readQuestion(line: string, number: number): AskedQuestion {
  const fields = objectOf(parseJson(line), 'one JSON object');
  const now = optional(fields, 'now', text);
  const history = optional(fields, 'history', (value) => listOf(value, 'history').map(readOrder));
  return {
    id: fields.id ?? fields.query ?? number,
    now: now === undefined ? null : readTime(now, 'now'),
    question: {
      cart: optional(fields, 'cart', (value) => listOf(value, 'cart').map((sku) => text(sku, 'cart'))) ?? [],
      customer: optional(fields, 'customer', text) ?? null,
      country: optional(fields, 'country', text) ?? null,
      ...(now !== undefined && { now }),
      ...(history !== undefined && { history }),
    },
  };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new BadLine('Expected one JSON object, found text that is no JSON.');
  }
}

function readOrder(value: unknown): ShopOrder {
  const fields = objectOf(value, 'every order of "history" to be an object');
  const time = text(fields.time, 'time');
  readTime(time, 'time');
  return { time, customer: null, items: listOf(fields.items, 'items').map(readLine) };
}

function readLine(value: unknown): ShopLine {
  if (typeof value === 'string') return value;
  const { sku, qty } = objectOf(value, 'every item to be a sku or an object');
  return { sku: text(sku, 'sku'), ...(typeof qty === 'number' && { qty }) };
}

function optional<Value>(
  fields: Fields,
  name: string,
  read: (value: unknown, name: string) => Value,
): Value | undefined {
  const value = fields[name];
  return value === undefined || value === null || value === '' ? undefined : read(value, name);
}

function objectOf(value: unknown, what: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new BadLine(`Expected ${what}, found ${kindOf(value)}.`);
}

function listOf(value: unknown, name: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new BadLine(`Expected "${name}" to be a list, found ${kindOf(value)}.`);
}

/** Numbers are taken as their text: skus and customers often look like numbers. */
function text(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  throw new BadLine(`Expected "${name}" to hold texts, found ${kindOf(value)}.`);
}
