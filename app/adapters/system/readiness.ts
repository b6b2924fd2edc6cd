import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Pool } from 'pg';

const MIGRATIONS = fileURLToPath(new URL('../../../prisma/migrations/', import.meta.url));
const TIMEOUT_MS = 2_000;

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
      const [wanted, applied] = await Promise.all([migrationsIn(folder), withTimeout(migrationsOf(pool))]);
      const missing = wanted.filter((name) => !applied.has(name));
      if (missing.length === 0) return { isReady: true, state: `${wanted.length} migrations applied` };
      return { isReady: false, state: `migrations missing: ${missing.join(', ')}` };
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
      return { isReady: false, state: code === '42P01' ? 'not migrated' : `not reachable (${code})` };
    }
  };
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
