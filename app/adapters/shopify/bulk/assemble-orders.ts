import type { OrderId } from '#app/domain/kernel/ids.ts';
import type { OrderLine } from '#app/domain/profiles/order-record.ts';
import type { OrderRows } from '#app/ports/shop-history.ts';
import { toBulkLine, toOrderReading, type LineRow, type OrderRow } from './map-order-rows.ts';
import { readEach, type OnUnreadable } from './read-each.ts';
import type { BulkRow } from './read-json-lines.ts';

/** Rows held back at most before they are given out. */
const ROWS_IN_MEMORY = 20_000;

/**
 * Joins order rows and line rows by __parentId, wherever in the answer they stand, in bounded memory: when enough rows are
 * held, they are given out, and lines of orders given out earlier follow as late lines. Lines that come before their order
 * wait for it. An order with a line that cannot be read is passed over whole.
 */
export async function* assembleOrders(
  pieces: AsyncIterable<readonly BulkRow[]>,
  onUnreadable: OnUnreadable,
  rowsInMemory = ROWS_IN_MEMORY,
): AsyncGenerator<OrderRows> {
  const desk = createDesk(onUnreadable);
  for await (const rows of pieces) {
    desk.take(rows);
    if (desk.rowCount() >= rowsInMemory) yield desk.giveOut();
  }
  if (desk.rowCount() > 0) yield desk.giveOut();
}

function createDesk(onUnreadable: OnUnreadable) {
  let orders = new Map<string, OrderRow>();
  let lines = new Map<string, LineRow[]>();
  /** Currency of every order given out: late lines need it, and it tells them from lines whose order is still to come. */
  const given = new Map<string, string>();
  let count = 0;

  const take = (rows: readonly BulkRow[]): void => {
    count += rows.length;
    for (const row of rows) {
      if (row.__parentId === undefined) orders.set(row.id ?? '', row as OrderRow);
      else {
        const siblings = lines.get(row.__parentId);
        if (siblings) siblings.push(row as LineRow);
        else lines.set(row.__parentId, [row as LineRow]);
      }
    }
  };
  const giveOut = (): OrderRows => {
    const rowCount = count;
    const read = (row: OrderRow) => toOrderReading(row, lines.get(row.id) ?? []);
    const ready = readEach([...orders.values()], read, onUnreadable);
    for (const id of orders.keys()) lines.delete(id);
    const late = new Map<OrderId, readonly OrderLine[]>();
    const early = new Map<string, LineRow[]>();
    for (const [parentId, rows] of lines) {
      const currency = given.get(parentId);
      if (currency === undefined) early.set(parentId, rows);
      else
        late.set(
          parentId as OrderId,
          readEach(rows, (row: LineRow) => toBulkLine(row, currency), onUnreadable),
        );
    }
    for (const { id, currencyCode } of orders.values()) given.set(id, currencyCode);
    orders = new Map();
    lines = early;
    count = 0;
    return { orders: ready, lateLines: late, rowCount };
  };
  return { take, giveOut, rowCount: () => count };
}
