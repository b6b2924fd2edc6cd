import type { BulkRow } from './read-json-lines.ts';

/** Told of a row that is of another shape than asked for, with what stood in the way. */
export type OnUnreadable = (row: BulkRow, cause: unknown) => void;

/** Reads rows one by one: one that cannot be read is passed over and told of, so that the others count. */
export function readEach<Row extends BulkRow, Reading>(
  rows: readonly BulkRow[],
  read: (row: Row) => Reading,
  onUnreadable: OnUnreadable,
): Reading[] {
  return rows.flatMap((row) => {
    try {
      return [read(row as Row)];
    } catch (cause) {
      onUnreadable(row, cause);
      return [];
    }
  });
}
