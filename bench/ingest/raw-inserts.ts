import type pg from 'pg';

/** What an order leaves behind, by table: the columns that tell its rows apart in one shop. */
const TABLES: Readonly<Record<string, string>> = {
  orders: 'id',
  profile: 'shopper_id',
  membership_event: 'id',
  shopper_activity: 'key',
  open_cart: 'kind, token',
  saved_detail: 'shopper_id',
};
const SET = 1_000;
const CONNECTIONS = 2;

export interface RawInserts {
  readonly seconds: number;
  readonly rows: number;
  readonly databaseCpuSeconds: number;
}

interface RowSet {
  readonly table: string;
  readonly json: string;
}

/** Makes a second, empty set of the tables with all they have: keys, indexes, generated columns and what is checked. */
export async function makeRawTables(pool: pg.Pool): Promise<void> {
  await pool.query('CREATE SCHEMA raw');
  for (const table of Object.keys(TABLES))
    await pool.query(`CREATE TABLE raw.${table} (LIKE ${table} INCLUDING ALL)`);
  const { rows } = await pool.query<{ table: string; text: string }>(
    `SELECT conrelid::regclass AS table, pg_get_constraintdef(oid) AS text FROM pg_constraint
      WHERE contype = 'f' AND conrelid = ANY($1::regclass[])`,
    [Object.keys(TABLES)],
  );
  for (const { table, text } of rows) await pool.query(`ALTER TABLE raw.${table} ADD ${text}`);
}

/**
 * The yardstick: writes the rows that are not there yet into the second set of tables, a thousand a statement, each statement its own
 * transaction, over two connections. Counts the writing alone; `databaseCpu` reads PostgreSQL's seconds so far.
 */
export async function insertRaw(pool: pg.Pool, databaseCpu: () => number): Promise<RawInserts> {
  const columns = await columnsOf(pool);
  const sets = await readNewRows(pool);
  const rows = sets.reduce((sum, { count }) => sum + count, 0);
  const startedAt = performance.now();
  const cpuBefore = databaseCpu();
  const work = async (): Promise<void> => {
    for (let next = sets.shift(); next; next = sets.shift()) {
      const names = columns.get(next.table)?.join(', ') ?? '';
      await pool.query(
        `INSERT INTO raw.${next.table} (${names}) OVERRIDING SYSTEM VALUE
         SELECT ${names} FROM jsonb_populate_recordset(NULL::raw.${next.table}, $1::jsonb)`,
        [next.json],
      );
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, work));
  const seconds = (performance.now() - startedAt) / 1000;
  return { seconds, rows, databaseCpuSeconds: databaseCpu() - cpuBefore };
}

async function readNewRows(pool: pg.Pool): Promise<(RowSet & { readonly count: number })[]> {
  const sets: (RowSet & { count: number })[] = [];
  for (const [table, key] of Object.entries(TABLES)) {
    const { rows } = await pool.query<{ row: string }>(
      `SELECT row_to_json(t)::text AS row FROM ${table} t WHERE (${key}) NOT IN (SELECT ${key} FROM raw.${table})`,
    );
    for (let from = 0; from < rows.length; from += SET) {
      const part = rows.slice(from, from + SET);
      sets.push({ table, count: part.length, json: `[${part.map(({ row }) => row).join(',')}]` });
    }
  }
  return sets;
}

/** The columns that are stored, not generated. */
async function columnsOf(pool: pg.Pool): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await pool.query<{ table: string; columns: string[] }>(
    `SELECT table_name AS table, array_agg(quote_ident(column_name)) AS columns FROM information_schema.columns
      WHERE table_schema = 'raw' AND is_generated = 'NEVER' GROUP BY 1`,
  );
  return new Map(rows.map(({ table, columns }) => [table, columns]));
}
