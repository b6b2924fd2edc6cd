import type { Aggregate } from './aggregates.ts';
import type { Parameters } from './parameters.ts';
import type { Rows } from './rows.ts';
import type { InstantRange } from './window-range.ts';

/** The rows of a kind grouped by shopper: what is asked of them is worked out together, in one pass. */
export interface Join {
  readonly alias: string;
  readonly rows: Rows;
  readonly asked: Asked[];
  /** Conditions that a group meets or is left out. */
  readonly having: string[];
}

/** An aggregate over one window. */
export interface Asked {
  readonly join: Join;
  readonly range: InstantRange;
  /** As a value of the joined rows; NULL or 0 where there are none. */
  readonly column: string;
  /** The same inside the group. */
  readonly inGroup: string;
}

export interface Joins {
  readonly all: readonly Join[];
  ask(aggregate: Aggregate, range: InstantRange): Asked;
}

/** Gathers what a rule asks, each thing once. */
export function createJoins(parameters: Parameters): Joins {
  const byRows = new Map<string, Join>();
  const known = new Map<string, Asked>();
  const joinOf = (rows: Rows): Join => {
    const found = byRows.get(rows.from);
    if (found) return found;
    const made: Join = { alias: `did${byRows.size + 1}`, rows, asked: [], having: [] };
    byRows.set(rows.from, made);
    return made;
  };
  return {
    get all() {
      return [...byRows.values()];
    },
    ask({ rows, sql, empty }, range) {
      const join = joinOf(rows);
      const filter = rangeSql(rows, range, parameters).join(' AND ');
      const inGroup = orEmpty(filter === '' ? sql : `${sql} FILTER (WHERE ${filter})`, empty);
      const key = `${join.alias} ${inGroup}`;
      const before = known.get(key);
      if (before) return before;
      const column = orEmpty(`${join.alias}.value${join.asked.length + 1}`, empty);
      const asked: Asked = { join, range, column, inGroup };
      join.asked.push(asked);
      known.set(key, asked);
      return asked;
    },
  };
}

function orEmpty(sql: string, empty: Aggregate['empty']): string {
  if (empty === null) return `(${sql})`;
  return empty === 0 ? `coalesce(${sql}, 0)` : `coalesce(${sql}, '[]'::jsonb)`;
}

/** The grouped rows as a table, of the shoppers in `among` when that is given. Only rows in some window are looked at. */
export function joinSql(join: Join, parameters: Parameters, among: string | null): string {
  const { rows, asked, having } = join;
  const values = asked.map(({ inGroup }, index) => `${inGroup} AS value${index + 1}`);
  const conditions = rangeSql(rows, hullOf(asked), parameters);
  if (among !== null) conditions.push(`${rows.shopper} IN (${among})`);
  return `(SELECT ${rows.shopper} AS shopper_id, ${values.join(', ')}
    ${rows.from}${conditions.map((condition) => ` AND ${condition}`).join('')}
    GROUP BY ${rows.shopper}${having.length === 0 ? '' : ` HAVING ${having.join(' AND ')}`}) AS ${join.alias}`;
}

function hullOf(asked: readonly Asked[]): InstantRange {
  const from = asked.map(({ range }) => range.from ?? -Infinity).reduce((a, b) => Math.min(a, b), Infinity);
  return { from: Number.isFinite(from) ? from : null, to: Math.max(...asked.map(({ range }) => range.to)) };
}

function rangeSql({ at }: Rows, { from, to }: InstantRange, parameters: Parameters): string[] {
  if (at === null) return [];
  const until = `${at} < ${parameters.instant(to)}`;
  return from === null ? [until] : [`${at} >= ${parameters.instant(from)}`, until];
}
