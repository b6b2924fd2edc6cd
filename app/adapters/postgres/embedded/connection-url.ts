import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { SUPERUSER } from './cluster-folder.ts';
import type { Postmaster } from './postmaster.ts';

/** The URL of `database` on that server. A password is needed, and given, over TCP only. */
export function connectionUrl(server: Postmaster, password: string | null, database: string): string {
  if (server.socketFolder !== '') {
    return `postgresql://${SUPERUSER}@localhost/${database}?host=${encodeURIComponent(server.socketFolder)}`;
  }
  return `postgresql://${SUPERUSER}:${password ?? ''}@127.0.0.1:${server.port}/${database}`;
}

/** The password of the server below `dataDir`, made up at the first asking. */
export async function readPassword(dataDir: string): Promise<string> {
  const file = join(dataDir, 'postgres.password');
  const made = randomBytes(24).toString('hex');
  await writeFile(file, made, { mode: 0o600, flag: 'wx' }).catch(() => {});
  return readFile(file, 'utf8');
}

/** Makes `database` unless it is there. Rejects when the server does not answer. */
export async function ensureDatabase(
  server: Postmaster,
  password: string | null,
  database: string,
): Promise<void> {
  const client = new pg.Client(connectionUrl(server, password, 'postgres'));
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
  } catch (error) {
    // 42P04: another process was quicker.
    if (!(error instanceof pg.DatabaseError && error.code === '42P04')) throw error;
  } finally {
    await client.end();
  }
}
