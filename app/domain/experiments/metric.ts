import { fail, ok, type Result } from '../kernel/result.ts';
import { ROWS } from './unit-sums.ts';

/** What is compared between arms. */
export interface Metric {
  /** As it was asked for. */
  readonly name: string;
  readonly column: string;
  /** The column that the first is divided by, sum by sum; null for the mean of a unit. */
  readonly over: string | null;
  readonly isLowerBetter: boolean;
}

/**
 * `profit` is the mean of a unit, `profit/orders` the sum of one column over the sum of another, `profit/rows` a mean of the rows
 * (of checkouts, where a row is one).
 */
export function parseMetric(text: string, isLowerBetter: boolean): Result<Metric, string> {
  const [column = '', over = null, ...more] = text.split('/');
  if (column === '' || over === '' || more.length > 0)
    return fail(`Expected a metric as "column" or "column/column", found "${text}".`);
  return ok({ name: text, column, over, isLowerBetter });
}

/** The columns a metric reads from a file. */
export function columnsOf({ column, over }: Metric): readonly string[] {
  return [column, ...(over === null ? [] : [over])].filter((name) => name !== ROWS);
}
