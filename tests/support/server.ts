import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';

/** The URL of another database on the same server. */
export function urlOf(url: string, database: string): string {
  return url.replace(/^([a-z]+:\/\/[^/]*\/)[^?]*/, `$1${database}`);
}

/** Makes `name` on the server of `url`, as a copy of `template` when one is given. */
export async function createDatabase(url: string, name: string, template?: string): Promise<void> {
  const copy = template === undefined ? '' : ` TEMPLATE ${pg.escapeIdentifier(template)}`;
  await run(url, (client) => client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}${copy}`));
}

/**
 * Removes the database. A pool that was just ended may still be saying goodbye, and a connection cut meanwhile throws where
 * nobody listens: such ones get a second to go, then what a test left open is cut.
 */
export async function dropDatabase(url: string, name: string): Promise<void> {
  await run(url, async (client) => {
    await untilUnused(client, name);
    await client.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
  });
}

async function untilUnused(client: pg.Client, name: string): Promise<void> {
  for (let left = 50; left > 0; left--) {
    const { rowCount } = await client.query('SELECT 1 FROM pg_stat_activity WHERE datname = $1', [name]);
    if (rowCount === 0) return;
    await wait(20);
  }
}

async function run(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client(urlOf(url, 'postgres'));
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
