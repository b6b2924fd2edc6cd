import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrate } from '#app/adapters/postgres/migrate.ts';
import { emptyDatabase } from '#tests/support/database.ts';
import type { ClonedDatabase } from '#tests/support/database.ts';

let database: ClonedDatabase;
let client: pg.Client;
let folder: string;

beforeEach(async () => {
  database = await emptyDatabase();
  client = new pg.Client(database.url);
  await client.connect();
  folder = await mkdtemp(join(tmpdir(), 'attune-migrations-'));
  await write('20260101000000_one', 'CREATE TABLE one (id int);');
  await write('20260102000000_two', 'CREATE TABLE two (id int);\nINSERT INTO two VALUES (1);');
  await writeFile(join(folder, 'migration_lock.toml'), 'provider = "postgresql"\n');
});
afterEach(async () => {
  await client.end();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function write(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, 'migration.sql'), sql);
}

async function tables(): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
  );
  return rows.map(({ name }) => name);
}

describe('migrate', () => {
  test('applies every migration in order, once', async () => {
    expect(await migrate(database.url, folder)).toEqual(['20260101000000_one', '20260102000000_two']);
    expect(await migrate(database.url, folder)).toEqual([]);
    expect(await tables()).toEqual(['_prisma_migrations', 'one', 'two']);
  });

  test('applies what was added since', async () => {
    await migrate(database.url, folder);
    await write('20260103000000_three', 'ALTER TABLE two ADD COLUMN name text;');
    expect(await migrate(database.url, folder)).toEqual(['20260103000000_three']);
  });

  test('applies each migration once when five runners start together', async () => {
    const applied = await Promise.all(Array.from({ length: 5 }, () => migrate(database.url, folder)));
    expect(applied.map((names) => names.length).toSorted()).toEqual([0, 0, 0, 0, 2]);
    const { rows } = await client.query('SELECT count(*)::int AS count FROM two');
    expect(rows[0]?.count).toBe(1);
  });

  test('refuses a migration that was edited after it was applied, and changes nothing', async () => {
    await migrate(database.url, folder);
    await write('20260101000000_one', 'CREATE TABLE one (id bigint);');
    await write('20260103000000_three', 'CREATE TABLE three (id int);');
    await expect(migrate(database.url, folder)).rejects.toThrow(
      /^The migration 20260101000000_one was edited after it was applied: expected a file with SHA-256 [0-9a-f]{64}, found [0-9a-f]{64}\. Restore the file/,
    );
    expect(await tables()).not.toContain('three');
  });

  test('refuses to go on after a migration that was begun and not finished', async () => {
    await migrate(database.url, folder);
    await client.query("UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name LIKE '%_two'");
    await expect(migrate(database.url, folder)).rejects.toThrow(
      'The migration 20260102000000_two was begun and not finished. Repair the database, then tell it so: ' +
        'npx prisma migrate resolve --rolled-back 20260102000000_two (or --applied 20260102000000_two).',
    );
  });

  test('applies again a migration that was marked as rolled back', async () => {
    await migrate(database.url, folder);
    await client.query(
      "UPDATE _prisma_migrations SET finished_at = NULL, rolled_back_at = now() WHERE migration_name LIKE '%_two'",
    );
    await client.query('DROP TABLE two');
    expect(await migrate(database.url, folder)).toEqual(['20260102000000_two']);
  });

  test('undoes a migration that fails, keeps those before it, and says which and why', async () => {
    await write('20260103000000_bad', 'CREATE TABLE three (id int);\nINSERT INTO nowhere VALUES (1);');
    await expect(migrate(database.url, folder)).rejects.toThrow(
      'The migration 20260103000000_bad failed and was undone: relation "nowhere" does not exist',
    );
    expect(await tables()).toEqual(['_prisma_migrations', 'one', 'two']);
    await write('20260103000000_bad', 'CREATE TABLE three (id int);');
    expect(await migrate(database.url, folder)).toEqual(['20260103000000_bad']);
  });

  test('refuses a database that is newer than the code', async () => {
    await migrate(database.url, folder);
    await rm(join(folder, '20260102000000_two'), { recursive: true });
    await expect(migrate(database.url, folder)).rejects.toThrow(
      'The database has the migration 20260102000000_two; prisma/migrations has not. Is the code older?',
    );
  });

  test('refuses a folder without its file', async () => {
    await mkdir(join(folder, '20260104000000_empty'));
    await expect(migrate(database.url, folder)).rejects.toThrow(/20260104000000_empty.migration\.sql/);
    expect(await tables()).toEqual([]);
  });

  test('holds no lock afterwards, also when it refused', async () => {
    await migrate(database.url, folder);
    await write('20260101000000_one', 'SELECT 1;');
    await migrate(database.url, folder).catch(() => {});
    const { rows } = await client.query('SELECT pg_try_advisory_lock(72707369) AS free');
    expect(rows[0]?.free).toBe(true);
  });

  test("brings up Attune's own schema from nothing", async () => {
    expect((await migrate(database.url)).length).toBeGreaterThan(0);
    expect(await tables()).toContain('inbox_delivery');
  });
});
