import type { Aggregate } from './aggregates.ts';
import type { Parameters } from './parameters.ts';
import type { Rows } from './rows.ts';
import type { InstantRange } from './window-range.ts';

/** The rows of a kind grouped by shopper: what is asked of them is worked out together, in one pass. */
export interface Join {
  readonly alias: string;
  readonly rows: Rows;
  readonly asked: Asked[];
  /** Conditions that a group meets or is left out, with what each of them asks. */
  readonly having: { readonly asked: Asked; readonly sql: string }[];
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
    const key = `${rows.at} ${rows.from}`;
    const found = byRows.get(key);
    if (found) return found;
    const made: Join = { alias: `did${byRows.size + 1}`, rows, asked: [], having: [] };
    byRows.set(key, made);
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
  return empty === null ? `(${sql})` : `coalesce(${sql}, ${empty})`;
}

/**
 * The grouped rows as a table, of the shoppers in `among` when that is given. Only rows in some window are looked at; where a
 * condition that must hold looks less far back than another, only the rows of shoppers who meet it.
 */
export function joinSql(join: Join, parameters: Parameters, among: string | null): string {
  const { rows, asked, having, alias } = join;
  const values = asked.map(({ inGroup }, index) => `${inGroup} AS value${index + 1}`);
  const hull = hullOf(asked);
  const group = (
    columns: string,
    range: InstantRange,
    conditions: readonly string[],
    tests: readonly string[],
  ) => {
    const all = [
      ...rangeSql(rows, range, parameters),
      ...conditions,
      ...(among === null ? [] : [`${rows.shopper} IN (${among})`]),
    ];
    return `SELECT ${columns} ${rows.from}${all.map((condition) => ` AND ${condition}`).join('')}
      GROUP BY ${rows.shopper}${tests.length === 0 ? '' : ` HAVING ${tests.join(' AND ')}`}`;
  };
  const first = having.toSorted((a, b) => startOf(b.asked.range) - startOf(a.asked.range))[0];
  const isNarrower = first !== undefined && startOf(first.asked.range) > startOf(hull);
  const candidates = isNarrower
    ? [`${rows.shopper} IN (${group(rows.shopper, first.asked.range, [], [first.sql])})`]
    : [];
  const tests = having.map(({ sql }) => sql);
  return `(${group(`${rows.shopper} AS shopper_id, ${values.join(', ')}`, hull, candidates, tests)}) AS ${alias}`;
}

function startOf({ from }: InstantRange): number {
  return from ?? -Infinity;
}

function hullOf(asked: readonly Asked[]): InstantRange {
  const from = Math.min(...asked.map(({ range }) => startOf(range)));
  return { from: Number.isFinite(from) ? from : null, to: Math.max(...asked.map(({ range }) => range.to)) };
}

function rangeSql({ at }: Rows, { from, to }: InstantRange, parameters: Parameters): string[] {
  if (at === null) return [];
  const until = `${at} < ${parameters.instant(to)}`;
  return from === null ? [until] : [`${at} >= ${parameters.instant(from)}`, until];
}
