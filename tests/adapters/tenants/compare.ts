import type { Database } from '#app/adapters/postgres/database.ts';
import { inTransaction } from '#app/adapters/postgres/transaction.ts';
import type { Call } from './cases.ts';
import { createDraw } from './draw.ts';
import { plantShop } from './world.ts';
import type { Tenant } from './world.ts';

/** The columns that say whose a row is, by table. */
const TENANT_COLUMNS = `
  SELECT c.table_name AS "table", c.column_name AS "column" FROM information_schema.columns c
   WHERE c.table_schema = 'public' AND (c.column_name IN ('shop_id', 'shop', 'shop_domain')
      OR c.table_name = 'shop' AND c.column_name = 'id') ORDER BY 1`;

/** Empties the database and plants `tenants`; the numbers it gives out afterwards are the same whoever is there. */
export async function replant({ prisma, pool }: Database, tenants: readonly Tenant[]): Promise<void> {
  const { rows } = await pool.query<{ table: string }>(TENANT_COLUMNS);
  await pool.query(`TRUNCATE ${rows.map(({ table }) => table).join(', ')} RESTART IDENTITY CASCADE`);
  await pool.query("SELECT setval('inbox_delivery_id_seq', 1000), setval('membership_event_id_seq', 1000)");
  for (const tenant of tenants) await plantShop(prisma, tenant);
}

/** Every row of the tenant, as text without what differs from one moment to the next, in the order of that text. */
export async function dump({ pool }: Pick<Database, 'pool'>, { id, domain }: Tenant): Promise<string> {
  const { rows: columns } = await pool.query<{ table: string; column: string }>(TENANT_COLUMNS);
  const parts: string[] = [];
  for (const { table, column } of columns) {
    const owner = column === 'shop' || column === 'shop_domain' ? domain : id;
    const { rows } = await pool.query<{ row: string }>(
      `SELECT to_jsonb(t)::text AS row FROM ${table} t WHERE ${column} = $1`,
      [owner],
    );
    parts.push(`${table}:`, ...rows.map(({ row }) => steady(row)).toSorted());
  }
  return parts.join('\n');
}

/** What came of a call: its answer, or what it failed with, without what differs from one moment to the next. */
export async function outcomeOf({ pool, prisma }: Database, call: Call, seed: number): Promise<string> {
  const answer = inTransaction(pool, (client) => call({ pool, prisma, client }, createDraw(seed)));
  return answer.then(
    (value) => `resolved: ${steady(toText(value))}`,
    (error: unknown) => `rejected: ${steady(String(error))}`,
  );
}

/** The order of a list counts; the order in which a Map or Set was filled does not. */
function toText(value: unknown): string {
  return JSON.stringify([value], (_key, inner: unknown) => {
    if (inner instanceof Map || inner instanceof Set) return [...inner].map(toText).toSorted();
    return typeof inner === 'bigint' ? String(inner) : inner;
  });
}

/** Random ids, seals and the present moment replaced by names, so that two runs can be compared. */
export function steady(text: string): string {
  return text
    .replaceAll(/(?!00000000-)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
    .replaceAll(/v1\.[0-9a-f]{8}\.[\w-]+/g, '<sealed>')
    .replaceAll(/20\d\d-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|\+00(:00)?)/g, (time) =>
      nowOr(time, Date.parse(time)),
    )
    .replaceAll(/\b\d{10}\b/g, (seconds) => nowOr(seconds, Number(seconds) * 1000));
}

function nowOr(text: string, millis: number): string {
  return Math.abs(Date.now() - millis) < 3_600_000 ? '<now>' : text;
}
