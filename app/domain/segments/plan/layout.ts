import type { Column, Mark, Parts } from './parts.ts';

/**
 * Where things stand in a shopper's record, a run of 32-bit words: the stills' truth, a bit each; until when it holds; the
 * instants; how many items each column has; then the items of each column, oldest first, a time and, where some mark weighs it,
 * an amount each.
 */
export interface Layout {
  readonly stillWords: number;
  readonly untilAt: number;
  readonly instantsAt: number;
  readonly countsAt: number;
  readonly itemsAt: number;
  readonly columns: readonly ColumnLayout[];
  /** Words an item of each column takes. */
  readonly strides: Uint8Array;
}

export interface ColumnLayout extends Column {
  /** Words an item takes: 1, or 2 with an amount. */
  readonly stride: 1 | 2;
}

export function layoutOf(parts: Parts): Layout {
  const stillWords = Math.ceil(parts.stills.all.length / 32);
  const instantsAt = stillWords + 1;
  const countsAt = instantsAt + parts.instants.all.length;
  const columns = parts.columns.all.map((column, place) => ({
    ...column,
    stride: parts.marks.all.some((mark) => weighs(mark, place)) ? (2 as const) : (1 as const),
  }));
  return {
    stillWords,
    untilAt: stillWords,
    instantsAt,
    countsAt,
    itemsAt: countsAt + columns.length,
    columns,
    strides: Uint8Array.from(columns, ({ stride }) => stride),
  };
}

function weighs(mark: Mark, column: number): boolean {
  return (mark.kind === 'sum' || mark.kind === 'peak') && mark.column === column;
}
