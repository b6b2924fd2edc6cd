import type pg from 'pg';
import type { ShopperId } from '#app/domain/kernel/ids.ts';
import { invariant } from '#app/domain/kernel/invariant.ts';
import type { Rule } from '#app/domain/segments/ast.ts';
import { compileSql, type SqlQuestion } from '#app/domain/segments/sql/compile-sql.ts';
import type { SegmentCount, SegmentCounter } from '#app/ports/segment-counter.ts';
import { questionOf, readOnly } from './read-only.ts';

export interface SegmentCounterOptions {
  /** After this long a count of everybody gives way to one of a sample. */
  readonly budgetMs?: number;
  /** Shoppers in a sample, about. */
  readonly sampleSize?: number;
}

/** Counts by SQL that `compileSql` makes of a rule. */
export function createSegmentCounter(
  pool: pg.Pool,
  { budgetMs = 500, sampleSize = 20_000 }: SegmentCounterOptions = {},
): SegmentCounter {
  return {
    async count(shop, rule, now, showing) {
      const question = questionOf(shop, now);
      const all = await readOnly(pool, budgetMs, (client) => countAll(client, rule, question, showing));
      if (all !== null) return all;
      const sample = await readOnly(pool, 0, (client) =>
        countSample(client, rule, question, showing, sampleSize),
      );
      invariant(sample, 'a count without a limit comes to its end');
      return sample;
    },
  };
}

interface CountRow {
  members: string;
  looked: string;
  shoppers: string;
  some: ShopperId[];
}

/** Everybody, by the order of a hash: the first of them say nothing about the others. */
const EVERYBODY = `SELECT shopper_id FROM profile WHERE shop_id = $1 AND merged_into IS NULL AND NOT is_deleted`;
const BY_HASH = 'ORDER BY hashtext(shopper_id), shopper_id';

async function countAll(
  client: pg.ClientBase,
  rule: Rule,
  question: SqlQuestion,
  showing: number,
): Promise<SegmentCount> {
  const { text, values, isPlain } = compileSql(rule, question);
  if (isPlain) await client.query('SET LOCAL max_parallel_workers_per_gather = DEFAULT');
  return readCount(client, `member AS MATERIALIZED (${text})`, values, showing, 'shopper');
}

function countSample(
  client: pg.ClientBase,
  rule: Rule,
  question: SqlQuestion,
  showing: number,
  size: number,
): Promise<SegmentCount> {
  const { text, values } = compileSql(rule, question, 'SELECT shopper_id FROM looked');
  const sample = `${EVERYBODY} AND hashtext(shopper_id) & 65535 < (
    SELECT ceil(65536.0 * ${size} / greatest(count(*), ${size})) FROM (${EVERYBODY}) AS everybody)`;
  const parts = `looked AS MATERIALIZED (${sample}), member AS MATERIALIZED (${text})`;
  return readCount(client, parts, values, showing, 'looked');
}

async function readCount(
  client: pg.ClientBase,
  parts: string,
  values: readonly unknown[],
  showing: number,
  looked: 'shopper' | 'looked',
): Promise<SegmentCount> {
  const { rows } = await client.query<CountRow>(
    `WITH ${parts}, shopper AS MATERIALIZED (SELECT count(*) AS count FROM (${EVERYBODY}) AS everybody)
     SELECT (SELECT count(*) FROM member) AS members, (SELECT count FROM shopper) AS shoppers,
            ${looked === 'looked' ? '(SELECT count(*) FROM looked)' : '(SELECT count FROM shopper)'} AS looked,
            ARRAY(SELECT shopper_id FROM member ${BY_HASH} LIMIT ${showing}) AS some`,
    [...values],
  );
  const [row] = rows;
  invariant(row, 'a count gives one row');
  return {
    members: Number(row.members),
    looked: Number(row.looked),
    shoppers: Number(row.shoppers),
    some: row.some,
  };
}
