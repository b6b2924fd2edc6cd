import type pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CUSTOMER_REDACTION, SUBJECT_ROWS } from '#app/adapters/prisma/shoppers/compliance-queries.ts';
import { openDatabase, type Database } from '#app/adapters/postgres/database.ts';
import { cloneDatabase, type ClonedDatabase } from '#tests/support/database.ts';

interface Plan {
  readonly 'Relation Name'?: string;
  readonly 'Parent Relationship'?: string;
  readonly Plans?: readonly Plan[];
}

let clone: ClonedDatabase;
let database: Database;
beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.url);
});
afterAll(async () => {
  await database.close();
  await clone.drop();
});

async function explain(pool: pg.Pool, text: string): Promise<Plan> {
  const { rows } = await pool.query<{ 'QUERY PLAN': readonly { readonly Plan: Plan }[] }>(
    `EXPLAIN (GENERIC_PLAN, FORMAT JSON) ${text}`,
  );
  const plan = rows[0]?.['QUERY PLAN'][0]?.Plan;
  if (plan === undefined) throw new Error('PostgreSQL explained nothing.');
  return plan;
}

/** Tables that `plan` reads below a subplan, which is run for each row that its parent looks at. */
function readAgain(plan: Plan, isAgain = false): string[] {
  const below = isAgain || plan['Parent Relationship'] === 'SubPlan';
  const own = plan['Relation Name'];
  return [
    ...(below && own !== undefined ? [own] : []),
    ...(plan.Plans ?? []).flatMap((part) => readAgain(part, below)),
  ];
}

const QUERIES = [
  ...Object.entries(SUBJECT_ROWS).map(([table, text]) => ({ name: `an export of ${table}`, text })),
  ...CUSTOMER_REDACTION.map(({ table, text }) => ({ name: `an erasure from ${table}`, text })),
];

it.each(QUERIES)('$name reads no table again for each row of another', async ({ text }) => {
  expect(readAgain(await explain(database.pool, text))).toEqual([]);
});
