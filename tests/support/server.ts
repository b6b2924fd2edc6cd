import pg from 'pg';

/** The URL of another database on the same server. */
export function urlOf(url: string, database: string): string {
  return url.replace(/^([a-z]+:\/\/[^/]*\/)[^?]*/, `$1${database}`);
}

/** Makes `name` on the server of `url`, as a copy of `template` when one is given. */
export async function createDatabase(url: string, name: string, template?: string): Promise<void> {
  const copy = template === undefined ? '' : ` TEMPLATE ${pg.escapeIdentifier(template)}`;
  await run(url, `CREATE DATABASE ${pg.escapeIdentifier(name)}${copy}`);
}

/** Removes the database, cutting connections to it. */
export async function dropDatabase(url: string, name: string): Promise<void> {
  await run(url, `DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
}

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client(urlOf(url, 'postgres'));
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
