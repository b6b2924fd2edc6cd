/** Reads the Online Retail data. No field of the orders and returns is quoted; titles of products may be. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

export interface ProductRow {
  readonly sku: string;
  readonly title: string;
  readonly priceMinor: number;
  readonly firstSold: string;
  readonly lines: number;
}

export interface OrderRows {
  readonly number: number;
  /** Local time of the shop, `2010-12-01T08:26:00`. */
  readonly time: string;
  readonly customer: number | null;
  readonly country: string;
  readonly lines: { readonly sku: string; readonly quantity: number; readonly priceMinor: number }[];
}

const FOLDER = new URL('../data/online-retail/', import.meta.url);

function readLines(name: string): string[] {
  const text = gunzipSync(readFileSync(new URL(`${name}.csv.gz`, FOLDER))).toString('utf8');
  const lines = text.split('\n');
  lines.shift();
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function splitQuoted(line: string): string[] {
  const fields = line.match(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g) ?? [];
  return fields.map((field) => {
    const value = field.endsWith(',') ? field.slice(0, -1) : field;
    return value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value;
  });
}

export function readProductRows(): ProductRow[] {
  return readLines('products').map((line) => {
    const [sku = '', title = '', price = '', firstSold = '', lines = ''] = line.includes('"')
      ? splitQuoted(line)
      : line.split(',');
    return { sku, title, priceMinor: Math.round(Number(price) * 100), firstSold, lines: Number(lines) };
  });
}

/** Lines in groups by their order number (`C536383` is 536383 for a return), in the order of the file. */
function readOrderRows(name: string): OrderRows[] {
  const orders: OrderRows[] = [];
  let current: OrderRows | undefined;
  let currentId = '';
  for (const line of readLines(name)) {
    const [id = '', time = '', customer = '', country = '', sku = '', quantity = '', price = ''] =
      line.split(',');
    if (!current || id !== currentId) {
      currentId = id;
      const number = Number(id.startsWith('C') ? id.slice(1) : id);
      current = { number, time, customer: customer === '' ? null : Number(customer), country, lines: [] };
      orders.push(current);
    }
    current.lines.push({ sku, quantity: Number(quantity), priceMinor: Math.round(Number(price) * 100) });
  }
  return orders;
}

export const readOrders = (): OrderRows[] => readOrderRows('orders');
/** Quantities are negative. */
export const readReturns = (): OrderRows[] => readOrderRows('returns');
