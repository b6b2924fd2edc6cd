import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { Pool } from 'pg';

const MIGRATIONS = fileURLToPath(new URL('../../../prisma/migrations/', import.meta.url));
const TIMEOUT_MS = 2_000;
/** At a start there is more time than for a load balancer's question. */
const START_TIMEOUT_MS = 10_000;

export interface DatabaseReadiness {
  readonly isReady: boolean;
  /** In words: what is in the way, without addresses or credentials. */
  readonly state: string;
}

/** Whether the database answers within two seconds and has every migration of this code. */
export function createDatabaseCheck(
  pool: Pool,
  folder: string = MIGRATIONS,
): () => Promise<DatabaseReadiness> {
  return async () => {
    try {
      const { wanted, missing } = await withTimeout(compareMigrations(pool, folder));
      if (missing.length === 0) return { isReady: true, state: `${wanted.length} migrations applied` };
      return { isReady: false, state: `migrations missing: ${missing.join(', ')}` };
    } catch (error) {
      const code = codeOf(error) ?? 'no answer';
      return { isReady: false, state: code === UNDEFINED_TABLE ? 'not migrated' : `not reachable (${code})` };
    }
  };
}

/** The database cannot be worked with. The message says why, and what to do; it names no credentials. */
export class DatabaseNotReady extends Error {
  override readonly name = 'DatabaseNotReady';
}

/** Rejects with DatabaseNotReady unless the database at `url` answers and has every migration of this code. */
export async function requireReadyDatabase(url: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 1, connectionTimeoutMillis: START_TIMEOUT_MS });
  try {
    const { wanted, missing } = await compareMigrations(pool, MIGRATIONS);
    if (missing.length > 0) throw new DatabaseNotReady(lacks(missing.length, wanted.length));
  } catch (cause) {
    if (cause instanceof DatabaseNotReady) throw cause;
    if (codeOf(cause) === UNDEFINED_TABLE) throw new DatabaseNotReady(lacks('all', 'the'), { cause });
    throw new DatabaseNotReady(
      `The database does not answer: ${reasonOf(cause)}. Expected a PostgreSQL server at DATABASE_URL.`,
      { cause },
    );
  } finally {
    await pool.end();
  }
}

const lacks = (missing: number | string, wanted: number | string): string =>
  `The database lacks ${missing} of ${wanted} migrations in prisma/migrations. Run "npm run setup", then start again.`;

/** Names that stand for two addresses fail with two errors in one that has no message. */
function reasonOf(error: unknown): string {
  return error instanceof Error && error.message !== '' ? error.message : (codeOf(error) ?? String(error));
}

const UNDEFINED_TABLE = '42P01';

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

async function compareMigrations(pool: Pool, folder: string) {
  const [wanted, applied] = await Promise.all([migrationsIn(folder), migrationsOf(pool)]);
  return { wanted, missing: wanted.filter((name) => !applied.has(name)) };
}

async function migrationsIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

async function migrationsOf(pool: Pool): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ migration_name: string }>(
    'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  );
  return new Set(rows.map((row) => row.migration_name));
}

async function withTimeout<Value>(work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), TIMEOUT_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
