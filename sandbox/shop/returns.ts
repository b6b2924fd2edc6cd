import type { OrderRows } from './online-retail.ts';
import type { Order, OrderLine, Refund, RefundLine, ReturnsSummary } from './shop.ts';
import { secondsOfLondon } from './time.ts';

const REFUND_BASE = 930_000_000_000;
const REFUND_LINE_BASE = 690_000_000_000_000;

interface Taken {
  readonly order: Order;
  readonly line: OrderLine;
  readonly quantity: number;
}

/**
 * Takes `quantity` units of a sku from a customer's orders before `time`, the latest order first, from what no earlier return
 * has taken. `left` holds the units left of each line that was touched.
 */
function takeFromOrders(
  orders: readonly Order[],
  sku: string,
  quantity: number,
  time: number,
  left: Map<number, number>,
): Taken[] {
  const taken: Taken[] = [];
  let wanted = quantity;
  for (let at = orders.length - 1; at >= 0 && wanted > 0; at -= 1) {
    const order = orders[at];
    if (!order || order.createdAt > time) continue;
    for (const line of order.lines) {
      if (line.product.sku !== sku) continue;
      const units = Math.min(wanted, left.get(line.id) ?? line.quantity);
      if (units <= 0) continue;
      left.set(line.id, (left.get(line.id) ?? line.quantity) - units);
      wanted -= units;
      taken.push({ order, line, quantity: units });
    }
  }
  return taken;
}

/** One refund for each order that a return touches. */
function createRefunds(row: OrderRows, taken: readonly Taken[], createdAt: number): Refund[] {
  const byOrder = Map.groupBy(taken, (part) => part.order);
  return [...byOrder].map(([order, parts], index): Refund => {
    const id = REFUND_BASE + row.number * 100 + index;
    const lines = parts.map((part, place): RefundLine => ({
      id: REFUND_LINE_BASE + (row.number * 100 + index) * 1_000 + place,
      line: part.line,
      quantity: part.quantity,
    }));
    return { id, order, createdAt, lines, note: `Return C${row.number}` };
  });
}

/**
 * The data's returns as refunds of the customer's latest earlier orders of that sku with quantity left; more than one order
 * when one is not enough. Returns of guests and of things never bought are left out and counted.
 */
export function matchReturns(
  rows: readonly OrderRows[],
  ordersOf: (customer: number) => readonly Order[],
  shift: number,
): { refunds: Refund[]; summary: ReturnsSummary } {
  const left = new Map<number, number>();
  const refunds: Refund[] = [];
  const counts = { lines: 0, refunded: 0, partlyRefunded: 0, leftOut: 0 };
  for (const row of rows) {
    const time = secondsOfLondon(row.time) + shift;
    const orders = row.customer === null ? [] : ordersOf(row.customer);
    const taken = row.lines.flatMap((line) => {
      const parts = takeFromOrders(orders, line.sku, -line.quantity, time, left);
      const units = parts.reduce((sum, part) => sum + part.quantity, 0);
      counts.lines += 1;
      counts[units === 0 ? 'leftOut' : units < -line.quantity ? 'partlyRefunded' : 'refunded'] += 1;
      return parts;
    });
    refunds.push(...createRefunds(row, taken, time));
  }
  refunds.sort((a, b) => a.createdAt - b.createdAt || a.id - b.id);
  return { refunds, summary: counts };
}
