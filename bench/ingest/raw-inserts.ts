import type pg from 'pg';

/** What an order leaves behind. */
const TABLES = [
  'orders',
  'profile',
  'membership_event',
  'shopper_activity',
  'open_cart',
  'saved_detail',
] as const;
const SET = 1_000;
const CONNECTIONS = 2;

export interface RawInserts {
  readonly seconds: number;
  readonly rows: number;
  readonly databaseCpuSeconds: number;
}

/**
 * The yardstick: takes out what the fold stored and writes the same rows again into the same tables with their indexes, a thousand a
 * statement, each statement its own transaction, over two connections. Counts the writing alone; `databaseCpu` reads PostgreSQL's seconds so far.
 */
export async function insertAgain(pool: pg.Pool, databaseCpu: () => number): Promise<RawInserts> {
  const sets: { readonly table: string; readonly json: string }[] = [];
  let rows = 0;
  for (const table of TABLES) {
    const all = await pool.query<{ row: string }>(`SELECT row_to_json(t)::text AS row FROM ${table} t`);
    rows += all.rows.length;
    for (let from = 0; from < all.rows.length; from += SET)
      sets.push({
        table,
        json: `[${all.rows
          .slice(from, from + SET)
          .map(({ row }) => row)
          .join(',')}]`,
      });
  }
  await pool.query(`TRUNCATE ${TABLES.join(', ')}`);
  const columns = await columnsOf(pool);
  const startedAt = performance.now();
  const cpuBefore = databaseCpu();
  const work = async (): Promise<void> => {
    for (let next = sets.shift(); next; next = sets.shift()) {
      const names = columns.get(next.table)?.join(', ') ?? '';
      await pool.query(
        `INSERT INTO ${next.table} (${names}) OVERRIDING SYSTEM VALUE
         SELECT ${names} FROM jsonb_populate_recordset(NULL::${next.table}, $1::jsonb)`,
        [next.json],
      );
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, work));
  const seconds = (performance.now() - startedAt) / 1000;
  return { seconds, rows, databaseCpuSeconds: databaseCpu() - cpuBefore };
}

/** The columns that are stored, not generated. */
async function columnsOf(pool: pg.Pool): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await pool.query<{ table: string; columns: string[] }>(
    `SELECT table_name AS table, array_agg(quote_ident(column_name)) AS columns FROM information_schema.columns
      WHERE table_schema = current_schema() AND table_name = ANY($1) AND is_generated = 'NEVER' GROUP BY 1`,
    [TABLES],
  );
  return new Map(rows.map(({ table, columns }) => [table, columns]));
}
