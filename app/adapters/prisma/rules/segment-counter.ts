import pg from 'pg';
import { readShopSettings } from '#app/contracts/shop-settings.ts';
import type { ShopperId } from '#app/domain/kernel/ids.ts';
import { toDate, type Instant } from '#app/domain/kernel/instant.ts';
import { invariant } from '#app/domain/kernel/invariant.ts';
import type { Rule } from '#app/domain/segments/ast.ts';
import { compileSql, type SqlQuestion } from '#app/domain/segments/sql/compile-sql.ts';
import type { Recount, SegmentCount, SegmentCounter } from '#app/ports/segment-counter.ts';
import type { Shop } from '#app/ports/shop-store.ts';
import { inTransaction } from '../../postgres/transaction.ts';

export interface SegmentCounterOptions {
  /** After this long a count of everybody gives way to one of a sample. */
  readonly budgetMs?: number;
  /** Shoppers in a sample. */
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
    async recount(shop, segment, now) {
      const found = await readOnly(pool, 0, (client) => recount(client, questionOf(shop, now), segment));
      invariant(found, 'a count without a limit comes to its end');
      return found;
    },
  };
}

function questionOf({ id, currency, timezone, settings }: Shop, now: Instant): SqlQuestion {
  return { shopId: id, now, currency, timezone, tiers: readShopSettings(settings).tiers };
}

const QUERY_CANCELED = '57014';

/**
 * One snapshot for all statements of `work`; null when one of them took longer than `budgetMs` (0 = no limit). Groups of
 * hundreds of thousands of shoppers fit into 64 MB; compiling a query to machine code takes longer than running it; and each
 * parallel worker would group all rows for itself.
 */
async function readOnly<Value>(
  pool: pg.Pool,
  budgetMs: number,
  work: (client: pg.PoolClient) => Promise<Value>,
): Promise<Value | null> {
  try {
    return await inTransaction(pool, async (client) => {
      await client.query(
        `SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;
         SET LOCAL statement_timeout = ${budgetMs}; SET LOCAL work_mem = '64MB'; SET LOCAL jit = off;
         SET LOCAL max_parallel_workers_per_gather = 0`,
      );
      return work(client);
    });
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === QUERY_CANCELED && budgetMs > 0) return null;
    throw error;
  }
}

interface CountRow {
  members: string;
  looked: string;
  shoppers: string;
  some: ShopperId[];
}

/** Everybody, by the order of a hash: the first of them say nothing about the others. */
const EVERYBODY = `SELECT shopper_id FROM profile WHERE shop_id = $1 AND merged_into IS NULL`;
const BY_HASH = 'ORDER BY hashtext(shopper_id), shopper_id';

function countAll(
  client: pg.ClientBase,
  rule: Rule,
  question: SqlQuestion,
  showing: number,
): Promise<SegmentCount> {
  const { text, values } = compileSql(rule, question);
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
  const sample = `${EVERYBODY} ${BY_HASH} LIMIT ${size}`;
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

interface RecountRow {
  members: string;
  checked: string;
  mismatches: string;
}

/** Verdicts older than the shop's rules, or whose time has come, are about to be decided again: they claim nothing. */
async function recount(
  client: pg.ClientBase,
  question: SqlQuestion,
  { id, rule }: { readonly id: string; readonly rule: Rule },
): Promise<Recount> {
  const { text, values } = compileSql(rule, question);
  const [segment, now] = [`$${values.length + 1}`, `$${values.length + 2}`];
  const { rows } = await client.query<RecountRow>(
    `WITH member AS MATERIALIZED (${text}), verdict AS (
       SELECT member.shopper_id IS NOT NULL AS by_rule, profile.segment_ids @> ARRAY[${segment}::text] AS stored,
              profile.config_version >= shop.config_version
                AND (profile.next_change_at IS NULL OR profile.next_change_at > ${now}) AS is_current
         FROM profile JOIN shop ON shop.id = profile.shop_id
         LEFT JOIN member ON member.shopper_id = profile.shopper_id
        WHERE profile.shop_id = $1 AND profile.merged_into IS NULL
     )
     SELECT count(*) FILTER (WHERE by_rule) AS members, count(*) FILTER (WHERE is_current) AS checked,
            count(*) FILTER (WHERE is_current AND by_rule <> stored) AS mismatches
       FROM verdict`,
    [...values, id, toDate(question.now)],
  );
  const [row] = rows;
  invariant(row, 'a count gives one row');
  return { members: Number(row.members), checked: Number(row.checked), mismatches: Number(row.mismatches) };
}
