import { createHash, randomUUID } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

const MIGRATIONS = fileURLToPath(new URL('../../../prisma/migrations/', import.meta.url));
/** Prisma Migrate takes the same lock, so it and this runner wait for one another. */
const ADVISORY_LOCK = 72_707_369;

/** Prisma's own table, so that `prisma migrate status` and `deploy` agree with this runner. */
const HISTORY_TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id varchar(36) PRIMARY KEY NOT NULL,
  checksum varchar(64) NOT NULL,
  finished_at timestamptz,
  migration_name varchar(255) NOT NULL,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz NOT NULL DEFAULT now(),
  applied_steps_count integer NOT NULL DEFAULT 0
)`;

/** The history in the database and the files in prisma/migrations contradict one another, or a migration failed. */
export class MigrationFailure extends Error {
  override readonly name = 'MigrationFailure';
}

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/**
 * Applies what the database at `url` lacks of `folder` (default: prisma/migrations), each file in a transaction of
 * its own, and gives the names of those applied. Runners that start together wait for one another. Rejects with
 * MigrationFailure on an edited, half-applied, unknown or failing migration.
 */
export async function migrate(url: string, folder: string = MIGRATIONS): Promise<readonly string[]> {
  const migrations = await readMigrations(folder);
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCK]);
    await client.query(HISTORY_TABLE);
    const pending = await findPending(client, migrations);
    for (const migration of pending) await apply(client, migration);
    return pending.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

interface HistoryRow {
  readonly migration_name: string;
  readonly checksum: string;
  readonly is_finished: boolean;
}

async function findPending(
  client: pg.Client,
  migrations: readonly Migration[],
): Promise<readonly Migration[]> {
  const { rows } = await client.query<HistoryRow>(
    `SELECT migration_name, checksum, finished_at IS NOT NULL AS is_finished
       FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
  );
  const byName = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const row of rows) refuseContradiction(row, byName.get(row.migration_name));
  const applied = new Set(rows.map((row) => row.migration_name));
  return migrations.filter(({ name }) => !applied.has(name));
}

function refuseContradiction(row: HistoryRow, migration: Migration | undefined): void {
  const name = row.migration_name;
  if (!row.is_finished) {
    throw new MigrationFailure(
      `The migration ${name} was begun and not finished. Repair the database, then tell it so: ` +
        `npx prisma migrate resolve --rolled-back ${name} (or --applied ${name}).`,
    );
  }
  if (migration === undefined) {
    throw new MigrationFailure(
      `The database has the migration ${name}; prisma/migrations has not. Is the code older?`,
    );
  }
  if (migration.checksum !== row.checksum) {
    throw new MigrationFailure(
      `The migration ${name} was edited after it was applied: expected a file with SHA-256 ${row.checksum}, ` +
        `found ${migration.checksum}. Restore the file and put the change into a new migration.`,
    );
  }
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query('BEGIN');
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK');
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new MigrationFailure(`The migration ${name} failed and was undone: ${reason}`, { cause });
  }
}
