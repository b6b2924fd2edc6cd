import type { ShopOrder, ShopProduct } from '#app/domain/recommendations/recommender.ts';
import { BadLine } from '../input/bad-line.ts';
import { createBadLines } from '../input/bad-lines.ts';
import { readCsv, type CsvRow } from '../input/read-csv.ts';
import type { Output } from '../output.ts';
import { readTime } from './read-time.ts';

export interface ShopFiles {
  readonly orders: string;
  readonly products?: string;
}

export interface ReadShop {
  /** In order of time; of equal times in the order of the file. */
  readonly orders: readonly ShopOrder[];
  readonly products: readonly ShopProduct[];
  /** Lines that could not be used; each was told of. */
  readonly badLines: number;
}

/** Reads a shop's orders and products. Lines that cannot be used are told of and left out. Throws InputProblem for a wrong header. */
export async function readShop(files: ShopFiles, output: Output): Promise<ReadShop> {
  const badLines = createBadLines(output);
  const orders = new Map<string, GatheredOrder>();
  await readCsv(files.orders, ['order', 'time', 'sku'], (row) => addLine(orders, row), badLines);
  const products: ShopProduct[] = [];
  if (files.products !== undefined)
    await readCsv(files.products, ['sku', 'title'], (row) => void products.push(readProduct(row)), badLines);
  const sorted = [...orders.values()].sort((a, b) => a.seconds - b.seconds);
  return { orders: sorted.map(({ order }) => order), products, badLines: badLines.end() };
}

interface GatheredOrder {
  readonly seconds: number;
  readonly order: ShopOrder & { readonly items: { sku: string; qty: number; price: number }[] };
}

/** Lines of one order may stand anywhere in the file; time, customer and country are those of its first line. */
function addLine(orders: Map<string, GatheredOrder>, row: CsvRow): void {
  const id = requireText(row, 'order');
  const item = {
    sku: requireText(row, 'sku'),
    qty: readNumber(row, 'qty', 1),
    price: readNumber(row, 'price', 0),
  };
  const seconds = readTime(row.time ?? '', 'time');
  const known = orders.get(id);
  if (known !== undefined) return void known.order.items.push(item);
  const order = {
    id,
    time: row.time ?? '',
    customer: row.customer || null,
    ...(row.country && { country: row.country }),
    items: [item],
  };
  orders.set(id, { seconds, order });
}

function readProduct(row: CsvRow): ShopProduct {
  const { type, vendor, tags, description } = row;
  return {
    sku: requireText(row, 'sku'),
    title: row.title ?? '',
    price: readNumber(row, 'price', 0),
    ...(type && { type }),
    ...(vendor && { vendor }),
    ...(tags && { tags: tags.split(',').map((tag) => tag.trim()) }),
    ...(description && { description }),
  };
}

function requireText(row: CsvRow, column: string): string {
  const text = row[column]?.trim() ?? '';
  if (text === '') throw new BadLine(`Expected "${column}" to be a text, found an empty one.`);
  return text;
}

function readNumber(row: CsvRow, column: string, otherwise: number): number {
  const text = row[column]?.trim() ?? '';
  const number = text === '' ? otherwise : Number(text);
  if (Number.isFinite(number)) return number;
  throw new BadLine(`Expected "${column}" to be a number, found another text.`);
}
